"""A table in a file, with headings above it: its sound rows, and every row that is not sound by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from carrel.base.cells import unguarded
from carrel.base.decoding import NotText, decoded
from carrel.base.rows import DIVIDERS, Bounds, Row, rows, told_divider
from carrel.base.show import one_line
from carrel.base.text import clean
from carrel.base.words import _
from carrel.desk.reading.api import DeskRefused, Fault

MOST_BYTES = 20_000_000
MOST_ROWS = 20_000
BOUNDS = Bounds(characters=100_000, lines=300)
"""Of one row: a whole answer may stand in a cell."""

MOST_COLUMNS = 200
_BEFORE = 10
"""Rows that may stand above the headings, such as a title."""

_SAMPLE = 200_000


@dataclass(frozen=True)
class Line:
    """A sound row: its number, as a spreadsheet counts, and what stands below each heading."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What stands in a file; headings: each on one line, some may be empty."""

    file: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]

    def fault(self, line: Line, place: int, what: str, next_step: str, *, left_out: bool = True) -> Fault:
        """What is wrong with the cell in this place of the row; place -1 is the row as a whole."""
        column = self.headings[place] if place >= 0 else ""
        return Fault(self.file, 0, what, next_step, line.number, column, left_out)


def read(file: str, content: bytes, known: Callable[[Sequence[str]], int]) -> Table:
    """The table in these bytes; raises DeskRefused where there is none.

    known: how many of these headings it knows; the row that has the most is the one with the headings. The usual
    encodings and dividers are understood, and a cell is text, whatever it begins with.
    """
    told, text = told_divider(_text(file, content))
    dividers = (told,) if told else DIVIDERS
    heads = [(divider, row) for divider in dividers for row in islice(rows(text[:_SAMPLE], divider, BOUNDS), _BEFORE)]
    divider, head = max(heads, key=lambda one: known(_headings(one[1])), default=(",", Row(0, None)))
    headings = _headings(head)
    if not known(headings):
        raise DeskRefused(
            _("No headings that are known stand in “{file}”.").format(file=file),
            _("Write a heading above each column in the first row, and say which is which."),
        )
    lines, faults = _sound(file, islice(rows(text, divider, BOUNDS), MOST_ROWS + head.number + 1), head, len(headings))
    return Table(file, headings, lines, faults)


def _headings(row: Row) -> tuple[str, ...]:
    return tuple(one_line(unguarded(cell)) for cell in (row.cells or ())[:MOST_COLUMNS])


def _sound(file: str, found: Iterable[Row], head: Row, width: int) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    lines: list[Line] = []
    faults: list[Fault] = []
    for row in found:
        if row.number <= head.number:
            continue
        if len(lines) + len(faults) == MOST_ROWS:
            what = _("This table has more than {count:,} rows; the others were not read.").format(count=MOST_ROWS)
            faults.append(Fault(file, 0, what, _("Keep in it what customers ask about.")))
            break
        misfit = _misfit(row, width)
        if misfit is None:
            cells = [unguarded(clean(cell).strip()) for cell in (row.cells or ())[:width]]
            lines.append(Line(row.number, (*cells, *[""] * (width - len(cells)))))
        else:
            faults.append(Fault(file, 0, *misfit, row=row.number))
    return tuple(lines), tuple(faults)


def _misfit(row: Row, width: int) -> tuple[str, str] | None:
    """What keeps this row from being read, and what to do about it."""
    if row.cells is None and row.too_long:
        return _("This row is far too long."), _("Look whether a line break is missing.")
    if row.cells is None:
        return _("A quotation mark in this row has no partner."), _("Take it out, or write it twice.")
    if any(cell.strip() for cell in row.cells[width:]):
        return (
            _("This row has more cells than there are headings."),
            _("Put quotation marks around a cell that holds a comma or a semicolon."),
        )
    return None


def _text(file: str, content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise DeskRefused(
            _("“{file}” is larger than {count} MB.").format(file=file, count=MOST_BYTES // 1_000_000),
            _("Export less at a time, and try again."),
        )
    if not content.strip():
        raise DeskRefused(_("“{file}” is empty.").format(file=file), _("Choose another file."))
    try:
        return decoded(content)[0]
    except NotText as error:
        raise DeskRefused(
            _("“{file}” is not text, so no table can be read from it.").format(file=file),
            _("Save it as CSV in the other program, and choose that file."),
        ) from error
