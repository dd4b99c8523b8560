"""A case: a pupil who may need the teacher, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from carrel.base.stamp import derived_id
from carrel.classroom.classes.model import Pupil

Kind = Literal["late", "stuck", "fall", "shown", "contested"]
"""late: nothing done of what is due; stuck: many tries since the last run of right ones; fall: worse than before;
shown: leans on solutions; contested: a verdict that the pupil thinks wrong."""

_DIGITS = 10
"""Of an id that a person types: two of a thousand cases share it less than once in a million classes."""


@dataclass(frozen=True)
class Case:
    """Who, why and how long.

    about: the id of a skill, an assignment or a try, and name: what people call it. days: for how many study days;
    below nought where it is due in so many. urgency: 3 today, 2 soon, 1 when there is time. numbers: those behind it,
    by kind: late has ``days_left`` and ``tries``; stuck ``tries`` and ``best_run``; fall ``before``, ``before_right``,
    ``now`` and ``now_right``; shown ``tries``, ``helped`` and ``shown``; contested has ``waiting``, in study days.
    evidence: the ids of the tries that the numbers count. tries: how many there are at it in all.
    """

    pupil: Pupil
    kind: Kind
    about: str
    name: str
    days: int
    urgency: int
    numbers: Mapping[str, int]
    evidence: tuple[str, ...]
    tries: int

    @property
    def id(self) -> str:
        """The same each time the same case is found."""
        return derived_id("case", self.pupil.id, self.kind, self.about)[:_DIGITS]

    @property
    def order(self) -> tuple[int, int, str, str, str]:
        """Sorts the most urgent first, then what waits longest, then by name."""
        return (-self.urgency, -self.days, self.pupil.name.casefold(), self.kind, self.about)
