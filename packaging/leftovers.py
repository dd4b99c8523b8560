"""Names and ends every process a run of the checks has left behind; run by checking.py inside the .venv."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterable

import psutil

GRACE_S = 3.0


def left_behind(parent: int, name: str, value: str) -> list[psutil.Process]:
    """Living processes below the parent, or with our mark in their environment, except ourselves and the parent."""
    below = {process.pid for process in psutil.Process(parent).children(recursive=True)}
    return [
        process
        for process in psutil.process_iter()
        if process.pid not in {parent, os.getpid()} and is_alive(process)
        if process.pid in below or mark_of(process, name) == value
    ]


def is_alive(process: psutil.Process) -> bool:
    """Whether it runs still; what has ended and was only not asked after is nobody's burden."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def mark_of(process: psutil.Process, name: str) -> str | None:
    """The mark in the environment of a process; None where we may not look."""
    try:
        return process.environ().get(name)
    except (psutil.Error, OSError):
        return None


def end(processes: Iterable[psutil.Process]) -> None:
    """Name each process and end it."""
    for process in processes:
        with contextlib.suppress(psutil.Error):
            print(f"Left behind, and ended now: {process.pid} {' '.join(process.cmdline())[:300]}", file=sys.stderr)
            process.kill()


def main(parent: int, name: str, value: str) -> int:
    """0 when nothing is left after a short grace, 1 when something had to be ended."""
    until = time.monotonic() + GRACE_S
    while left := left_behind(parent, name, value):
        if time.monotonic() > until:
            end(left)
            return 1
        time.sleep(0.1)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
