"""Writes small, valid PDF files by hand: pages, labels, bookmarks, a page without text, a password."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def pdf(
    pages: Sequence[Sequence[str] | bytes],
    title: str = "",
    labels: str = "",
    bookmarks: Sequence[tuple[str, int]] = (),
    password: str = "",
) -> bytes:
    """A PDF whose pages have these lines, or what PDF's own commands draw.

    labels: a dictionary of page labels as PDF writes it.
    """
    made = _Writer(password)
    font = made.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    parent = made.reserve()
    kids = []
    for lines in pages:
        content = made.add_stream(lines if isinstance(lines, bytes) else _written(lines))
        kids.append(
            made.add(
                f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R"
                f" /Resources << /Font << /F1 {font} 0 R >> >> >>"
            )
        )
    made.fill(parent, f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>")
    extra = f" /PageLabels {labels}" if labels else ""
    if bookmarks:
        extra += f" /Outlines {_outline(made, bookmarks, kids)} 0 R"
    root = made.add(f"<< /Type /Catalog /Pages {parent} 0 R{extra} >>")
    info = made.add(f"<< /Title ({_escaped(title)}) >>") if title else 0
    return made.written(root, info)


def _written(lines: Sequence[str]) -> bytes:
    shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    return f"BT /F1 11 Tf 14 TL 72 760 Td\n{shown}ET".encode("cp1252")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _outline(made: _Writer, bookmarks: Sequence[tuple[str, int]], kids: Sequence[int]) -> int:
    root = made.reserve()
    items = [made.reserve() for _ in bookmarks]
    for at, (title, page) in enumerate(bookmarks):
        follows = f" /Next {items[at + 1]} 0 R" if at + 1 < len(items) else ""
        made.fill(items[at], f"<< /Title ({title}) /Parent {root} 0 R /Dest [{kids[page]} 0 R /Fit]{follows} >>")
    made.fill(root, f"<< /Type /Outlines /First {items[0]} 0 R /Last {items[-1]} 0 R /Count {len(items)} >>")
    return root


class _Writer:
    """Numbers objects, and writes them with the table that finds them."""

    def __init__(self, password: str) -> None:
        self._objects: list[bytes] = []
        self._id = b"0123456789abcdef"
        self._owner = _rc4(hashlib.md5(_padded(password)).digest()[:5], _padded(password))
        self._key = (
            hashlib.md5(_padded(password) + self._owner + b"\xfc\xff\xff\xff" + self._id).digest()[:5]
            if password
            else b""
        )

    def reserve(self) -> int:
        """A number for an object that comes later."""
        self._objects.append(b"")
        return len(self._objects)

    def fill(self, number: int, text: str) -> None:
        """The object of this number."""
        self._objects[number - 1] = text.encode("cp1252")

    def add(self, text: str) -> int:
        """An object; its number."""
        number = self.reserve()
        self.fill(number, text)
        return number

    def add_stream(self, content: bytes) -> int:
        """A stream, encrypted where there is a password."""
        number = self.reserve()
        if self._key:
            key = hashlib.md5(self._key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
            content = _rc4(key, content)
        self._objects[number - 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
        return number

    def written(self, root: int, info: int) -> bytes:
        """The whole file."""
        extra = f" /Info {info} 0 R" if info else ""
        if self._key:
            user = _rc4(self._key, PADDING).hex()
            locked = self.add(
                f"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{self._owner.hex()}> /U <{user}> >>"
            )
            extra += f" /Encrypt {locked} 0 R /ID [<{self._id.hex()}> <{self._id.hex()}>]"
        out, places = bytearray(b"%PDF-1.4\n"), []
        for number, content in enumerate(self._objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        table = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        end = f"trailer << /Size {len(places) + 1} /Root {root} 0 R{extra} >>\nstartxref\n{table}\n%%EOF\n"
        return bytes(out) + end.encode()


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + PADDING)[:32]


def _rc4(key: bytes, content: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
