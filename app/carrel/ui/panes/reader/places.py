"""What of a document stands where: pieces short enough to be laid out at once, and the places that are lit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carrel.flows.pages import PICTURE
from carrel.library.model import Document, Part
from carrel.ui.render.quoting import spans

LONGEST_PLAIN, LONGEST_MARKDOWN = 6_000, 30_000
"""Characters after which a part is laid out in several pieces: at the end of a line, or between two blocks."""
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


@dataclass(frozen=True)
class Target:
    """Where somebody wants to go: the place of a part (None for the beginning), and a sentence in it or ""."""

    place: int | None = None
    quote: str = ""
    first: int = 0


@dataclass(frozen=True)
class Spot:
    """A sentence that is lit: the index of its part, and its span in the part's text, in characters."""

    part: int
    first: int
    last: int


@dataclass(frozen=True)
class Piece:
    """What is laid out at once: the index of its part, and its span in the part's text.

    picture: the name of the picture that this is, with what it shows in words; empty for text.
    """

    part: int
    first: int
    last: int
    picture: str = ""
    words: str = ""


def pieces(document: Document, parts: Sequence[Part]) -> list[Piece]:
    """All parts in order, the long ones in several pieces; the pictures of a lesson are pieces of their own."""
    return [
        piece
        for index, part in enumerate(parts)
        for first, last in _cut(part.text, document.form == "markdown")
        for piece in (_around_pictures(index, part.text, first, last) if document.pack else [Piece(index, first, last)])
    ]


def _around_pictures(part: int, text: str, first: int, last: int) -> Iterator[Piece]:
    for match in PICTURE.finditer(text, first, last):
        if match.start() > first or not first:
            yield Piece(part, first, match.start())
        yield Piece(part, *match.span(), match["name"], match["words"])
        first = match.end()
    if text[first:last].strip() or not first:
        yield Piece(part, first, last)


def spot_of(parts: Sequence[Part], target: Target) -> Spot | None:
    """Where the sentence stands now: at its place, elsewhere in its part, or in the nearest part that has it."""
    if not target.quote.strip():
        return None
    home = index_of(parts, target.place)
    for index in sorted(range(len(parts)), key=lambda index: abs(index - home)):
        text = parts[index].text
        if index == home and text.startswith(target.quote, target.first):
            return Spot(index, target.first, target.first + len(target.quote))
        if (first := text.find(target.quote)) >= 0:
            return Spot(index, first, first + len(target.quote))
    return _spelt_otherwise(parts, target.quote, home)


def index_of(parts: Sequence[Part], place: int | None) -> int:
    """The index of the part with this place, or of the last one before it."""
    if place is None:
        return 0
    before = [index for index, part in enumerate(parts) if part.place <= place]
    return before[-1] if before else 0


def _spelt_otherwise(parts: Sequence[Part], quote: str, home: int) -> Spot | None:
    """The same letters with other spaces, hyphens or signs between them, in its part or in one beside it."""
    for index in (home, home + 1, home - 1):
        if 0 <= index < len(parts) and (found := spans(parts[index].text, quote)):
            return Spot(index, *found[0])
    return None


def _cut(text: str, markdown: bool) -> Iterator[tuple[int, int]]:
    longest = LONGEST_MARKDOWN if markdown else LONGEST_PLAIN
    if len(text) <= longest:
        yield 0, len(text)
        return
    first = at = 0
    in_code = False
    for line in text.splitlines(keepends=True):
        at += len(line)
        if markdown and _FENCE.match(line):
            in_code = not in_code
        between = not markdown or (not line.strip() and not in_code)
        if (between and at - first >= longest) or at - first >= 4 * longest:
            yield first, at
            first = at
    if first < len(text):
        yield first, len(text)


def entries(parts: Sequence[Part]) -> list[tuple[int, int, str]]:
    """The table of contents: depth from 0, index of the part, and words; labels where there are no headings."""
    made: list[tuple[int, int, str]] = []
    before: list[str] = []
    for index, part in enumerate(parts):
        headings = [one.strip() for one in part.heading.split("›") if one.strip()]
        same = next(
            (depth for depth, (one, other) in enumerate(zip(headings, before, strict=False)) if one != other),
            min(len(headings), len(before)),
        )
        made += [(depth, index, headings[depth]) for depth in range(same, len(headings))]
        before = headings or before
    if len(made) > 1:
        return made
    return [(0, index, part.label) for index, part in enumerate(parts) if part.label]
