"""Files that are written whole or not at all, and the files that come with Carrel."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the path when the block ends, and leaves nothing behind when it raises.

    A reader, or a power cut, meets the old file or the new one, never a part: written to a temporary name in the same
    folder, flushed to the disk, then renamed (P9). Raises OSError.
    """
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:80]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Put the content at the path, whole or not at all; raises OSError."""
    with writing_whole(path) as file:
        file.write(content)


class NotOrdinary(OSError):
    """What is there is a folder, a pipe or a device, and nothing to read from."""


def ordinary_content(path: Path, most: int) -> bytes | None:
    """The bytes of an ordinary file, None if there are more than `most`; raises OSError, and ValueError for a NUL.

    A folder, a pipe or a device is refused and never waited for.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotOrdinary(path.name)
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise NotOrdinary(path.name)
        content = file.read(most + 1) if found.st_size <= most else None
    return content if content is not None and len(content) <= most else None


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut, where the system can (Windows does it by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def resource(name: str) -> Path:
    """The path of something that comes with Carrel, such as ``prompts/tutor.md``.

    Looked for in the frozen program, then in the installed package, then in the checkout.
    """
    package = Path(__file__).parents[1]
    bundle = Path(getattr(sys, "_MEIPASS", package)) / "resources"
    for root in (bundle, package / "_resources", package.parents[1] / "resources"):
        if root.is_dir():
            return root / name
    raise FileNotFoundError(f"Carrel's resources folder is missing beside {package}")
