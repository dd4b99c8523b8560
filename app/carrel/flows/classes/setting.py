"""What a class was asked to do: how far it has come, and how it is changed, taken back and put back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from carrel.assessment.attempts import tables as attempts
from carrel.base.stamp import Moment
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Assignment, Pupil, learner_of
from carrel.classroom.post import tables as post
from carrel.flows.classes.rooms import possible
from carrel.flows.kit import Kit


@dataclass(frozen=True)
class Task:
    """An assignment, and how it stands.

    went_out: a pack was written since it was set. asked: how many of those in the class are asked to do it. began: how
    many of them gave back a try at it; nothing but practice can be told by tries.
    """

    assignment: Assignment
    went_out: bool
    asked: int
    began: int


def tasks(kit: Kit, named: str) -> tuple[Task, ...]:
    """All that was set for a class, the newest first; raises ClassMissing."""
    with kit.store.reading() as db:
        room = tables.classroom(db, named)
        there = [one for one in tables.pupils(db, room.id) if not one.left]
        given = sorted(tables.assignments(db, room.id), key=lambda one: one.created.utc, reverse=True)
        tried = attempts.learners_for(db, [one.id for one in given])
        last = post.last_sent(db, room.id, "class")
        return tuple(_task(one, there, tried.get(one.id, frozenset()), last) for one in given)


def change(kit: Kit, assignment: Assignment) -> Assignment:
    """Keep an assignment as it is now; what went out already changes with the next pack.

    Raises ClassMissing, DocumentMissing, BehaviourMissing and NotSaid, as `assign` does.
    """
    with kit.store.writing() as db:
        before = tables.assignment(db, assignment.id)
        wish = replace(assignment, classroom=before.classroom, created=before.created, given=before.given)
        kept = possible(db, wish)
        tables.keep_assignment(db, kept)
    return kept


def remove(kit: Kit, assignment: str) -> Assignment:
    """Take an assignment back; what was done for it is kept. Hands back what to put back; raises ClassMissing."""
    with kit.store.writing() as db:
        before = tables.assignment(db, assignment)
        tables.remove_assignment(db, assignment)
    return before


def put_back(kit: Kit, assignment: Assignment) -> None:
    """Set again what was taken back."""
    with kit.store.writing() as db:
        tables.keep_assignment(db, assignment)


def _task(one: Assignment, there: list[Pupil], tried: frozenset[str], last: Moment | None) -> Task:
    asked = [pupil for pupil in there if one.is_for(pupil.groups)]
    began = sum(learner_of(pupil) in tried for pupil in asked)
    is_out = one.given and last is not None and one.created.utc < last.utc
    return Task(one, is_out, len(asked), began)
