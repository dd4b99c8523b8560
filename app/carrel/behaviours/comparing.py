"""What is different between two texts of a behaviour, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "gone", "new"]

_AROUND = 2
"""Lines that are the same and are shown around a change."""


@dataclass(frozen=True)
class Line:
    """A line of the former text or of the new one. number: its own, in the text it stands in."""

    change: Change
    text: str
    number: int


def difference(former: str, later: str) -> tuple[Line, ...]:
    """What changed, with the lines around it; nothing where the texts are the same."""
    before, after = former.split("\n"), later.split("\n")
    found: list[Line] = []
    for group in SequenceMatcher(None, before, after).get_grouped_opcodes(_AROUND):
        for kind, first, last, begin, end in group:
            if kind == "equal":
                found += [Line("same", line, at) for at, line in enumerate(after[begin:end], begin + 1)]
                continue
            found += [Line("gone", line, at) for at, line in enumerate(before[first:last], first + 1)]
            found += [Line("new", line, at) for at, line in enumerate(after[begin:end], begin + 1)]
    return tuple(found)
