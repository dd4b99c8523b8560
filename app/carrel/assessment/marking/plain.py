"""Words as they are compared: without case, accents, articles and punctuation that change nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

ARTICLES = frozenset({"a", "an", "the"})

_MARKS = re.compile(r"[\u0300-\u036f\u0640\u064b-\u0652]")  # Latin, Greek and Cyrillic accents, Arabic vowel signs
_BARRED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)
_SPELLED = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "−": "-",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": " – ",
        "—": " – ",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\ufeff": None,
        "⁺": "+",
        "⁻": "-",
        "˚": "°",
    }
)
_WORD = re.compile(
    r"[+-]?\d[\d.,'\u00a0\u202f]*\d(?:st|nd|rd|th)?%?"  # a number with separators
    r"|[+-]?\d(?:st|nd|rd|th)?%?(?![^\W_])"
    r"|(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])"  # U.S.A.
    r"|[^\W_]+(?:'[^\W_]+)*(?:[+#]+|-(?=[\s,;.!?)]|$))?",  # words; C++, C#, Na+, Cl-
)
_CLAUSE = re.compile(r"[,;:()\[\]\n]| – |\.(?=\s|$)|[!?]")


@dataclass(frozen=True)
class Manner:
    """What matters in a comparison besides the words."""

    case: bool = False
    accents: bool = False


FOLDED = Manner()
"""Neither case nor accents matter."""


@lru_cache(maxsize=4096)
def words(text: str, manner: Manner = FOLDED) -> tuple[str, ...]:
    """The words of the text as they are compared, articles left out unless there is nothing else."""
    found = tuple(_word(piece) for piece in _WORD.findall(_spelled(text, manner)))
    last = len(found) - 1  # an article before nothing is none: vitamin A
    return tuple(word for place, word in enumerate(found) if place == last or word.casefold() not in ARTICLES)


def clauses(text: str) -> list[str]:
    """The text cut at its punctuation."""
    cut = _CLAUSE.split(text.translate(_SPELLED))
    return [piece.strip() for piece in cut if piece.strip()]


def squeezed(text: str, manner: Manner = FOLDED) -> str:
    """All that is seen of the text, for keys that have no words in them such as “?”."""
    return "".join(_spelled(text, manner).split())


def _spelled(text: str, manner: Manner) -> str:
    text = re.sub(r"(?<=\d)(\s?)º", r"\1°", text)  # after a number the ordinal sign is meant for degrees
    text = unicodedata.normalize("NFKC", text.translate(_SPELLED))
    if not manner.accents:
        text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_BARRED))
    text = text.replace("&", " and ")
    return text if manner.case else text.casefold()


def _word(piece: str) -> str:
    if piece[0].isdigit() or piece[0] in "+-":
        return _number(piece)
    if "." in piece:
        piece = piece.replace(".", "")
    return piece.replace("'", "")


def _number(piece: str) -> str:
    """A number's usual spelling: no thousands separators, no trailing zeros, no plus."""
    digits = re.fullmatch(r"([+-]?)(\d{1,3}(?:[,'\u00a0\u202f]\d{3})+|\d+)(?:\.(\d+))?(%?)", piece)
    if digits is None:
        return piece.strip(".,'+")
    sign, whole, part, percent = digits.groups()
    whole = re.sub(r"\D", "", whole).lstrip("0") or "0"
    part = (part or "").rstrip("0")
    return f"{'-' if sign == '-' else ''}{whole}{'.' if part else ''}{part}{percent}"
