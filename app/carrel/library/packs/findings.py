"""What a check found: where, what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Grade = Literal["fault", "shortfall", "warning"]
"""A fault keeps the pack out. A shortfall is a fault in a strict check, else a warning."""


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: the name of the file in the pack, its line (0 when it has none), the item's id."""

    file: str
    line: int = 0
    item: str = ""

    def __str__(self) -> str:
        spot = f"{self.file}:{self.line}" if self.line else self.file
        return f"{spot} ({self.item})" if self.item else spot


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. rule: its name for scripts. what: a plain sentence. then: what to do."""

    rule: str
    grade: Grade
    place: Place
    what: str
    then: str

    def as_json(self) -> dict[str, Any]:
        """The object that a check prints with ``--json``."""
        return {
            "file": self.place.file,
            "line": self.place.line or None,
            "item": self.place.item or None,
            "grade": self.grade,
            "rule": self.rule,
            "what": self.what,
            "next": self.then,
        }


def fault(rule: str, place: Place, what: str, then: str) -> Finding:
    """A finding that keeps the pack out."""
    return Finding(rule, "fault", place, what, then)


def shortfall(rule: str, place: Place, what: str, then: str) -> Finding:
    """A finding that keeps the pack out when the check is strict."""
    return Finding(rule, "shortfall", place, what, then)


def warning(rule: str, place: Place, what: str, then: str) -> Finding:
    """A finding to look at."""
    return Finding(rule, "warning", place, what, then)


def faults(found: Iterable[Finding], *, strict: bool = False) -> list[Finding]:
    """The findings that keep the pack out."""
    return [one for one in found if one.grade == "fault" or (strict and one.grade == "shortfall")]
