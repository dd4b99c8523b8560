"""Everybody who is in a class now, and the names of what they tried: what every figure begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.base.show import one_line, unmarked
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Assignment, Classroom, Pupil
from carrel.flows.classes.take_in import learner_of
from carrel.flows.evidence import skills

if TYPE_CHECKING:
    from carrel.store.db import Database

FEWEST_TO_AVERAGE = 5
"""An average of fewer pupils would tell of single ones, and is hidden."""

_LONGEST_QUESTION = 200


@dataclass(frozen=True)
class Group:
    """A class as it is now. pupils: by name, without those who left. skills: name by id, in the order of the packs."""

    classroom: Classroom
    pupils: tuple[Pupil, ...]
    assignments: tuple[Assignment, ...]
    skills: dict[str, str]
    now: Moment

    @property
    def learners(self) -> list[str]:
        """Whose tries these are, in the order of the pupils."""
        return [learner_of(pupil) for pupil in self.pupils]

    def in_order(self, tried: Iterable[str]) -> list[str]:
        """These skills in the order of the lessons; what is in no pack that is here comes last, by its id."""
        wanted = set(tried)
        return [*(skill for skill in self.skills if skill in wanted), *sorted(wanted - self.skills.keys())]

    def name(self, skill: str) -> str:
        """What the skill is called; its id where its pack is not here."""
        return self.skills.get(skill, skill)


def group(db: Database, named: str, now: Moment) -> Group:
    """The class with this id or title, within a look at the store that is under way; raises ClassMissing."""
    room = tables.classroom(db, named)
    here = tuple(pupil for pupil in tables.pupils(db, room.id) if not pupil.left)
    return Group(room, here, tuple(tables.assignments(db, room.id)), names(db), now)


def names(db: Database) -> dict[str, str]:
    """The names of the skills of all packs that are here, in their order."""
    return {skill.id: skill.name for skill in skills(db)}


def questions(db: Database, items: Sequence[str]) -> dict[str, str]:
    """These items' questions on one line; an item that is not here has its id."""
    asked = attempts.prompts(db, items)
    return {
        item: one_line(unmarked(clean(asked.get(item, "")[: 4 * _LONGEST_QUESTION])), _LONGEST_QUESTION) or item
        for item in items
    }


def share(part: int, whole: int) -> float | None:
    """The part as a share of 1; None of nothing."""
    return part / whole if whole else None
