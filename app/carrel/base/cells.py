"""Cells that a spreadsheet opens: none of them is a formula, and each reads back as it was (P27)."""

from __future__ import annotations

import re

_SIGNS = "=+\\-@＝＋－＠"
"""What a formula begins with, in the widths of East Asia too."""
_FILLING = r'[ "\xa0]*'
_BEFORE = rf"(?:^{_FILLING}(?='*[{_SIGNS}\t\r\n])|[;\t\r\n]{_FILLING}(?='*[{_SIGNS}]))"
"""Where a formula may begin: in the cell, or where a program begins one that parts cells by another letter."""
_BARE = re.compile(rf"{_BEFORE}'*")
_GUARDED = re.compile(rf"({_BEFORE}'*)'")
_NUMBER = re.compile(r"[-+]\d[\d.,]*(?:[eE][-+]?\d+)?%?")


def guarded(text: str) -> str:
    """The text as it stands in a cell: an apostrophe before each beginning of a formula."""
    return _BARE.sub(lambda found: f"{found[0]}'", text)


def guarded_or_number(text: str) -> str:
    """The same, but a number stays one that a spreadsheet can count with."""
    return text if _NUMBER.fullmatch(text) else guarded(text)


def unguarded(cell: str) -> str:
    """The text that either of them made the cell of."""
    return _GUARDED.sub(lambda found: found[1], cell)
