"""Runs are looked at, found, and taken away."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.words import _
from carrel.evaluations import tables
from carrel.evaluations.model import EvaluationSet, Replied, Run, RunMissing
from carrel.flows.evaluate.comparing import Figures, figures
from carrel.flows.kit import Kit

LAST = "last"
"""Stands for the newest whole run of the same set."""


@dataclass(frozen=True)
class Seen:
    """A run with its replies, and what they come to."""

    run: Run
    replies: tuple[Replied, ...]
    figures: Figures


def of_set(kit: Kit, named: str | None = None) -> list[Seen]:
    """The runs of a set (its id), or of all, newest first."""
    with kit.store.reading() as db:
        return [_seen(one, tables.replies(db, one.id)) for one in tables.runs(db, named)]


def one(kit: Kit, named: str) -> Seen:
    """The run of this id or number; raises RunMissing."""
    with kit.store.reading() as db:
        found = tables.run(db, named)
        return _seen(found, tables.replies(db, found.id))


def former(kit: Kit, named: str, of: EvaluationSet) -> Run:
    """The run to compare with: of this id or number, or the last whole one of the set; raises RunMissing."""
    with kit.store.reading() as db:
        if named != LAST:
            return tables.run(db, named)
        found = next((one for one in tables.runs(db, of.id) if one.ended is not None), None)
    if found is None:
        raise RunMissing(
            _("There is no whole run of this set yet."), _("Run it once, change something, and run again.")
        )
    return found


def remove(kit: Kit, named: str) -> None:
    """Take a run away."""
    with kit.store.writing() as db:
        tables.remove_run(db, named, kit.stamp.now())


def put_back(kit: Kit, named: str) -> None:
    """Bring a run back that was taken away."""
    with kit.store.writing() as db:
        tables.remove_run(db, named, None)


def _seen(run: Run, replies: list[Replied]) -> Seen:
    return Seen(run, tuple(replies), figures(run, replies))
