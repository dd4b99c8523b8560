"""Reads files out of a zip archive that may be hostile, within limits (P25)."""

from __future__ import annotations

import contextlib
import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Literal

from carrel.base.errors import CarrelError
from carrel.base.words import _

MOST_PACKED = 200_000_000
MOST_UNPACKED = 500_000_000
MOST_RATIO = 200
MOST_ENTRIES = 5_000
_FREE = 1_000_000
"""Bytes that an entry may unpack to whatever its ratio is: a short text can be very regular."""
_PIECE = 1 << 20
_ENCRYPTED = 0x1
_LINK = 0o120000
_MOST_LIST = MOST_ENTRIES * 1_000
"""Bytes of the list of files: zipfile takes several times that memory before anybody can look at it."""
_TAIL = 0xFFFF + 22 + 56 + 20
_END, _LARGE_END, _LARGE_PLACE = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
"""Where the list ends, the same in an archive of the large kind, and what says where that stands."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)

Fault = Literal["large", "damaged", "locked", "dishonest"]


class ArchiveRefused(CarrelError):
    """The archive is not read, or not any further; fault is the kind of reason, for whoever words it differently."""

    def __init__(self, fault: Fault, what: str, next_step: str, detail: str = "") -> None:
        super().__init__(what, next_step, detail)
        self.fault = fault


def is_archive(content: bytes) -> bool:
    """Whether these bytes begin like a zip archive, be it an empty one."""
    return content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}


class Archive:
    """An open archive whose ordinary files are read one by one; everything raises ArchiveRefused.

    The limits hold for what is really unpacked, all reads together, whatever the archive says of itself. Nothing is
    written to the disk, links are not followed, and an archive inside the archive is only a file.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._left = MOST_UNPACKED
        if file.seek(0, os.SEEK_END) > MOST_PACKED:
            raise _large(_("This archive is too large."))
        with _damage_told():
            _check_list(file)
            self._archive = zipfile.ZipFile(file)
            self._entries = {entry.filename: entry for entry in _plain(self._archive)}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the ordinary files, in the archive's order."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """What the file of this name holds; raises KeyError when there is none."""
        entry = self._entries[name]
        with _damage_told():
            unpacked = _unpack(self._archive, entry, self._left)
        self._left -= len(unpacked)
        return unpacked


def is_reserved(name: str) -> bool:
    """Whether a part of the name is one that Windows keeps for a device."""
    return any(_RESERVED.match(part) for part in PurePosixPath(name).parts)


def entries(content: bytes, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """The wanted files of the archive by name, each unpacked within the limits; raises ArchiveRefused."""
    archive = Archive(io.BytesIO(content))
    for name in archive.names:
        if wanted(name):
            yield name, archive.read(name)


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        raise ArchiveRefused(
            "damaged",
            _("This archive is damaged, or packed in a way Carrel does not know."),
            _unpack_it(),
            type(error).__name__,
        ) from error


def _check_list(file: BinaryIO) -> None:
    """Raise for a list of files that would fill the memory, going by every record that zipfile could go by.

    What only looks like such a record, inside one of the files, does not count: a file may hold an archive.
    """
    file.seek(-min(_TAIL, file.seek(0, os.SEEK_END)), os.SEEK_END)
    tail = file.read()
    is_bare = tail[-22:-18] == _END and tail[-2:] == b"\x00\x00"
    end = len(tail) - 22 if is_bare else tail.rfind(_END)
    if end < 0:
        return
    claimed = [int.from_bytes(tail[end + 12 : end + 16], "little")]
    locator = tail[max(end - 20, 0) : end]
    if locator.startswith(_LARGE_PLACE):
        file.seek(min(int.from_bytes(locator[8:16], "little"), MOST_PACKED))
        for record in (tail[max(end - 76, 0) : end], file.read(56)):
            if record.startswith(_LARGE_END):
                claimed.append(int.from_bytes(record[40:48], "little"))
    if max(claimed) > _MOST_LIST:
        raise _large(_("This archive holds too many files."))


def _plain(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The ordinary files; raises ArchiveRefused for an archive that is not put together honestly."""
    found = archive.infolist()
    if len(found) > MOST_ENTRIES:
        raise _large(_("This archive holds too many files."))
    if any(entry.flag_bits & _ENCRYPTED for entry in found):
        raise ArchiveRefused(
            "locked",
            _("This archive is locked with a password."),
            _("Unpack it yourself, and choose the file inside it."),
        )
    if any(_climbs(entry.filename) for entry in found):
        raise _dishonest(_("This archive names places outside itself."))
    if any(is_reserved(entry.filename) for entry in found):
        raise _dishonest(_("This archive names devices of the computer instead of files."))
    if _overlap(found):
        raise _dishonest(_("This archive is put together dishonestly: files in it lie on top of each other."))
    return [entry for entry in found if not entry.is_dir() and entry.external_attr >> 16 & 0o170000 != _LINK]


def _climbs(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True


def _overlap(found: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share packed bytes: a small archive can claim any size that way."""
    ends = 0
    for entry in sorted(found, key=lambda entry: entry.header_offset):
        if entry.header_offset < ends:
            return True
        ends = entry.header_offset + entry.compress_size
    return False


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """The bytes of one entry, counted while they come."""
    most = min(left, max(_FREE, entry.compress_size * MOST_RATIO))
    pieces, size = [], 0
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > most:
                raise _dishonest(_("A file in this archive unpacks to far more than it should."))
            pieces.append(piece)
    return b"".join(pieces)


def _large(what: str) -> ArchiveRefused:
    return ArchiveRefused("large", what, _("Nothing was read from it. Choose another file."))


def _dishonest(what: str) -> ArchiveRefused:
    return ArchiveRefused("dishonest", what, _("Nothing was read from it. Choose another file."))


def _unpack_it() -> str:
    return _("Unpack it yourself, and choose the file inside it.")
