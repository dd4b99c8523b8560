"""Reads a few files out of a zip archive that may be hostile, within limits (P25)."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from carrel.base.words import _
from carrel.exchange.api import FileRefused

MOST_PACKED = 200_000_000
MOST_UNPACKED = 500_000_000
MOST_RATIO = 200
MOST_ENTRIES = 5_000
_FREE = 1_000_000
"""Bytes that an entry may unpack to whatever its ratio is: a short text can be very regular."""
_PIECE = 1 << 20
_ENCRYPTED = 0x1
_LINK = 0o120000


def is_archive(content: bytes) -> bool:
    """Whether these bytes begin like a zip archive, be it an empty one."""
    return content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}


def entries(content: bytes, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """The wanted files of the archive by name, each unpacked within the limits; raises FileRefused.

    The limits hold for what is really unpacked, whatever the archive says of itself. Nothing is written to the disk,
    links are not followed, and an archive inside the archive is only a file.
    """
    if len(content) > MOST_PACKED:
        raise _refused(_("This archive is too large."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            left = MOST_UNPACKED
            for entry in _plain(archive):
                if wanted(entry.filename):
                    unpacked = _unpack(archive, entry, left)
                    left -= len(unpacked)
                    yield entry.filename, unpacked
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        raise FileRefused(
            _("This archive is damaged, or packed in a way Carrel does not know."),
            _("Unpack it yourself, and choose the file inside it."),
            type(error).__name__,
        ) from error


def _plain(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The ordinary files; raises FileRefused for an archive that is not put together honestly."""
    found = archive.infolist()
    if len(found) > MOST_ENTRIES:
        raise _refused(_("This archive holds too many files."))
    if any(entry.flag_bits & _ENCRYPTED for entry in found):
        raise FileRefused(
            _("This archive is locked with a password."), _("Unpack it yourself, and choose the file inside it.")
        )
    if any(_climbs(entry.filename) for entry in found):
        raise _refused(_("This archive names places outside itself."))
    if _overlap(found):
        raise _refused(_("This archive is put together dishonestly: files in it lie on top of each other."))
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
                raise _refused(_("A file in this archive unpacks to far more than it should."))
            pieces.append(piece)
    return b"".join(pieces)


def _refused(what: str) -> FileRefused:
    return FileRefused(what, _("Nothing was read from it. Choose another file."))
