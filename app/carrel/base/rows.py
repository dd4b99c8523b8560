"""The rows of a file of values with commas, semicolons or tabs between them, each read by itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

DIVIDERS = (",", ";", "\t")
MOST_CHARACTERS = 20_000
"""Of one row: an address and a remark in it are no trouble, and what is longer is no row of a list."""

MOST_LINES = 8
"""A cell may hold line breaks between quotation marks; what goes on for longer was never closed."""

_TOLD = re.compile(r'"?sep=([,;\t|])"?\r?\n')


@dataclass(frozen=True)
class Row:
    """A row; number: as a spreadsheet counts them, from 1. cells: None where they cannot be told apart."""

    number: int
    cells: tuple[str, ...] | None
    too_long: bool = False


def told_divider(text: str) -> tuple[str, str]:
    """The divider that the first line tells a spreadsheet, empty for none, and the text without that line."""
    found = _TOLD.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


@dataclass(frozen=True)
class Bounds:
    """How large one row may be: characters of all its cells, and lines that it goes over."""

    characters: int = MOST_CHARACTERS
    lines: int = MOST_LINES


USUAL = Bounds()


def rows(text: str, divider: str, bounds: Bounds = USUAL) -> Iterator[Row]:
    """The rows that are not blank; one that is damaged does not harm the others."""
    lines = io.StringIO(text, newline=None)
    for number, line in enumerate(_each(lines), 1):
        cells = _cells(line, divider, bounds)
        if cells is None and len(line) <= bounds.characters:
            cells = _over_lines(line, lines, divider, bounds)
        if cells is None or any(cell.strip() for cell in cells):
            yield Row(number, cells, len(line) > bounds.characters)


def _each(lines: io.StringIO) -> Iterator[str]:
    """The lines one by one; whoever reads on in the text in between moves this on, too."""
    while line := lines.readline():
        yield line


def _over_lines(line: str, lines: io.StringIO, divider: str, bounds: Bounds) -> tuple[str, ...] | None:
    """The cells of a row that goes on in the next lines; they are left unread where they do not close it."""
    here = lines.tell()
    for more in islice(_each(lines), bounds.lines):
        line += more
        if '"' in more and (cells := _cells(line, divider, bounds)) is not None:
            return cells
    lines.seek(here)
    return None


def _cells(line: str, divider: str, bounds: Bounds) -> tuple[str, ...] | None:
    if len(line) > bounds.characters:
        return None
    try:
        return tuple(next(csv.reader(io.StringIO(line, newline=""), delimiter=divider, strict=True), ()))
    except csv.Error:
        return None
