"""The tries of a class as evidence, pupil by pupil and skill by skill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from carrel.assessment.seeing import tables
from carrel.flows.evidence import as_try
from carrel.progress.model import Try

if TYPE_CHECKING:
    from carrel.store.db import Database


def at_skills(db: Database, learners: Sequence[str]) -> dict[tuple[str, str], list[Try]]:
    """The tries of each learner at each skill that was tried, oldest first."""
    found: dict[tuple[str, str], list[Try]] = {}
    for one in tables.tried(db, learners):
        found.setdefault((one.learner, one.tried.skill), []).append(as_try(one.tried))
    return found
