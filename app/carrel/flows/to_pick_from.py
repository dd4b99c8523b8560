"""Which items a practice may show next, and what is known of them when one is picked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables
from carrel.assessment.attempts.model import Filed, Practice
from carrel.base.stamp import Moment
from carrel.flows import evidence
from carrel.flows.classes import own
from carrel.progress.mastery import trace, tracing
from carrel.progress.picking import Candidate, Scene

if TYPE_CHECKING:
    from carrel.store.db import Database


def candidates(db: Database, practice: Practice) -> list[Candidate]:
    """All items that are within its scope."""
    return [_candidate(one, practice) for one in tables.filed(db) if _in_scope(one, practice)]


def scene(db: Database, practice: Practice, among: Sequence[Candidate], now: Moment) -> Scene:
    """These candidates, with what its learner has shown at their skills."""
    wanted = set(practice.about) if practice.scope in {"skill", "mix"} and practice.about else None
    asked = {skill for one in among for skill in one.skills}
    requires = {one.id: one.requires for one in evidence.skills(db)}
    if practice.scope == "source":
        rows = evidence.rows_at(db, practice.learner, [one.item for one in among])
    else:
        rows = evidence.rows(db, practice.learner, sorted(asked))
    tried = evidence.by_skill(rows)
    return Scene(
        among,
        {skill: requires.get(skill, ()) for skill in asked if wanted is None or skill in wanted},
        {skill: trace(tried.get(skill, []), tracing().best) for skill in asked},
        list({one.id: one for _skill, one in rows}.values()),
        practice.seen,
        now.day,
        practice.seed,
    )


def _candidate(item: Filed, practice: Practice) -> Candidate:
    """An item as it is chosen; in a practice over a source, all that were made of it are of one kind."""
    return Candidate(item.id, item.kind, (item.source,) if practice.scope == "source" else item.skills)


def _in_scope(item: Filed, practice: Practice) -> bool:
    if practice.scope == "source" or (item.source and practice.scope != "due"):
        return practice.scope == "source" and item.source in practice.about
    if practice.scope == "topic":
        return item.topic in practice.about
    if item.topic.startswith(own.PREFIX):
        return practice.scope == "due"
    return practice.scope == "due" or not practice.about or bool(set(item.skills) & set(practice.about))
