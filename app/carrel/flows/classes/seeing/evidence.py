"""What stands behind a figure of a class: the very tries."""

from __future__ import annotations

from typing import Protocol

from carrel.assessment.attempts import tables
from carrel.flows.figures.tries import Tried, shown
from carrel.flows.kit import Kit


class Figured(Protocol):
    """Any figure of a class: a cell, a question, a misconception, a contested verdict, a case."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the tries behind it."""


def evidence_of(kit: Kit, figure: Figured) -> list[Tried]:
    """The tries behind a figure, newest first."""
    with kit.store.reading() as db:
        return shown(db, tables.attempts_of(db, figure.evidence))
