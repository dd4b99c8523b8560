"""The lock that lets one program write, and lets a second start ask the first for its window."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.store.faults import reached

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "carrel.lock"
SHOW_NAME = "carrel.show"
_MOST_ASKED = 1_000_000
"""Bytes of asking that are read at once."""
_SAME_START_S = 2.0
"""Two readings of one process's start may differ by so much when the clock is set."""


class AlreadyOpen(CarrelError):
    """Another Carrel has this folder open."""


class Lock:
    """The right to write in a folder; the system takes it back when its owner dies, however it dies."""

    def __init__(self, folder: Path, handle: int) -> None:
        self.show_file = folder / SHOW_NAME
        self._handle: int | None = handle
        self._read = 0

    @classmethod
    def take(cls, folder: Path) -> Lock:
        """Take the lock at once, or raise AlreadyOpen; what a dead owner left is taken over.

        The file `show_file` is made, for the owner to watch: it changes when a second start asks to see the window.
        """
        with reached(folder / NAME):
            handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                owner = _owner(handle)
                if not _hold(handle) or _lives(owner):
                    raise _already_open(owner)
                (folder / SHOW_NAME).write_bytes(b"")
                _write_owner(handle)
            except BaseException:
                os.close(handle)
                raise
        return cls(folder, handle)

    def wanted(self) -> list[Path]:
        """The files that other starts asked to open since this was last asked; a line that is not whole yet waits."""
        with self.show_file.open("rb") as file:
            file.seek(self._read)
            told = file.read(_MOST_ASKED)
        lines = told.splitlines(keepends=True)
        whole = [line for line in lines if line.endswith(b"\n")]
        self._read += sum(map(len, whole))
        return [path for line in whole if (path := _asked_for(line)) is not None]

    def release(self) -> None:
        """Give the lock back; calling it twice is fine."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.ftruncate(handle, 0)
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def ask_to_show(folder: Path, files: Sequence[Path] = ()) -> None:
    """Ask whoever holds the lock of this folder to bring its window to the front, and to open these files."""
    wanted = [json.dumps(str(path.absolute())) for path in files]
    with (folder / SHOW_NAME).open("ab") as file:
        file.write("".join(f"{line}\n" for line in ("show", *wanted)).encode())


def _asked_for(line: bytes) -> Path | None:
    """The file that a line asks to open; None for one that only wants to see the window."""
    try:
        path = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return Path(path) if isinstance(path, str) and path else None


def _hold(handle: int) -> bool:
    """Ask the system for its own lock; True also where the file system has none, and only the owner's note helps."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, 1 << 20, os.SEEK_SET)  # far from the note, which others must be able to read
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
    return True


def _owner(handle: int) -> tuple[int, float] | None:
    """The process id of the owner and when it started, in seconds since 1970; None when the note says neither."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        note = json.loads(os.read(handle, 200))
        return int(note["pid"]), float(note["started"])
    except (ValueError, KeyError, TypeError, OverflowError):
        return None


def _write_owner(handle: int) -> None:
    process = psutil.Process()
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps({"pid": process.pid, "started": process.create_time()}).encode())


def _lives(owner: tuple[int, float] | None) -> bool:
    """Whether the process that wrote the note still runs; another one with its number started at another time."""
    if owner is None or owner[0] == os.getpid():
        return False
    try:
        process = psutil.Process(owner[0])
        return abs(process.create_time() - owner[1]) < _SAME_START_S and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _already_open(owner: tuple[int, float] | None) -> AlreadyOpen:
    return AlreadyOpen(
        _("Carrel is already open with this data."),
        _("Look for its window, or close it and start again."),
        f"process {owner[0]}" if owner else "",
    )
