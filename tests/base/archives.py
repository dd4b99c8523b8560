"""Archives that are put together in every way that an honest one is not."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from carrel.base import archive


def pack(*names: str, content: bytes = b"{}", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive in which each of the names has the content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name in names:
            made.writestr(name, content)
    return out.getvalue()


def link() -> bytes:
    """An archive with a file, and a link to a secret."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        one = zipfile.ZipInfo("link.json")
        one.external_attr = 0o120777 << 16
        made.writestr(one, "/etc/passwd")
        made.writestr("a.json", "{}")
    return out.getvalue()


def locked() -> bytes:
    """An archive whose flags say that a password is needed."""
    content = bytearray(pack("a.json"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)


def overlapping() -> bytes:
    """Two entries of the list that point at the same packed bytes."""
    content = pack("a.json", "b.json", content=b"x" * 5_000, method=zipfile.ZIP_STORED)
    second = content.rindex(b"PK\x01\x02")
    changed = bytearray(content)
    struct.pack_into("<I", changed, second + 42, 0)
    changed[second + 46 : second + 52] = b"a.json"
    return bytes(changed)


def lying() -> bytes:
    """An entry that says it is small, and is not."""
    content = bytearray(pack("a.json", content=b"0" * 40_000_000))
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + 24, 10)
    return bytes(content)


def long_list() -> bytes:
    """An archive that says its list of files is 100 MB long."""
    content = bytearray(pack("a.json"))
    struct.pack_into("<I", content, len(content) - 10, 100_000_000)
    return bytes(content)


def long_list_of_the_large_kind(between: bytes = b"", nearer: int = 0) -> bytes:
    """The same, said in the record that counts of archives over four gigabytes, which may be longer."""
    content = pack("a.json")
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44 + len(between), 45, 45, 0, 0, 1, 1, 100_000_000, 0)
    place = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(content) - 22 - nearer, 1)
    return content[:-22] + large + between + place + content[-22:]


def list_after_words() -> bytes:
    """The same as the first, with words after it."""
    content = long_list()
    return content[:-2] + struct.pack("<H", 30) + b"these are some words after it "


def strange_method() -> bytes:
    """An entry packed in a way nobody knows."""
    content = bytearray(pack("a.json"))
    struct.pack_into("<H", content, content.index(b"PK\x03\x04") + 8, 77)
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 10, 77)
    return bytes(content)


def flipped() -> bytes:
    """A byte of the packed text is not what it was."""
    content = bytearray(pack("a.json", content=b'{"a": "some words that are packed"}'))
    content[45] ^= 0xFF
    return bytes(content)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: pack("a.json", content=b"0" * 60_000_000), "far more than it should"),
    "a lie about the size": (lying, "damaged|far more"),
    "too many files": (lambda: pack(*map(str, range(archive.MOST_ENTRIES + 1))), "too many files"),
    "a password": (locked, "password"),
    "a way out": (lambda: pack("../a.json"), "outside itself"),
    "a way out in the middle": (lambda: pack("a/../../b.json"), "outside itself"),
    "an absolute path": (lambda: pack("/etc/a.json"), "outside itself"),
    "a drive": (lambda: pack("C:/a.json"), "outside itself"),
    "a way out backwards": (lambda: pack("..\\a.json"), "outside itself"),
    "overlapping entries": (overlapping, "on top of each other"),
    "a device": (lambda: pack("folder/nul.json"), "devices"),
    "a list that would fill the memory": (long_list, "too many files"),
    "the same in an archive of the large kind": (long_list_of_the_large_kind, "too many files"),
    "the same with more in between": (lambda: long_list_of_the_large_kind(bytes(70_000)), "too many files"),
    "the same with a lie about its place": (lambda: long_list_of_the_large_kind(nearer=9), "too many files"),
    "the same with words after it": (list_after_words, "too many files"),
    "a strange method": (strange_method, "damaged, or packed"),
    "a flipped byte": (flipped, "damaged"),
    "only the signature": (lambda: b"PK\x03\x04", "damaged"),
    "noise": (lambda: b"PK\x03\x04" + bytes(range(256)) * 40, "damaged"),
}
"""What makes each of them, and words of the sentence with which it is refused."""
