"""The folder of models as something to write into: names, room, copies, and what to say when it cannot be done."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Generator
from hashlib import sha256
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine import gguf
from carrel.engine.api import ModelRefused

SPARE_ROOM = 200 << 20
"""Bytes of the disk left free: below 100 MB nothing new could be kept of any chat (P9)."""

_CHUNK = 8 << 20  # bytes copied between two looks at the cancel flag
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names Windows keeps for devices


def safe_name(wished: str) -> str:
    """A name that is a good file name on every system."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", wished.removesuffix(".gguf")).strip("-.")[:80]
    return f"model-{name}" if not name or _RESERVED.fullmatch(name) else name


def require_room(folder: Path, wanted: int) -> None:
    """Raise ModelRefused unless so many bytes more fit on the folder's disk."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise cannot_write(folder, error) from error
    if wanted + SPARE_ROOM > free:
        raise no_room(f"{wanted} bytes wanted, {free} free")


def copy(source: Path, target: Path, cancel: Cancel) -> Generator[Progress, None, str]:
    """Copy, flushed to the disk; the value of the generator is the sha256 of what was copied."""
    digest, done = sha256(), 0
    with gguf.open_ordinary(source) as reading, target.open("wb") as writing:
        total = os.fstat(reading.fileno()).st_size
        while chunk := reading.read(_CHUNK):
            cancel.check()
            writing.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            yield Progress(_("Copying the model"), done, max(total, done))
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def cannot_write(folder: Path, error: OSError) -> CarrelError:
    """The refusal of the disk, in words."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return no_room(str(error))
    return ModelRefused(
        _("The model cannot be copied into {folder}.").format(folder=folder),
        _("Check that Carrel may write there and that the disk is in order."),
        str(error),
    )


def no_room(detail: str) -> ModelRefused:
    """The disk is too full for this model."""
    return ModelRefused(
        _("There is not enough room on the disk for this model."),
        _("Remove a model you do not need, or free some room, and try again."),
        detail,
    )
