"""One pupil's page: each skill with and without help, and what asks for attention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from carrel.assessment.seeing import tables as seeing
from carrel.assessment.seeing.model import Counts
from carrel.base.words import _
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import ClassMissing, Pupil
from carrel.flows.classes.seeing.at_skills import at_skills
from carrel.flows.classes.seeing.case import Case, Kind
from carrel.flows.classes.seeing.group import group
from carrel.flows.classes.seeing.queue import queue_in
from carrel.flows.classes.take_in import learner_of
from carrel.flows.kit import Kit
from carrel.progress.mastery import mastery, state
from carrel.progress.model import State, Try


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
    """A pupil with every skill that was tried, in the order of the lessons, and the cases that wait."""

    pupil: Pupil
    rows: tuple[SkillRow, ...]
    cases: tuple[Case, ...]


def page(kit: Kit, named: str, who: str) -> PupilPage:
    """The page of the pupil with this name, code or id; one who left has a page without cases. Raises ClassMissing."""
    with kit.store.reading() as db:
        here = group(db, named, kit.stamp.now())
        pupil = _found(tables.pupils(db, here.classroom.id), who)
        alone = replace(here, pupils=(pupil,))
        counted = {one.skill: one for one in seeing.counts(db, alone.learners)}
        tries = at_skills(db, alone.learners)
        cases = () if pupil.left else queue_in(db, alone).waiting
    learner = learner_of(pupil)
    rows = tuple(
        _row(counted[skill], here.name(skill), tries[learner, skill], cases) for skill in here.in_order(counted)
    )
    return PupilPage(pupil, rows, cases)


def _row(one: Counts, name: str, tries: Sequence[Try], cases: Sequence[Case]) -> SkillRow:
    told = mastery(one.skill, tries)
    alone = set(told.evidence)
    assisted = tuple(each.id for each in tries if each.verdict != "cant_tell" and each.id not in alone)
    flags = tuple(case.kind for case in cases if case.about == one.skill)
    return SkillRow(
        one.skill, name, one.unaided, one.unaided_right, one.assisted, one.assisted_right,
        told.p if told.enough else None, state(told, tried=True), flags, told.evidence, assisted,
    )  # fmt: skip


def _found(pupils: Sequence[Pupil], who: str) -> Pupil:
    wanted = " ".join(who.split()).casefold()
    found = [one for one in pupils if who == one.id or wanted == one.code.casefold()]
    found = found or [one for one in pupils if one.name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise ClassMissing(_("More than one pupil has this name."), _("Name one by the code."))
    raise ClassMissing(_("There is no such pupil."), _("Look at the class to see who is in it."))
