"""Reads cases that were solved from a table with two columns: what was asked, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.words import _
from carrel.desk.reading import columns, table
from carrel.desk.reading.api import DeskRefused, Fault

FILE = "cases.csv"
LONGEST = 50_000


@dataclass(frozen=True)
class Cases:
    """Pairs of what was asked and what was answered, read dry, with every fault."""

    pairs: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...] = ()


def read(file: str, content: bytes) -> Cases:
    """The cases in these bytes; raises DeskRefused."""
    found = table.read(file, content, lambda headings: len(columns.recognised("cases", headings)))
    kinds = columns.recognised("cases", found.headings)
    if len(kinds) < 2:
        raise DeskRefused(
            _("“{file}” does not have both a column of questions and one of answers.").format(file=file),
            _("Write “asked” and “answered” above them."),
        )
    asked, answered = (found.headings.index(kinds[kind]) for kind in ("asked", "answered"))
    pairs: list[tuple[str, str]] = []
    faults = list(found.faults)
    for line in found.lines:
        for at in (asked, answered):
            if not line.cells[at]:
                faults.append(found.fault(line, at, _("This cell is empty."), _("Fill it in, or take the row out.")))
                break
            if len(line.cells[at]) > LONGEST:
                what = _("This text has more than {count:,} characters.").format(count=LONGEST)
                faults.append(found.fault(line, at, what, _("Write a shorter one.")))
                break
        else:
            pairs.append((line.cells[asked], line.cells[answered]))
    return Cases(tuple(pairs), tuple(sorted(faults, key=lambda fault: fault.row)))
