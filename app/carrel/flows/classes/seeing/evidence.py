"""What stands behind a figure of a class: the very tries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from carrel.assessment.attempts import tables
from carrel.assessment.attempts.model import Attempt
from carrel.classroom.classes import tables as classes
from carrel.classroom.classes.model import learner_of
from carrel.flows.classes.shared_talks import PupilTalk, talks_in
from carrel.flows.figures.tries import Tried, shown
from carrel.flows.kit import Kit


class Figured(Protocol):
    """Any figure of a class: a cell, a question, a misconception, a contested verdict, a case."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the tries behind it."""


@dataclass(frozen=True)
class Tries:
    """Tries that were picked out of others. evidence: their ids."""

    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Behind:
    """A try behind a figure. who: the name of the pupil; empty for whoever sits here. talks: with the tutor about the
    question, where the task says that they come along.
    """

    who: str
    tried: Tried
    talks: tuple[PupilTalk, ...] = ()


def evidence_of(kit: Kit, figure: Figured, named: str = "") -> list[Behind]:
    """The tries behind a figure of this class, newest first; of one's own without a class. Raises ClassMissing."""
    with kit.store.reading() as db:
        told = tables.attempts_of(db, figure.evidence)
        room = classes.classroom(db, named).id if named else ""
        pupils = {learner_of(pupil): pupil for pupil in classes.pupils(db, room)}
        tasks = {one.id: one.title for one in classes.assignments(db, room)}
        whose = pupils.keys() & {one.learner for one in told}
        talks = {learner: [*talks_in(db, pupils[learner], tasks)] for learner in whose}
        return [
            Behind(
                pupils[one.learner].name if one.learner in pupils else "",
                tried,
                tuple(talk for talk in talks.get(one.learner, ()) if _is_about(talk, one)),
            )
            for one, tried in zip(told, shown(db, told), strict=True)
        ]


def _is_about(talk: PupilTalk, attempt: Attempt) -> bool:
    return (talk.assignment, talk.item) == (attempt.assignment, attempt.item)
