"""Undoes the plays with letters by which an answer is said without being said: initials, spelling, codes."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator

_CODED = re.compile(r"[A-Za-z0-9+/_-]{3,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}[\s:-]?){2,}")
_SPELLED = re.compile(r"(?:(?<!\w)\w(?:[\s,.;:*_/|-]+|$)){3,}")
_WORD = re.compile(r"[^\W_]+")


def spelled(text: str) -> Iterator[str]:
    """What the letters of a text say when they are read otherwise, each without spaces: spelled out one by one,
    backwards, by the initials of words and of lines, and shifted by thirteen.
    """
    for found in _SPELLED.finditer(text):
        yield "".join(_WORD.findall(found[0]))
    words = _WORD.findall(text)
    yield "".join(words)[::-1]
    yield "".join(word[0] for word in words)
    yield "".join(line[0] for line in (_letters(line) for line in text.splitlines()) if line)
    yield codecs.encode("".join(words), "rot13")


def decoded(text: str) -> Iterator[str]:
    """What stands in a text as base64 or as hexadecimal numbers."""
    for found in _CODED.finditer(text):
        plain = found[0].rstrip("=").replace("-", "+").replace("_", "/")
        try:
            yield _readable(base64.b64decode(plain + "=" * (-len(plain) % 4)))
        except binascii.Error:
            continue
    for found in _HEX.finditer(text):
        yield _readable(bytes.fromhex(re.sub(r"[^0-9a-fA-F]", "", found[0])))


def _readable(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if text.isprintable() else ""


def _letters(line: str) -> str:
    return "".join(_WORD.findall(line))
