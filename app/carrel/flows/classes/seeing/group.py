"""Everybody who is in a class now, and the names of what they tried: what every figure begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.seeing.model import Whose
from carrel.base.show import one_line, unmarked
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Assignment, ClassMissing, Classroom, Pupil, learner_of
from carrel.exchange.in_line import in_line
from carrel.flows.evidence import skills

if TYPE_CHECKING:
    from carrel.store.db import Database

FEWEST_TO_AVERAGE = 5
"""An average of fewer pupils would tell of single ones, and is hidden."""

_LONGEST_QUESTION = 200


@dataclass(frozen=True)
class Group:
    """A class as it is now, or a group of it.

    by_learner: the pupils by whose tries are theirs, in the order of their names, without those who left. skills: name
    by id, in the order of the packs. of: the group's name, empty for the whole class; groups: the names of all groups.
    only: the assignments whose tries count; None where all do.
    """

    classroom: Classroom
    by_learner: Mapping[str, Pupil]
    assignments: tuple[Assignment, ...]
    skills: Mapping[str, str]
    now: Moment
    of: str = ""
    groups: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None

    @property
    def pupils(self) -> tuple[Pupil, ...]:
        """Everybody in it."""
        return tuple(self.by_learner.values())

    @property
    def whose(self) -> Whose:
        """The tries that count."""
        return Whose(tuple(self.by_learner), self.only)

    def in_order(self, tried: Iterable[str]) -> list[str]:
        """These skills in the order of the lessons; what is in no pack that is here comes last, by its id."""
        wanted = set(tried)
        return [*(skill for skill in self.skills if skill in wanted), *sorted(wanted - self.skills.keys())]

    def name(self, skill: str) -> str:
        """What the skill is called; its id where its pack is not here."""
        return self.skills.get(skill, skill)


def group(db: Database, named: str, now: Moment, of: str = "") -> Group:
    """The class with this id or title, or the group `of` it, within a look at the store that is under way.

    Raises ClassMissing, also for a group that nobody in the class belongs to.
    """
    room = tables.classroom(db, named)
    here = [pupil for pupil in tables.pupils(db, room.id) if not pupil.left]
    groups = groups_of(here)
    if of and of not in groups:
        raise ClassMissing(
            _("There is no group “{name}” in this class.").format(name=one_line(of)[:80]),
            _("Look at the class to see which groups there are."),
        )
    chosen = {learner_of(pupil): pupil for pupil in here if not of or of in pupil.groups}
    return Group(room, chosen, tuple(tables.assignments(db, room.id)), names(db), now, of, groups)


def groups_of(pupils: Iterable[Pupil]) -> tuple[str, ...]:
    """The names of the groups that these pupils belong to, in the order of the alphabet."""
    found = {group for pupil in pupils for group in pupil.groups}
    return tuple(sorted(found, key=lambda name: (name.casefold(), name)))


def names(db: Database) -> dict[str, str]:
    """The names of the skills of all packs that are here, in their order."""
    return {skill.id: skill.name for skill in skills(db)}


def questions(db: Database, items: Sequence[str]) -> dict[str, str]:
    """These items' questions on one line; an item that is not here has its id."""
    asked = attempts.prompts(db, items)
    return {item: _question(asked.get(item, "")) or item for item in items}


def _question(prompt: str) -> str:
    return one_line(unmarked(in_line(clean(prompt[: 4 * _LONGEST_QUESTION]))), _LONGEST_QUESTION)


def share(part: int, whole: int) -> float | None:
    """The part as a share of 1; None of nothing."""
    return part / whole if whole else None
