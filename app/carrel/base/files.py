"""Files that are written whole or not at all, and the files that come with Carrel."""

from __future__ import annotations

import os
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
