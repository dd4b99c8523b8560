"""The text in a file's bytes, in any usual encoding, and whether there was doubt about it."""

from __future__ import annotations

import codecs
import unicodedata

from carrel.base.encoded import likely

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = (("utf-32-le", 1), ("utf-32-be", 0), ("utf-16-le", 1), ("utf-16-be", 0))
"""Each with the place of the upper byte of a letter, which is zero in our alphabet."""

_ASCII = range(0x20, 0x7F)
_SPACES = frozenset("\t\n\r\f\v")
_MOST_DAMAGE = 100
"""One letter in so many may be damaged; with more of them the mark was chance."""


class NotText(ValueError):
    """The bytes are not a text."""


def decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether it had to be guessed or mended; raises NotText.

    A byte-order mark decides; then zero bytes, which only the wide encodings have in a text; then UTF-8. What is none
    of these is read in the encoding that its letters speak for, and that is a guess.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = _plain(content.decode(encoding, "replace"))
            damaged = text.count("\ufffd")
            if damaged * _MOST_DAMAGE > len(text) + _MOST_DAMAGE:
                raise NotText
            return text, bool(damaged)
    if b"\x00" in content:
        return _wide(content), False
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        return _plain(content.decode(likely(content), "replace")), True


def _wide(content: bytes) -> str:
    """A text of two or four bytes a letter without a mark: read in one way, it holds nothing but letters.

    Two bytes are a letter by chance more often than not, so the zeros must be where our alphabet has them, and a text
    that is whole without them is no wide one.
    """
    zeros = content.count(0)
    if sum(map(content.count, _ASCII)) > 0.9 * (len(content) - zeros) and zeros < len(content) // 4:
        raise NotText
    for encoding, first in _WIDE:
        if encoding.startswith("utf-16") and content[first::2].count(0) <= zeros // 2:
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(map(_is_written, set(text))):
            return text
    raise NotText


def _is_written(letter: str) -> bool:
    """Whether people write this: no control, no private use, nothing unassigned."""
    return letter in _SPACES or unicodedata.category(letter) not in {"Cc", "Cn", "Co", "Cs"}


def _plain(text: str) -> str:
    """The text, if it has none of the controls that no text has."""
    if any(letter < " " and letter not in _SPACES for letter in set(text)):
        raise NotText
    return text
