"""No cell that we write is calculated by a spreadsheet, and the guard is undone exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.base.cells import guarded, unguarded

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
CELLS = st.text() | st.text("=+-@＝; \t\r\n'1a", max_size=9)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-Jo", "'-Jo"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("  =1", "  '=1"),
        ("\t=1", "'\t'=1"),
        ("'=1", "''=1"),
        ("a;=1", "a;'=1"),
        ("Ann-Lee + 1", "Ann-Lee + 1"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("", ""),
    ],
)
def test_what_would_be_calculated_gets_an_apostrophe(cell: str, written: str) -> None:
    assert guarded(cell) == written


@given(cell=CELLS)
def test_the_guard_is_undone_exactly(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(cell=CELLS)
def test_no_cell_begins_with_a_formula_wherever_a_spreadsheet_divides_it(cell: str) -> None:
    parts = guarded(cell).split(";")
    assert not [part for part in parts if part.lstrip().startswith(FORMULAS) or part.startswith(FORMULAS[:4])]
