"""Text from people and files, made safe to keep."""

from __future__ import annotations

import codecs

codecs.lookup("utf-16-le")  # what reads strangers' files apart cleans text too, where nothing more can be loaded

MOST_BYTES = 1_000_000
"""The longest text that is kept as one message (P28)."""


def clean(text: str) -> str:
    """The text without NULs and lone surrogates, with newlines as ``\\n``; its length is left alone."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():  # there is no surrogate in it, and a thousand packs hold a million such texts
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def cap(text: str, most_bytes: int = MOST_BYTES) -> tuple[str, bool]:
    """The text cut to so many bytes of UTF-8 at a character's edge, and whether anything was cut."""
    encoded = text.encode("utf-8")
    if len(encoded) <= most_bytes:
        return text, False
    return encoded[:most_bytes].decode("utf-8", "ignore"), True
