"""One program writes, and a second start can ask for its window (P4)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from carrel.store import lock
from carrel.store.faults import StoreUnreachable
from carrel.store.lock import NAME, AlreadyOpen, Lock, ask_to_show


@contextmanager
def another_program(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock, until it is told to end."""
    code = "import sys, pathlib; from carrel.store.lock import Lock\n"
    code += "with Lock.take(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n"
        yield program
        if program.stdin is not None:
            program.stdin.close()


def note(folder: Path, pid: int, started: float) -> None:
    """Leave a note of an owner as a killed program would, or one whose file system knows no locks."""
    (folder / NAME).write_text(json.dumps({"pid": pid, "started": started}))


def test_a_second_start_is_told_that_the_first_is_open_and_what_to_do(tmp_path: Path) -> None:
    with another_program(tmp_path) as program:
        with pytest.raises(AlreadyOpen) as caught:
            Lock.take(tmp_path)
        assert (caught.value.code, caught.value.detail) == ("already-open", f"process {program.pid}")
        assert "window" in caught.value.next_step
    Lock.take(tmp_path).release()


def test_a_second_start_within_one_process_is_told_too(tmp_path: Path) -> None:
    with Lock.take(tmp_path), pytest.raises(AlreadyOpen):
        Lock.take(tmp_path)


def test_the_lock_is_free_as_soon_as_its_owner_is_killed_even_before_it_is_buried(tmp_path: Path) -> None:
    with another_program(tmp_path) as program:
        psutil.Process(program.pid).kill()
        if hasattr(os, "waitid"):  # wait for the death, and leave the body: a zombie with its number and start time
            os.waitid(os.P_PID, program.pid, os.WEXITED | os.WNOWAIT)
        else:
            program.wait()
        Lock.take(tmp_path).release()


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "rubbish", '{"pid": "x"}', '{"pid": 1e999, "started": 0}', "\0" * 50]
)
def test_an_unreadable_note_is_no_owner(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content)
    with Lock.take(tmp_path), pytest.raises(AlreadyOpen) as caught:
        Lock.take(tmp_path)
    assert caught.value.detail == f"process {os.getpid()}"


def test_a_note_of_a_process_that_ended_is_taken_over(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        started = psutil.Process(ended.pid).create_time()
    note(tmp_path, ended.pid, started)
    Lock.take(tmp_path).release()


def test_a_note_whose_number_now_belongs_to_another_process_is_taken_over(tmp_path: Path) -> None:
    parent = psutil.Process(os.getppid())
    note(tmp_path, parent.pid, parent.create_time() - 3_600)
    Lock.take(tmp_path).release()


def test_where_the_file_system_knows_no_locks_the_note_of_a_living_owner_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_hold", lambda _handle: True)
    parent = psutil.Process(os.getppid())
    note(tmp_path, parent.pid, parent.create_time())
    with pytest.raises(AlreadyOpen):
        Lock.take(tmp_path)


def test_a_second_start_can_ask_for_the_window(tmp_path: Path) -> None:
    with Lock.take(tmp_path) as held:
        assert held.show_file.read_bytes() == b""
        ask_to_show(tmp_path)
        once = held.show_file.read_bytes()
        ask_to_show(tmp_path)
        assert len(held.show_file.read_bytes()) > len(once) > 0


def test_a_lock_can_be_released_twice_and_taken_again(tmp_path: Path) -> None:
    held = Lock.take(tmp_path)
    held.release()
    with Lock.take(tmp_path):
        held.release()  # the old one lets nothing of the new one go
        with pytest.raises(AlreadyOpen):
            Lock.take(tmp_path)


def test_a_folder_that_is_not_there_is_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable):
        Lock.take(tmp_path / "unplugged")
