"""Takes out of somebody's work who wrote it, before a model judges it; nothing else about anybody goes there (P40)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MASK = "[name]"

_SHORT = 3
"""A name of so few letters is one only with its capital: “Ann”, “Bo”."""

_HEAD_LINES = 5
_LONGEST_HEAD = 80
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?: [A-ZÀ-ÖØ-Þ][\w.'’-]*){0,4}"
_HEADS = (
    re.compile(rf"[ \t]*(?:(?:[Ww]ritten|[Ee]ssay|[Tt]ext) )?[Bb]y (?P<who>{_NAME})[ \t]*"),
    re.compile(
        r"[ \t]*(?:(?:full |student'?s? |my )?name|author|student|pupil|class|form|teacher|"
        r"nombre|alumn[oa]|autora?|nom|élève|auteur|schüler(?:in)?|autor(?:in)?|klasse)[ \t]*:[ \t]*(?P<who>\S.*)",
        re.IGNORECASE,
    ),
)
"""Lines at the head of a text that say whose it is."""


@dataclass(frozen=True)
class Blind:
    """A text without names. text: as a model sees it. pieces: where each kept piece of it begins in it and in the text
    as it was, with its length.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...]

    def origin(self, first: int, last: int) -> tuple[int, int] | None:
        """The span of the text as it was, for a span in which no name was taken out; None for any other."""
        for here, there, length in self.pieces:
            if here <= first and last <= here + length:
                return there + first - here, there + last - here
        return None


def blind(text: str, names: Sequence[str] = ()) -> Blind:
    """The text without these names, whole or in part, and without the lines at its head that say whose it is."""
    masked = sorted({*_heads(text), *_places(text, names)})
    seen, pieces, at = "", [], 0
    for first, last in masked:
        if first < at:
            at = max(at, last)
            continue
        pieces.append((len(seen), at, first - at))
        seen += text[at:first] + MASK
        at = last
    pieces.append((len(seen), at, len(text) - at))
    return Blind(seen + text[at:], tuple(pieces))


def _places(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a name stands, whole or in part; small words in it such as “de” are no part of their own."""
    words = {part.strip(",;") for name in names for part in (" ".join(name.split()), *name.split())}
    for word in sorted(words, key=len, reverse=True):
        if (len(word) < 2 and word.isascii()) or word[:1].islower():
            continue
        wanted = r"\s+".join(map(re.escape, word.split()))
        any_case = re.IGNORECASE if len(word) > _SHORT else re.NOFLAG
        for found in re.finditer(rf"(?<!\w){wanted}(?!\w)", text, any_case):
            yield found.span()


def _heads(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n")[:_HEAD_LINES]:
        for found in (head.fullmatch(line) for head in _HEADS if len(line) <= _LONGEST_HEAD):
            if found is not None:
                yield at + found.start("who"), at + found.start("who") + len(found["who"].rstrip())
        at += len(line) + 1
