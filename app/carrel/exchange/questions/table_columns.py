"""The columns of a table of questions: what they are called, and the order in which they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GROUPS = (
    *(("id",), ("kind",), ("prompt",), ("text",)),
    *(("choice", "feedback", "misconception"), ("right choices",), ("multiple",)),
    *(("answer",), ("reject",), ("case sensitive",), ("accents matter",)),
    *(("unit",), ("unit required",), ("tolerance",), ("relative tolerance",), ("form",)),
    *(("left", "right"), ("step",), ("point",), ("model answer",)),
    *(("hint",), ("solution",), ("skill",), ("source document",), ("source quote",), ("source locator",)),
    ("unreviewed",),
)
"""The columns as they follow each other; those of one group take turns, number by number."""
_NUMBERED = frozenset(
    ("choice", "feedback", "misconception", "answer", "reject", "left", "right", "step", "point", "hint", "skill")
)
_PARTS = ("", "id", "weight", "must", "phrase")
"""What is said of each point."""
_PLACES = {name: (place, turn) for place, group in enumerate(_GROUPS) for turn, name in enumerate(group)}
_NAME = re.compile(r"(?P<name>[a-z]+) (?P<number>\d{1,3})(?: (?P<part>[a-z]+)(?: (?P<second>\d{1,3}))?)?")

TRUTHS = ("multiple", "case sensitive", "accents matter", "unit required", "unreviewed")
"""Columns in which yes or no stands."""


@dataclass(frozen=True)
class Column:
    """A column; number: from 1 where there are several of the name; part, second: of a point, and of its phrases."""

    name: str
    number: int = 0
    part: str = ""
    second: int = 0

    @property
    def title(self) -> str:
        """What stands in the first row."""
        numbers = (str(self.number or ""), self.part, str(self.second or ""))
        return " ".join([self.name, *filter(None, numbers)])

    @property
    def place(self) -> tuple[int, ...]:
        """What columns are put in order by."""
        group, turn = _PLACES[self.name]
        return (group, self.number, turn, _PARTS.index(self.part), self.second)


def column_of(title: str) -> Column | None:
    """The column that is called so, in any case and with any spaces; None for one that Carrel does not know."""
    name = " ".join(title.replace("_", " ").casefold().split())
    if name in _PLACES:
        return Column(name, 1 if name in _NUMBERED else 0)
    found = _NAME.fullmatch(name)
    if found is None or found["name"] not in _NUMBERED or int(found["number"]) == 0:
        return None
    part, second = found["part"] or "", int(found["second"] or 0)
    is_part = part == "" or (found["name"] == "point" and part in _PARTS and (part == "phrase") == bool(second))
    return Column(found["name"], int(found["number"]), part, second) if is_part else None
