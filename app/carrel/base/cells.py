"""Cells of the files we write for spreadsheets, guarded so that none of them is calculated (P27)."""

from __future__ import annotations

import re

_FORMULA = r"=+\-@\t\r＝＋－＠"
"""What a cell begins with that a spreadsheet would calculate, in letters of either width."""

_BEGIN = r"(^|;)(\s*)"  # a spreadsheet that divides at semicolons begins a cell in the middle of one of ours
_BARE = re.compile(rf"{_BEGIN}(?='*[{_FORMULA}])")
_GUARDED = re.compile(rf"{_BEGIN}'(?='*[{_FORMULA}])")


def guarded(cell: str) -> str:
    """The cell with an apostrophe before what would be calculated; ``unguarded`` takes it away again."""
    return _BARE.sub(r"\1\2'", cell)


def unguarded(cell: str) -> str:
    """The cell as it was before ``guarded``; one that was never guarded loses nothing but such an apostrophe."""
    return _GUARDED.sub(r"\1\2", cell) if "'" in cell else cell
