"""One pupil's page: each skill with and without help, what asks for attention, and the last tries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.seeing import tables as seeing
from carrel.assessment.seeing.model import Counts
from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import ClassMissing, Classroom, Pupil, learner_of
from carrel.flows.classes.seeing.at_skills import at_skills
from carrel.flows.classes.seeing.case import Case, Kind
from carrel.flows.classes.seeing.contested import Contested, contested_in
from carrel.flows.classes.seeing.group import Group, group
from carrel.flows.classes.seeing.queue import queue_in
from carrel.flows.figures.tries import Tried, shown
from carrel.flows.kit import Kit
from carrel.progress.mastery import mastery, state
from carrel.progress.model import State, Try

if TYPE_CHECKING:
    from carrel.store.db import Database

MOST_RECENT = 30
"""So many of the last tries stand on a page; the others are behind its figures."""


@dataclass(frozen=True)
class SkillRow:
    """A skill of a pupil. unaided, assisted: tries with a verdict, with the right ones of each.

    p: how likely it is known, 0 to 1; None where there is too little to tell. flags: the kinds of waiting cases at it.
    evidence: the ids of the unaided tries; assisted_evidence: those of the others.
    """

    skill: str
    name: str
    unaided: int
    unaided_right: int
    assisted: int
    assisted_right: int
    p: float | None
    state: State
    flags: tuple[Kind, ...]
    evidence: tuple[str, ...]
    assisted_evidence: tuple[str, ...]


@dataclass(frozen=True)
class PupilPage:
    """A pupil with every skill that was tried, in the order of the lessons, and the cases that wait.

    recent: the last tries, newest first. contested: the verdicts that the pupil thinks wrong.
    """

    classroom: Classroom
    now: Moment
    pupil: Pupil
    rows: tuple[SkillRow, ...]
    cases: tuple[Case, ...]
    recent: tuple[Tried, ...]
    contested: tuple[Contested, ...]


def page(kit: Kit, named: str, who: str) -> PupilPage:
    """The page of the pupil with this name, code or id; one who left has a page without cases. Raises ClassMissing."""
    with kit.store.reading() as db:
        here = group(db, named, kit.stamp.now())
        pupil = found(tables.pupils(db, here.classroom.id), who)
        return page_in(db, replace(here, by_learner={learner_of(pupil): pupil}))


def page_in(db: Database, here: Group) -> PupilPage:
    """The page of the one who is in this group, within a look at the store that is under way."""
    [(learner, pupil)] = here.by_learner.items()
    counted = {one.skill: one for one in seeing.counts(db, here.whose)}
    tries = at_skills(db, here.whose)
    cases = () if pupil.left else queue_in(db, here).waiting
    rows = tuple(
        _row(counted[skill], here.name(skill), tries[learner, skill], cases) for skill in here.in_order(counted)
    )
    recent = shown(db, attempts.attempts_of(db, seeing.latest(db, here.whose, MOST_RECENT)))
    return PupilPage(here.classroom, here.now, pupil, rows, cases, tuple(recent), tuple(contested_in(db, here)))


def _row(one: Counts, name: str, tries: Sequence[Try], cases: Sequence[Case]) -> SkillRow:
    told = mastery(one.skill, tries)
    alone = set(told.evidence)
    assisted = tuple(each.id for each in tries if each.verdict != "cant_tell" and each.id not in alone)
    flags = tuple(case.kind for case in cases if case.about == one.skill)
    return SkillRow(
        one.skill, name, one.unaided, one.unaided_right, one.assisted, one.assisted_right,
        told.p if told.enough else None, state(told, tried=True), flags, told.evidence, assisted,
    )  # fmt: skip


def found(pupils: Sequence[Pupil], who: str) -> Pupil:
    """The pupil with this name, code or id; raises ClassMissing for none, and for a name that is that of several."""
    wanted = " ".join(who.split()).casefold()
    told = [one for one in pupils if who == one.id or wanted == one.code.casefold()]
    told = told or [one for one in pupils if one.name.casefold() == wanted]
    if len(told) == 1:
        return told[0]
    if told:
        raise ClassMissing(_("More than one pupil has this name."), _("Name one by the code."))
    raise ClassMissing(_("There is no such pupil."), _("Look at the class to see who is in it."))
