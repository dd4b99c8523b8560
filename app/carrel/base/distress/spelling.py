"""Brings what somebody typed into the one spelling that the rules are written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MOST = 50_000
"""Characters at the beginning and at the end of a text that are looked at; what is longer than both is pasted."""

_LONGEST, _OVERLAP = 100, 20
"""The words of a sentence that are looked at together, and how many of them with the next ones, too."""

_QUOTED = re.compile(
    r'"[^"\n]{1,2000}"|“[^“”\n]{1,2000}”|«[^«»\n]{1,2000}»|„[^„“”\n]{1,2000}[“”]|(?<!\w)\'[^\'\n]{3,300}\'(?!\w)'
)
_QUOTED_LINES = re.compile(r"^[ \t]*>[^\n]*$|^```.*?^```", re.MULTILINE | re.DOTALL)
_SPOKEN = re.compile(
    r"\b(?:says?|said|thinks|thought|shouts?|whispers?|writes|wrote|asks?|sings?|goes|lines?|quotes?|sentences?"
    r"|translate|explain|voice|speech|tense|phrase|words?|examples?|text|dice|dijo|dit|traduce|traduis)\b"
    r"[^:\n]{0,40}:[ \t]*\w[^\n]*",
    re.IGNORECASE,
)
_APOSTROPHES = re.compile(r"(?<=\w)['’`´ʼ](?=\w)")
_DISGUISES = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s", "!": "i", "|": "i", "*": ""}
_DISGUISED = re.compile(r"(?<=[a-z])[01345@$!|*](?=[a-z])")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_ENDS = re.compile(r"[.!?;:\n…।؟؛。]+")
_PIECE = re.compile(r"[^\W_][^\W_\u0900-\u0903\u093a-\u094f]*(?:[\u0900-\u0903\u093a-\u094f]+[^\W_]*)*|[,()]")
_LATIN_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_ARABIC_SIGNS = re.compile(r"[\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ँ": "ं", "़": None, "،": ",", "–": ",", "—": ","}
)


def sentences(text: str) -> list[str]:
    """The sentences in small letters without apostrophes, accents and disguises, each word between single blanks.

    What somebody quotes is left out, unless there is nothing else. A comma or a bracket is a word of its own. Each
    sentence is there once, and one without an end in pieces that overlap.
    """
    plain = _plain(_ends(unicodedata.normalize("NFKC", _ends(text))))  # one sign may stand for eighteen
    read = (piece for part in _ENDS.split(plain) for piece in _pieces(_PIECE.findall(part)))
    return list(dict.fromkeys(f" {' '.join(words)} " for words in read))


def _ends(text: str) -> str:
    return text if len(text) <= 2 * MOST else f"{text[:MOST]}\n{text[-MOST:]}"


def _pieces(words: list[str]) -> Iterator[list[str]]:
    if words:
        yield words[:_LONGEST]
    for first in range(_LONGEST - _OVERLAP, len(words) - _OVERLAP, _LONGEST - _OVERLAP):
        yield words[first : first + _LONGEST]


def _plain(text: str) -> str:
    """The text without what is quoted, in small letters, with every word as it is meant."""
    text = _APOSTROPHES.sub("", text.casefold())
    own = _QUOTED.sub(" , ", _QUOTED_LINES.sub(" ", text))
    text = _SPOKEN.sub(" ", own if any(letter.isalpha() for letter in own) else text)
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    text = _DISGUISED.sub(lambda found: _DISGUISES[found[0]], text)
    text = text.translate(_LETTERS) if not text.isascii() else text
    if text.isascii():
        return _DRAWN_OUT.sub(r"\1", text)
    text = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", _ARABIC_SIGNS.sub("", text))
    return _DRAWN_OUT.sub(r"\1", text)
