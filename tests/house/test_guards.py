"""The guards around every test turn red when a test leaves something behind or wants to leave the computer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.house.sources import APP, TESTS

OFFENDERS = '''
"""Tests that offend."""
import os, socket, subprocess, sys, threading, time
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

kept = []

def test_thread():
    threading.Thread(target=time.sleep, args=(60,), daemon=True, name="lazy").start()

def test_child():
    kept.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]))

def test_child_is_ended_here():
    kept[0].kill()
    kept[0].wait()

def test_timer(qapp):
    timer = QTimer()
    timer.setObjectName("ticking")
    timer.start(1000)
    kept.append(timer)

def test_timer_is_stopped_here(qapp):
    kept[1].stop()

def test_window(qapp):
    window = QWidget()
    window.setObjectName("forgotten")
    kept.append(window)

def test_window_is_closed_here(qapp):
    kept[2].deleteLater()

def test_connecting():
    with socket.socket() as caller:
        caller.connect(("127.0.0.1", 9))

def test_listening():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))

def test_looking_up():
    socket.getaddrinfo("example.org", 80)

@pytest.mark.loopback
def test_far_away_with_the_mark():
    with socket.socket() as caller:
        caller.connect(("192.0.2.1", 9))

@pytest.mark.loopback
def test_loopback_with_the_mark():
    with socket.create_server(("127.0.0.1", 0)) as here, socket.create_connection(here.getsockname()):
        pass

def test_sockets_of_this_computer():
    one, other = socket.socketpair()
    one.close()
    other.close()

def test_own_home(tmp_path):
    assert os.environ["CARREL_HOME"] == str(tmp_path / "home")

def test_the_clock_counts(stamp):
    assert stamp.now().utc == "2026-03-02T03:15:00.000000Z"
    assert (stamp.now().utc[-10:], stamp.new_id()[-1], stamp.new_id()[-1]) == ("01.000000Z", "1", "2")

def test_key_ring():
    assert os.environ["PYTHON_KEYRING_BACKEND"].endswith("fail.Keyring")
'''

SETTINGS = """
[pytest]
markers = loopback: as in the project
pythonpath = {app}
addopts = -p no:randomly -p no:cacheprovider -rA
filterwarnings = error
"""

EXPECTED = {
    "test_thread": ("ERROR", "thread 'lazy'"),
    "test_child": ("ERROR", "child process"),
    "test_child_is_ended_here": ("PASSED", ""),
    "test_timer": ("ERROR", "timer 'ticking'"),
    "test_timer_is_stopped_here": ("PASSED", ""),
    "test_window": ("ERROR", "window 'forgotten'"),
    "test_window_is_closed_here": ("PASSED", ""),
    "test_connecting": ("FAILED", "Tests have no network: socket.connect"),
    "test_listening": ("FAILED", "Tests have no network: socket.bind"),
    "test_looking_up": ("FAILED", "Tests have no network: getaddrinfo"),
    "test_far_away_with_the_mark": ("FAILED", "Tests have no network: socket.connect"),
    "test_loopback_with_the_mark": ("PASSED", ""),
    "test_sockets_of_this_computer": ("PASSED", ""),
    "test_own_home": ("PASSED", ""),
    "test_the_clock_counts": ("PASSED", ""),
    "test_key_ring": ("PASSED", ""),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of tests that offend, under a copy of our guards that waits less."""
    folder = tmp_path_factory.mktemp("offenders")
    shutil.copy(TESTS / "conftest.py", folder)
    guards = (folder / "conftest.py").read_text(encoding="utf-8")
    (folder / "conftest.py").write_text(guards.replace("GRACE_S = 2.0", "GRACE_S = 0.1"), encoding="utf-8")
    (folder / "test_offenders.py").write_text(OFFENDERS, encoding="utf-8")
    (folder / "pytest.ini").write_text(SETTINGS.format(app=APP), encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "pytest", "test_offenders.py"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout + said.stderr


@pytest.mark.parametrize("name", EXPECTED)
def test_a_guard_answers(name: str, report: str) -> None:
    outcome, words = EXPECTED[name]
    verdicts = re.findall(rf"^(PASSED|FAILED|ERROR) test_offenders\.py::{name}\b(.*)$", report, re.MULTILINE)
    assert any(verdict == outcome and words in told for verdict, told in verdicts), report
