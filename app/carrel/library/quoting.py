"""Whether a quote stands in a text word for word, and where: the check behind every citation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MOST_QUOTED = 1_200
"""Characters of one quote; what is longer is no quote but a copy."""

FEWEST_WORDS = 3
"""A quote of fewer words stands in every text."""

_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("「", "」"), ('"', '"'))
_QUOTED = re.compile("|".join(rf"{begin}([^{begin}{end}\n]{{2,{MOST_QUOTED}}}){end}" for begin, end in _PAIRS))
_NUMBERED = re.compile(r"\s*[.,;]?\s*[\[(](\d{1,2})[\])]")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")
_LEFT_OUT = re.compile(
    r"(?<=[^\W\d_])[-‐‑]\s*(?=[^\W\d_])"  # a hyphen that may only divide a word at the end of a line
    "|\u00ad\\s*|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    r"|(?<![^\W_])[*_`#>]+|[*_`#>]+(?![^\W_])"  # Markdown's signs, but not the one in 2*3
)
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-‐\u00ad][ \t]*\n\s*(?=[^\W\d_])(?![A-ZÀ-ÖØ-Þ])")
_ALIKE = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’", "'") | dict.fromkeys("–—‐‑−", "-"))
_UNSPACED = re.compile("[\u0e00-\u0eff\u3041-\u30ff\u3400-\u9fff]")
_LONGEST_GAP = 600
_END_MARKS = frozenset(".!?。！？؟।")


@dataclass(frozen=True)
class Quoted:
    """Words between quotation marks. first, last: the whole of it with its marks and number, in characters of the text.

    number: the one in brackets behind it; None without.
    """

    words: str
    first: int
    last: int
    number: int | None


def quotes_in(text: str) -> Iterator[Quoted]:
    """What stands between quotation marks in a text."""
    for match in _QUOTED.finditer(text):
        words = next(group for group in match.groups() if group is not None)
        behind = _NUMBERED.match(text, match.end())
        last = behind.end() if behind else match.end()
        yield Quoted(words, match.start(), last, int(behind[1]) if behind else None)


def is_enough(quote: str) -> bool:
    """Whether a quote says so much that finding it means something."""
    return len(quote.split()) >= FEWEST_WORDS or len(_UNSPACED.findall(quote)) > 2 * FEWEST_WORDS


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quote stands in the text, as characters of the text; None when it does not.

    Spaces, line ends, hyphenation, capitals, the shapes of quotation marks and Markdown's signs make no difference;
    words do. Where the quote leaves something out with an ellipsis, its pieces stand in this order, not far apart.
    """
    pieces = [piece for piece in map(_wanted, _ELLIPSIS.split(quote)) if piece]
    plain, places = folded(text)
    first = at = -1
    for piece in pieces:
        begin = _at_words(piece, plain, max(at, 0))
        if begin < 0 or (at >= 0 and begin - at > _LONGEST_GAP):
            return None
        first = begin if first < 0 else first
        at = begin + len(piece)
    if not pieces:
        return None
    last = places[at - 1] + 1
    mark = quote.rstrip(" \"'”’»")[-1:]
    return places[first], last + (mark in _END_MARKS and text[last : last + 1] == mark)


@lru_cache(maxsize=1024)
def folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The text as it is compared, and for each of its characters where it stands in the text as it was."""
    letters: list[str] = []
    places: list[int] = []
    at = 0
    for first, last in (*(gap.span() for gap in _LEFT_OUT.finditer(text)), (len(text), len(text))):
        for place in range(at, first):
            for letter in unicodedata.normalize("NFKC", text[place]).translate(_ALIKE).casefold():
                blank = letter.isspace()
                if blank and (not letters or letters[-1] == " "):
                    continue
                letters.append(" " if blank else letter)
                places.append(place)
        at = max(at, last)
    return "".join(letters), tuple(places)


def one_line(text: str) -> str:
    """The text without line ends, and the words whole that were divided there; it is still found where it stood."""
    return " ".join(_DIVIDED.sub("", text).split())


def _wanted(piece: str) -> str:
    return folded(piece)[0].strip(" \"'.,;:!?")


def _at_words(piece: str, plain: str, start: int) -> int:
    """Where the piece stands as whole words."""
    at = plain.find(piece, start)
    while at >= 0:
        end = at + len(piece)
        if not (_runs_on(plain, at - 1, at) or _runs_on(plain, end - 1, end)):
            return at
        at = plain.find(piece, at + 1)
    return -1


def _runs_on(plain: str, one: int, other: int) -> bool:
    """Whether a word goes on from one place to the next; scripts without spaces have no such places."""
    if one < 0 or other >= len(plain):
        return False
    pair = plain[one] + plain[other]
    return pair[0].isalnum() and pair[1].isalnum() and not _UNSPACED.search(pair)
