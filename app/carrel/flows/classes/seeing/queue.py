"""The intervention queue of a class: who may need the teacher, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.seeing import tables as seeing
from carrel.classroom.seeing import tables
from carrel.classroom.seeing.model import CaseAside
from carrel.flows.classes.seeing.at_skills import at_skills
from carrel.flows.classes.seeing.case import Case
from carrel.flows.classes.seeing.contested import contested_in
from carrel.flows.classes.seeing.group import Group, group
from carrel.flows.classes.seeing.rules import AtSkill, at_skill, late, waiting
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class Resting:
    """A case that was put aside, and is still one."""

    case: Case
    aside: CaseAside


@dataclass(frozen=True)
class Queue:
    """The cases that wait for the teacher, the most urgent first, and those that were put aside."""

    waiting: tuple[Case, ...]
    resting: tuple[Resting, ...]


def queue(kit: Kit, named: str, of: str = "") -> Queue:
    """The queue of a class or of a group of it; raises ClassMissing."""
    with kit.store.reading() as db:
        return queue_in(db, group(db, named, kit.stamp.now(), of))


def queue_in(db: Database, here: Group) -> Queue:
    """The same, within a look at the store that is under way."""
    cases = sorted(_cases(db, here), key=lambda case: case.order)
    kept = tables.asides(db, here.classroom.id)
    found = [(case, kept.get(case.id)) for case in cases]
    resting = [
        Resting(case, aside) for case, aside in found if aside is not None and aside.rests(case.tries, here.now.day)
    ]
    at_rest = {one.case.id for one in resting}
    return Queue(tuple(case for case in cases if case.id not in at_rest), tuple(resting))


def _cases(db: Database, here: Group) -> Iterator[Case]:
    today, pupils = here.now.day, here.by_learner
    for (learner, skill), tries in at_skills(db, here.whose).items():
        told = [one for one in tries if one.verdict != "cant_tell"]
        yield from at_skill(AtSkill(pupils[learner], skill, here.name(skill), told, today))
    done = seeing.at_assignments(db, here.whose)
    for learner, pupil in pupils.items():
        for asked in here.assignments:
            case = late(pupil, asked, done.get((learner, asked.id), 0), today)
            if case is not None:
                yield case
    yield from (waiting(one, today) for one in contested_in(db, here))
