"""A roster goes out as a simple CSV file and comes back the same, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings

from carrel.exchange.rosters import reading, simple
from carrel.exchange.rosters.api import Roster, RosterClass, RosterPupil
from carrel.exchange.rosters.writing import write
from tests.exchange.rosters.kit import GOLDEN, rosters

ROSTER = Roster(
    (
        RosterClass(
            "7b",
            "c-7b",
            (RosterPupil("Ann Lee", "Ann", "Lee", "CCDDCF", ("Red", "+Blue"), "1001"), RosterPupil("=Jo")),
        ),
        RosterClass("Empty"),
        RosterClass("", "", (RosterPupil('Zoë, the "Z"', groups=("a;=1",)),)),
    ),
    tells_groups=True,
)


def test_the_written_file_is_the_golden_one() -> None:
    assert write(ROSTER) == (GOLDEN / "written.csv").read_bytes()


def test_the_golden_file_is_read_as_the_roster() -> None:
    assert reading.read({"written.csv": (GOLDEN / "written.csv").read_bytes()}) == ROSTER


@settings(max_examples=60)
@given(roster=rosters())
def test_any_roster_comes_back_the_same(roster: Roster) -> None:
    back = simple.read("roster.csv", write(roster))
    assert (back.classes, back.tells_groups) == (roster.classes, roster.tells_groups)
    assert not [fault.sentence() for fault in back.faults if fault.left_out]


@settings(max_examples=60)
@given(roster=rosters())
def test_no_cell_of_any_roster_is_a_formula(roster: Roster) -> None:
    for row in csv.reader(io.StringIO(write(roster).decode("utf-8-sig"), newline="")):
        for cell in row:
            assert not [part for part in cell.split(";") if part.strip().startswith(("=", "+", "-", "@", "＝"))]
