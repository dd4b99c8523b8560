"""A table of questions in CSV: a row for each, which a person can edit in a spreadsheet, and nothing is lost (P27)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from carrel.assessment.fields import ItemRefused
from carrel.assessment.model import Item
from carrel.base.cells import guarded_or_number, unguarded
from carrel.base.words import _
from carrel.exchange.questions.api import Bad, Found, Losses, QuestionFormat, Questions, QuestionsRefused, Written
from carrel.exchange.questions.table_columns import TRUTHS, Column, column_of
from carrel.exchange.questions.table_rows import Cells, cells_of, item_in
from carrel.exchange.questions.texts import beginning, check_count, place, text_of, title_of

_DIVIDERS = (",", ";", "\t")
_NEEDED = (Column("kind"), Column("prompt"))
_ALWAYS = frozenset({Column("id"), *_NEEDED})
_NAMES = ("", ".csv", ".tsv", ".tab", ".txt")
_SETTINGS = frozenset({*((name, "") for name in TRUTHS), ("form", ""), ("point", "weight"), ("point", "must")})
_GRANTED = frozenset({"no", "n", "false", "0", "any", "1", "1.0"})
"""What a setting says that is so where it says nothing, for every kind of question."""


@dataclass(frozen=True)
class _Row:
    """A row with the number of its first line; fault: why its cells cannot be told apart, or nothing."""

    line: int
    cells: Sequence[str]
    fault: str = ""


def write(questions: Questions) -> Written:
    """The file, with as many numbered columns as the questions need; it opens in a spreadsheet as UTF-8."""
    rows = [cells_of(item) for item in questions.items]
    columns = sorted(_ALWAYS.union(*rows), key=lambda column: column.place)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.title for column in columns])
    writer.writerows([guarded_or_number(row.get(column, "")) for column in columns] for row in rows)
    return Written(text.getvalue().encode("utf-8-sig"), len(rows))


def recognises(content: bytes, name: str) -> bool:
    """Whether the first row names the columns that every table of questions has."""
    if PurePath(name).suffix.lower() not in _NAMES:
        return False
    text = beginning(content)
    return set(_NEEDED) <= set(map(column_of, _titles(text, _divider(text))))


def read(content: bytes, name: str) -> Found:
    """The questions of the table; raises QuestionsRefused where its first row does not name the columns."""
    text = text_of(content)
    divider = _divider(text)
    rows = list(_rows(text, divider))
    check_count(len(rows) - 1)
    titles = [title.strip() for title in rows[0].cells]
    columns = [column_of(title) for title in titles]
    _check(columns)
    lost = Losses()
    lost.update(["others"] * sum(bool(title) and column is None for title, column in zip(titles, columns, strict=True)))
    items: list[Item] = []
    bad: list[Bad] = []
    for row in rows[1:]:
        try:
            cells = _cells(row, titles, columns)
            items.append(item_in(cells))
            lost.update(["others"] * len(_left_over(cells, items[-1])))
        except ItemRefused as refused:
            bad.append(Bad(place(row.line), refused.what))
    return Found(title_of(name), tuple(items), tuple(bad), lost)


def _divider(text: str) -> str:
    """The letter between cells: the one by which the first row falls into most columns that are known."""
    return max(_DIVIDERS, key=lambda divider: sum(column_of(title) is not None for title in _titles(text, divider)))


def _titles(text: str, divider: str) -> Sequence[str]:
    """The cells of the first row; empty where it is none."""
    row = next(_rows(text, divider), _Row(1, ()))
    return () if row.fault else row.cells


def _rows(text: str, divider: str) -> Iterator[_Row]:
    """The rows that are not empty, without the line in which some spreadsheets name the letter between cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield _Row(line, (), _("A quotation mark is not closed, or a cell is too long."))
        else:
            if any(cell.strip() for cell in cells) and not (line == 1 and cells[0].casefold().startswith("sep=")):
                yield _Row(line, [unguarded(cell) for cell in cells])


def _check(columns: Sequence[Column | None]) -> None:
    """Raise QuestionsRefused where a column is missing or stands there twice."""
    known = Counter(column for column in columns if column is not None)
    missing = [column.title for column in _NEEDED if column not in known]
    doubled = [column.title for column, count in known.items() if count > 1]
    next_step = _("Name the columns in the first row as in a table that Carrel wrote, and try again.")
    if missing:
        raise QuestionsRefused(
            _("The first row does not name these columns: {names}.").format(names=", ".join(missing)), next_step
        )
    if doubled:
        raise QuestionsRefused(
            _("The first row names these columns twice: {names}.").format(names=", ".join(doubled)), next_step
        )


def _cells(row: _Row, titles: Sequence[str], columns: Sequence[Column | None]) -> Cells:
    """What stands in the row under the columns that are known; raises ItemRefused where it cannot be told."""
    if row.fault:
        raise ItemRefused.because(row.fault)
    if any(cell.strip() for cell in row.cells[len(titles) :]):
        raise ItemRefused.because(_("The row has more cells than the first row has names."))
    told = zip(columns, row.cells, strict=False)
    return {
        column: cell for column, cell in told if column is not None and (cell.strip() or (cell and not column.number))
    }


def _left_over(cells: Cells, item: Item) -> list[Column]:
    """The columns that say what a question of this kind has no room for."""
    told = {(column.name, column.part) for column in cells_of(item)}
    return [
        column
        for column, cell in cells.items()
        if (column.name, column.part) not in told
        and not ((column.name, column.part) in _SETTINGS and cell.strip().casefold() in _GRANTED)
    ]


FORMAT = QuestionFormat("csv", lambda: _("Table (CSV)"), ".csv", write, recognises, read)
