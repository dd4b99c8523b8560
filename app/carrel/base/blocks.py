"""Cuts a text into headings, paragraphs, list items, lines of a table, and lines of code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "prose", "item", "row", "code"]

LONGEST_HEADING = 80
"""Characters: a longer line that stands alone is a paragraph."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_MARKED_HEADING = re.compile(r"\s{0,3}#{1,6}\s+\S")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-+)\s*$")
_RULE = re.compile(r"\s{0,3}(?:[-*_=]\s*){3,}$")
_ITEM = re.compile(r"\s*(?:[-*+•·–‣◦▪●○]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s+\S")
_ENDED = re.compile(r"[.!?…;]['\"”’)\]»」』]*(?:\s|$)|[:,]$|[。！？；，：؟۔।॥]")
_SEPARATORS = (("\t", 1, 0.9), (r",(?!\s)", 2, 0.9), (r";(?!\s)", 1, 0.9), (",", 2, 1.0))
"""What parts the fields of a line, how many there must be, and in which share of the lines equally many."""

_MOST_COMPARED = 50


@dataclass(frozen=True)
class Block:
    """A span of a text (first, last: characters, without blanks around it), and what it is."""

    first: int
    last: int
    kind: Kind


def blocks(text: str) -> Iterator[Block]:
    """All blocks in order; between two of them stand only blanks, and signs that draw lines.

    A short line that stands alone between blank lines and does not end like a sentence is a heading, in plain text too.
    """
    for paragraph in _paragraphs(text):
        if text.startswith(("```", "~~~"), _begin(text, *paragraph[0])):
            yield from (_block(text, *line, "code") for line in paragraph if not _FENCE.match(text, *line))
        elif _is_table(text, paragraph):
            yield from (_block(text, *line, "row") for line in paragraph)
        else:
            yield from _written(text, paragraph)


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """The lines of each run of lines without a blank one; a fence of code is a run of its own."""
    lines: list[tuple[int, int]] = []
    fenced = False
    for found in _LINE.finditer(text):
        span = found.span()
        fence = _FENCE.match(text, *span) is not None
        if fence and not fenced and lines:
            yield lines
            lines = []
        if not text[span[0] : span[1]].isspace():
            lines.append(span)
        elif not fenced and lines:
            yield lines
            lines = []
        if fence:
            fenced = not fenced
            if not fenced:
                yield lines
                lines = []
    if lines:
        yield lines


def _written(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """The blocks of a run of lines that is neither code nor a table of its own."""
    first: int | None = None
    last, kind = 0, "prose"
    for place, line in enumerate(lines):
        begun = _kind(text, lines, place)
        if first is not None and begun is not None:
            yield _block(text, first, last, kind)
            first = None
        if begun in ("heading", "row"):
            yield _block(text, *line, begun)
        elif begun == "line":
            continue
        else:
            if first is None:
                first, kind = line[0], begun or "prose"
            last = line[1]
    if first is not None:
        alone = len(lines) == 1 and kind == "prose" and _is_heading(text, *lines[0])
        yield _block(text, first, last, "heading" if alone else kind)


def _kind(text: str, lines: Sequence[tuple[int, int]], place: int) -> str | None:
    """What begins with this line: a block's kind, a drawn line, or None for one that goes on."""
    line = lines[place]
    if _MARKED_HEADING.match(text, *line):
        return "heading"
    if _RULE.match(text, *line) or (place and _UNDERLINE.match(text, *line)):
        return "line"
    if place + 1 < len(lines) and _UNDERLINE.match(text, *lines[place + 1]) and line[1] - line[0] <= LONGEST_HEADING:
        return "heading"
    if text[line[0] : line[1]].lstrip().startswith("|"):
        return "row"
    if _ITEM.match(text, *line):
        return "item"
    return None if place else "prose"


def _is_table(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether the lines hold equally many fields."""
    looked_at = [text[first:last] for first, last in lines[:_MOST_COMPARED]]
    if len(looked_at) < 2:
        return False
    for separator, least, share in _SEPARATORS:
        counts = [len(re.findall(separator, line)) for line in looked_at]
        usual = max(set(counts), key=counts.count)
        if usual >= least and counts.count(usual) >= share * len(counts) and (separator == "\t" or len(counts) > 2):
            return True
    return False


def _is_heading(text: str, first: int, last: int) -> bool:
    line = text[first:last].strip()
    return len(line) <= LONGEST_HEADING and not _ENDED.search(line) and any(map(str.isalpha, line))


def _block(text: str, first: int, last: int, kind: str) -> Block:
    begin = _begin(text, first, last)
    end = begin + len(text[begin:last].rstrip())
    return Block(begin, end, kind)  # type: ignore[arg-type]


def _begin(text: str, first: int, last: int) -> int:
    return last - len(text[first:last].lstrip())
