"""All that is known of a try for feedback on it: what was asked, what was said, and what came of it point by point."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import SHOWN, Attempt, PracticeMissing
from carrel.assessment.deciding.model import Decision
from carrel.assessment.deciding.tables import decisions
from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.marking import choice, mark
from carrel.assessment.marking.answers import as_text
from carrel.assessment.model import Item
from carrel.base.stamp import derived_id
from carrel.base.text import clean
from carrel.flows.ladder import wrong_idea
from carrel.flows.standing import PointSaid

if TYPE_CHECKING:
    from carrel.store.db import Database

LONGEST_ANSWER = 6_000
"""Characters of an answer that are looked at."""


@dataclass(frozen=True)
class Case:
    """A try with what is known of it. item: None where it is no longer here.

    answer: as people read it. why: of the verdict, in the language of this window; empty where nothing is to be said.
    idea: the wrong idea that it shows, as the lesson calls it. points: of an open answer. decision: what a person said.
    """

    attempt: Attempt
    item: Item | None
    answer: str
    why: str
    idea: str
    points: tuple[PointSaid, ...]
    decision: Decision | None

    @property
    def verdict(self) -> str:
        """What counts: what a person decided, and else what code said."""
        return self.decision.verdict if self.decision is not None else self.attempt.verdict

    @property
    def question(self) -> str:
        """What was asked, as it is written; the id of an item that is no longer here."""
        return self.item.prompt if self.item is not None else self.attempt.item

    @property
    def hint(self) -> str:
        """The hint that comes after those that were taken; the last one where all were; empty without any."""
        hints = self.item.hints if self.item is not None else ()
        return hints[min(self.attempt.hints, len(hints) - 1)] if hints else ""

    @property
    def is_ended(self) -> bool:
        """Whether its solution is no secret any more."""
        return self.verdict == "right" or self.attempt.help == SHOWN

    def key(self, answer: str) -> str:
        """The same for two tries about which the same can be said. answer: without names."""
        said = " ".join(answer.casefold().split())
        verdict = f"{self.verdict} decided" if self.decision is not None else self.verdict
        return derived_id("feedback", self.attempt.item, verdict, said)


def case_of(db: Database, attempt: str) -> Case | None:
    """The try with this id; None where it is no longer here."""
    return next(iter(cases(db, [attempt])), None)


def cases(db: Database, ids: Sequence[str]) -> list[Case]:
    """The tries with these ids, newest first."""
    told = attempts.attempts_of(db, ids)
    decided = decisions(db, ids)
    return [_case(db, one, decided.get(one.id)) for one in told]


def _case(db: Database, one: Attempt, decision: Decision | None) -> Case:
    item = _item(db, one.item)
    idea = wrong_idea(db, one.topic, one.misconception) if one.misconception else ""
    if item is None:
        return Case(one, None, _plain(as_text(one.answer)), one.why, idea, (), decision)
    # The words that came with the try are in the language of the pupil's window: they would tell who it is.
    verdict = mark(item, one.answer)
    says = {point.id: point.says for point in item.points}
    points = tuple(PointSaid(each.found, each.evidence, says.get(each.id, "")) for each in verdict.points)
    said = "; ".join(choice.named(item, one.answer) if item.choices else ()) or as_text(one.answer)
    why = verdict.why if verdict.verdict == one.verdict else ""
    return Case(one, item, _plain(said), why, idea, points, decision)


def _item(db: Database, named: str) -> Item | None:
    try:
        return item_from(json.loads(attempts.body(db, named)))
    except (PracticeMissing, ItemRefused, ValueError):
        return None


def _plain(text: str) -> str:
    return clean(text)[:LONGEST_ANSWER].strip()
