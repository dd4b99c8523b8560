"""A file of values as named columns and sound rows, with every row that is not sound told by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from carrel.base.cells import unguarded
from carrel.base.decoding import NotText, decoded
from carrel.base.encoded import likely
from carrel.base.rows import DIVIDERS, Row, rows, told_divider
from carrel.base.words import _
from carrel.exchange.rosters.api import LONGEST, Fault, RosterRefused, tidy
from carrel.exchange.rosters.columns import Columns

MOST_BYTES = 20_000_000
MOST_ROWS = 250_000

_BEFORE = 10
"""Rows that may stand above the names of the columns, such as a title."""

_SAMPLE = 100_000


@dataclass(frozen=True)
class Line:
    """A sound row: its number, as a spreadsheet counts, and what stands in the columns that are known."""

    number: int
    cells: Mapping[str, tuple[str, ...]]

    def text(self, column: str) -> str:
        """What stands in the column, or in the first of its kind; empty where there is none."""
        return self.cells[column][0] if column in self.cells else ""

    def texts(self, column: str) -> tuple[str, ...]:
        """What stands in all columns of this kind."""
        return self.cells.get(column, ())


@dataclass(frozen=True)
class Sheet:
    """What stands in a file; columns: the places of those that are known."""

    file: str
    headers: tuple[str, ...]
    columns: Columns
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]

    def header(self, column: str) -> str:
        """How the file calls the column; empty where it has none."""
        places = self.columns.get(column)
        return tidy(self.headers[places[0]]) if places else ""

    def fault(self, line: Line, column: str, what: str, next_step: str, *, left_out: bool = True) -> Fault:
        """A fault in this row and column."""
        return Fault(self.file, line.number, self.header(column), what, next_step, left_out)


def read(file: str, content: bytes, columns_of: Callable[[Sequence[str]], Columns]) -> Sheet:
    """The file, its columns known by what ``columns_of`` makes of the row of their names; raises RosterRefused.

    Spaces, byte-order marks, the usual encodings and dividers are understood; a cell is text, whatever it begins with.
    """
    text, notes = _text(file, content)
    told, text = told_divider(text)
    dividers = (told,) if told else DIVIDERS
    heads = [(divider, row) for divider in dividers for row in islice(rows(text[:_SAMPLE], divider), _BEFORE)]
    divider, head = max(heads, key=lambda one: len(columns_of(one[1].cells or ())), default=("", Row(0, None)))
    columns = columns_of(head.cells or ())
    if not columns:
        raise RosterRefused(
            _("“{file}” has no row that names a column of names.").format(file=file),
            _("Write the names of the columns in the first row, such as “Name” above the names, and try again."),
        )
    headers = head.cells or ()
    lines, faults = _sound(file, islice(rows(text, divider), MOST_ROWS + 1), head.number, headers, columns)
    return Sheet(file, headers, columns, lines, faults, notes)


def _sound(
    file: str, found: Iterable[Row], head: int, headers: tuple[str, ...], columns: Columns
) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    lines: list[Line] = []
    faults: list[Fault] = []
    for count, row in enumerate(found):
        if count == MOST_ROWS:
            faults.append(_too_many_rows(file))
        elif row.number > head:
            cells = {kind: _texts(row, places) for kind, places in columns.items()}
            fault = _misfit(file, row, headers) or _too_long(file, row, headers, columns, cells)
            if fault is None:
                lines.append(Line(row.number, cells))
            else:
                faults.append(fault)
    return tuple(lines), tuple(faults)


def _texts(row: Row, places: tuple[int, ...]) -> tuple[str, ...]:
    """What stands in these places; a cell that is missing at the end of the row is empty."""
    cells = row.cells or ()
    return tuple([tidy(unguarded(cells[place].strip())) if place < len(cells) else "" for place in places])


def _too_long(
    file: str, row: Row, headers: tuple[str, ...], columns: Columns, cells: Mapping[str, tuple[str, ...]]
) -> Fault | None:
    """The first cell that is longer than a text of a roster may be."""
    for kind, texts in cells.items():
        for place, text in zip(columns[kind], texts, strict=True):
            if len(text) > LONGEST:
                what = _("This text has more than {count} characters.").format(count=LONGEST)
                return Fault(file, row.number, tidy(headers[place]), what, _("Write a shorter one."))
    return None


def _misfit(file: str, row: Row, headers: tuple[str, ...]) -> Fault | None:
    """What keeps this row from being read."""
    if row.cells is None:
        if row.too_long:
            return Fault(
                file, row.number, "", _("This row is far too long."), _("Look whether a line break is missing.")
            )
        return Fault(
            file,
            row.number,
            "",
            _("A quotation mark in this row has no partner."),
            _("Take it out, or write it twice."),
        )
    if any(cell.strip() for cell in row.cells[len(headers) :]):
        return Fault(
            file,
            row.number,
            "",
            _("This row has more cells than there are columns."),
            _("Put quotation marks around a cell that holds a comma or a semicolon."),
        )
    return None


def _too_many_rows(file: str) -> Fault:
    return Fault(
        file,
        0,
        "",
        _("This file has more than {count} rows; the others were not read.").format(count=MOST_ROWS),
        _("Divide it, and read the parts one after the other."),
    )


def _text(file: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of the file, and what is to be said of its letters."""
    if len(content) > MOST_BYTES:
        raise RosterRefused(
            _("“{file}” is larger than {count} MB.").format(file=file, count=MOST_BYTES // 1_000_000),
            _("Export fewer pupils at a time, and try again."),
        )
    if not content.strip():
        raise RosterRefused(_("“{file}” is empty.").format(file=file), _("Choose another file."))
    try:
        text, doubtful = decoded(content)
    except NotText as error:
        raise RosterRefused(
            _("“{file}” is not text, so no names can be read from it.").format(file=file),
            _("Save the list as CSV in the other program, and choose that file."),
        ) from error
    if not doubtful:
        return text, ()
    if "\ufffd" in text:
        return text, (_("{file}: some letters are damaged. Look at the names with accents.").format(file=file),)
    told = _("{file}: the letters are not in UTF-8, and were read as {encoding}. Look at the names with accents.")
    return text, (told.format(file=file, encoding=_shown(likely(content))),)


def _shown(encoding: str) -> str:
    return "Latin-1 (Windows-1252)" if encoding == "cp1252" else encoding.upper()
