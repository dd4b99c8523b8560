"""The one way in which the files of a pack lie in its bytes, so that not a single byte is free to be changed.

It is written out here and not left to a library: every later Carrel must rebuild the bytes that are signed today.
The records are those of the zip format (PKWARE's APPNOTE 4.3.7, 4.3.12 and 4.3.16), uncompressed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping

_LOCAL = struct.Struct("<4s5H3L2H")
_LISTED = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_MADE_BY = 3 << 8 | _VERSION
"""Unix, whose permissions follow in the list."""
_READABLE = 0o100644 << 16
_DAY_ONE = 1 << 5 | 1
"""The first of January 1980: a time of day would differ from one making to the next."""


def pieces(files: Mapping[str, bytes]) -> Iterator[bytes]:
    """The bytes of the pack, one piece after the other; the names are ASCII."""
    listed, place = [], 0
    for name, content in files.items():
        told = name.encode("ascii")
        facts = (zlib.crc32(content), len(content), len(content), len(told))
        head = _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, 0, 0, _DAY_ONE, *facts, 0) + told
        listed.append(
            _LISTED.pack(b"PK\x01\x02", _MADE_BY, _VERSION, 0, 0, 0, _DAY_ONE, *facts, 0, 0, 0, 0, _READABLE, place)
            + told
        )
        yield head
        yield content
        place += len(head) + len(content)
    the_list = b"".join(listed)
    yield the_list
    yield _END.pack(b"PK\x05\x06", 0, 0, len(listed), len(listed), len(the_list), place, 0)


def size(files: Mapping[str, bytes]) -> int:
    """How many bytes that will be."""
    return _END.size + sum(_LOCAL.size + _LISTED.size + 2 * len(name) + len(files[name]) for name in files)


def is_laid_out(content: bytes, files: Mapping[str, bytes]) -> bool:
    """Whether the content is, byte for byte, what these files give."""
    place = 0
    for piece in pieces(files):
        if not content.startswith(piece, place):
            return False
        place += len(piece)
    return place == len(content)
