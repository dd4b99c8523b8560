"""The known ways in which the store can fail, each with its sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from carrel.base.errors import CarrelError
from carrel.base.words import _

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

# SQLite's result codes (sqlite.org/rescode.html); the driver gives them no names.
_FULL = 13
_UNSOUND = (11, 26)  # CORRUPT, NOTADB
_HELD = (5, 6)  # BUSY, LOCKED
_OUT_OF_REACH = (3, 8, 10, 14)  # PERM, READONLY, IOERR, CANTOPEN


class StoreDamaged(CarrelError):
    """The file is not a sound database of Carrel's."""


class StoreMissing(StoreDamaged):
    """There were data here before, and now the file is gone or empty."""


class StoreTooNew(CarrelError):
    """A newer Carrel wrote the file."""


class StoreUnsafe(CarrelError):
    """This disk does not let the file be kept so that a power cut loses nothing."""


class StoreUnreachable(CarrelError):
    """The file cannot be opened, read or written."""


class StoreBusy(CarrelError):
    """Another program holds the file."""


class DiskFull(CarrelError):
    """There is no room to write; reading goes on."""


def damaged(path: Path, detail: str) -> StoreDamaged:
    """What to say of a file that cannot be trusted."""
    return StoreDamaged(
        _("The file with your data, {file}, is damaged.").format(file=path),
        _("Leave it where it is, and put back a backup of it, or ask somebody to repair a copy."),
        detail,
    )


def missing(path: Path) -> StoreMissing:
    """What to say when a profile was here and its file is not."""
    return StoreMissing(
        _("Your data should be in {file}, but that file is missing or empty.").format(file=path),
        _("Put it back from a backup; to begin with nothing instead, move all that is in {folder} elsewhere.").format(
            folder=path.parent
        ),
    )


def too_new(path: Path, steps: list[str]) -> StoreTooNew:
    """What to say of a file with steps that this version does not know."""
    return StoreTooNew(
        _("Your data, {file}, was last opened by a newer version of Carrel.").format(file=path),
        _("Install the newest Carrel and start again; nothing was changed."),
        ", ".join(steps),
    )


def unsafe(path: Path, pragma: str, found: object) -> StoreUnsafe:
    """What to say when a connection did not become what was asked for."""
    return StoreUnsafe(
        _("Carrel cannot keep your data safely in the folder {folder}.").format(folder=path.parent),
        _("Choose a folder on a disk of this computer, not on a network drive, and start again."),
        f"{pragma} is {found}",
    )


def unreachable(path: Path, detail: str) -> StoreUnreachable:
    """What to say when the system does not let us at the file."""
    return StoreUnreachable(
        _("Carrel cannot reach {file}.").format(file=path),
        _("Look whether its disk or stick is connected and may be written to, and try again."),
        detail,
    )


def disk_full(folder: Path, detail: str = "") -> DiskFull:
    """What to say when there is no room left."""
    return DiskFull(
        _("The disk that holds {folder} takes no more, so nothing new can be saved.").format(folder=folder),
        _("Delete files you no longer need from that disk; what is already saved can still be read."),
        detail,
    )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the driver and the disk raise about this file into the kinds above; mistakes of ours pass unchanged."""
    try:
        yield
    except driver.Error as error:
        known = _known(path, getattr(error, "sqlite_errorcode", None), str(error))
        if known is None:
            raise
        raise known from error
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise disk_full(path.parent, str(error)) from error


@contextmanager
def reached(path: Path) -> Iterator[None]:
    """The same for work on the file itself, where whatever the system refuses means that the file is out of reach."""
    with told(path):
        try:
            yield
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise
            raise unreachable(path, str(error)) from error


def _known(path: Path, code: int | None, detail: str) -> CarrelError | None:
    if code is None:
        return None
    kind = code & 0xFF  # the higher bits only say more
    if kind == _FULL:
        return disk_full(path.parent, detail)
    if kind in _UNSOUND:
        return damaged(path, detail)
    if kind in _HELD:
        return StoreBusy(
            _("Another program is using {file}.").format(file=path),
            _("Close other programs that work with Carrel's files, and try again."),
            detail,
        )
    return unreachable(path, detail) if kind in _OUT_OF_REACH else None
