"""The numbers of a picture as a table, and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from carrel.base.cells import guarded_or_number
from carrel.base.show import one_line


@dataclass(frozen=True)
class Table:
    """Headers and rows, as they are shown; every row has a cell for every header, empty where there is no number."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """What every picture has: a title, what it shows in one sentence, and all its numbers."""

    title: str
    reading: str
    table: Table


def as_csv(table: Table) -> bytes:
    """The table as CSV in UTF-8, with the mark by which spreadsheets know it; no cell is a formula (P27)."""
    return rows_as_csv((table.headers, *table.rows))


def rows_as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The same of rows that are not all equally long."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([guarded_or_number(one_line(cell)) for cell in row])  # as the table on the screen shows them
    return text.getvalue().encode("utf-8-sig")


def days_from(first: str, count: int) -> Iterator[str]:
    """So many study days, one after the other."""
    begin = date.fromisoformat(first)
    return ((begin + timedelta(days=number)).isoformat() for number in range(count))


def days_until(last: str, count: int) -> Iterator[str]:
    """So many study days up to this one."""
    return days_from((date.fromisoformat(last) - timedelta(days=count - 1)).isoformat(), count)
