"""Carrel is silent: a session in an empty network sends no packet and opens no socket (P30)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALONE = ("unshare", "--user", "--map-root-user", "--net")
CALLS = "socket,connect,bind,listen,accept,accept4,sendto,sendmsg,sendmmsg,socketpair"


def works(*command: str) -> bool:
    """Whether this computer can do that."""
    found = shutil.which(command[0]) is not None
    return found and subprocess.run(command, check=False, capture_output=True, timeout=30).returncode == 0


pytestmark = [
    pytest.mark.native,
    pytest.mark.skipif(not works(*ALONE, "true"), reason="this system lets nobody have an empty network of their own"),
]


def run(command: Sequence[str], home: Path) -> str:
    """What a command prints, in a network without anything in it."""
    environment = {**os.environ, "CARREL_HOME": str(home), "PYTHONPATH": f"{ROOT / 'app'}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [*ALONE, *command], check=False, capture_output=True, text=True, timeout=240, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_session_opens_no_socket_and_sends_no_packet(tmp_path: Path) -> None:
    seen = json.loads(run([sys.executable, "-m", "tests.native.silent_session", str(tmp_path)], tmp_path))
    assert seen["said"] == seen["asked"] > 3
    assert seen["found"] > 0
    assert seen["touched"] == []
    assert seen["sockets"] == []
    assert set(seen["open"].values()) == {0}
    for name, *counts in seen["interfaces"]:
        assert set(counts) == {"0"}, name


@pytest.mark.skipif(not works("strace", "-V"), reason="strace is not here")
@pytest.mark.fault
def test_asking_in_a_terminal_makes_no_call_that_could_reach_a_network(tmp_path: Path) -> None:
    """The system's own look-up of a user's name may knock at a socket file of this computer; nothing else."""
    trace = tmp_path / "trace"
    watch = ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={CALLS}", "-e", "signal=none"]
    ask = [sys.executable, "-m", "carrel", "ask", "What is gravity?"]
    assert run([*watch, *ask], tmp_path / "home").strip()
    calls = [line for line in trace.read_text().splitlines() if "(" in line]
    assert [line for line in calls if not re.search(r"AF_UNIX", line)] == []
    reached = [line for line in calls if "connect(" in line and "nscd" not in line]
    assert reached == []


def test_the_watch_itself_sees_a_socket(tmp_path: Path) -> None:
    """Proof that silence is not deafness."""
    script = (
        "import json, sys; from tests.native import silent_session as s; import socket; "
        "one = socket.socket(); one.bind(('127.0.0.1', 0)); one.listen(); "
        "print(json.dumps([s.TOUCHED, len(s.sockets_of('self')), len(open('/proc/self/net/tcp').readlines()) - 1]))"
    )
    touched, sockets, listening = json.loads(run([sys.executable, "-c", script], tmp_path))
    assert touched == ["socket.__new__", "socket.bind"]
    assert (sockets, listening) == (1, 1)
