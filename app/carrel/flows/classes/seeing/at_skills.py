"""The tries of a class as evidence, pupil by pupil and skill by skill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.assessment.seeing import tables
from carrel.assessment.seeing.model import Whose
from carrel.flows.evidence import as_try
from carrel.progress.model import Try

if TYPE_CHECKING:
    from carrel.store.db import Database


def at_skills(db: Database, whose: Whose) -> dict[tuple[str, str], list[Try]]:
    """The tries of each of these learners at each skill that was tried, oldest first."""
    found: dict[tuple[str, str], list[Try]] = {}
    for one in tables.tried(db, whose):
        found.setdefault((one.learner, one.tried.skill), []).append(as_try(one.tried))
    return found
