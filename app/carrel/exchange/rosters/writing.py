"""Writes a roster as a simple CSV file, which ``simple`` reads back the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from carrel.base.cells import guarded
from carrel.exchange.rosters.api import Roster, RosterClass, RosterPupil, tidy

_HEADERS = ("Class", "Class id", "Name", "Given name", "Family name", "Code", "Id")
"""In English whatever the person speaks, so that anybody's Carrel knows them."""


def write(roster: Roster) -> bytes:
    """The file, in UTF-8 with the mark by which spreadsheets know it; no cell is a formula (P27).

    A class without pupils is a row with nothing but the class. Faults and notes are about the file that was read, and
    are not written.
    """
    most = max((len(pupil.groups) for pupil in roster.pupils()), default=0)
    numbers = range(1, max(most, int(roster.tells_groups)) + 1)
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([*_HEADERS, *(f"Group {number}" for number in numbers)])
    for one in roster.classes:
        for cells in _rows(one):
            padded = [*cells, *[""] * (len(_HEADERS) + len(numbers) - len(cells))]
            writer.writerow([guarded(tidy(cell)) for cell in padded])
    return text.getvalue().encode("utf-8-sig")


def _rows(one: RosterClass) -> Iterator[tuple[str, ...]]:
    of_class = (one.title, one.external_id)
    if not one.pupils:
        yield of_class
    yield from ((*of_class, *_of_pupil(pupil)) for pupil in one.pupils)


def _of_pupil(pupil: RosterPupil) -> tuple[str, ...]:
    return (pupil.name, pupil.given, pupil.family, pupil.code, pupil.external_id, *pupil.groups)
