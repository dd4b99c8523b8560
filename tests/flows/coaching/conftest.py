"""Foundations, with an item of each kind lying open in practice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from carrel.assessment.attempts import tables
from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.work import Cancel, Delta, Progress
from carrel.engine.api import Answer, ChatRequest
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import coach, grow
from carrel.flows.coaching.scene import given, scene
from carrel.flows.loops import unlooped
from carrel.flows.practise import Wish
from tests.flows.coaching.asks import tells
from tests.flows.conftest import OneEngine
from tests.flows.practising.conftest import Practising, foundations, practising

__all__ = ["foundations", "practising"]

OPENED = {
    "choice": "ai.language-models.06",
    "several": "biology.cells.05",
    "true_false": "algebra.linear-equations.06",
    "numeric": "arithmetic.fractions.04",
    "expression": "algebra.linear-equations.01",
    "text": "biology.cells.07",
    "cloze": "biology.photosynthesis.07",
    "match": "biology.cells.01",
    "order": "biology.cells.09",
    "open": "biology.cells.12",
}
"""An item of each kind; the key of the number is 3, and of the formula x = 6."""


class Echo(ScriptedEngine):
    """Says its whole prompt."""

    def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        """Repeat what it was given, to the last letter."""
        self.replies.append(self.render(request.turns))
        return super().chat(request, cancel)


@dataclass
class Beside:
    """A learner with a tutor, at one item."""

    at: Practising

    @property
    def item(self) -> Item:
        """The item with its key, for the test alone."""
        with self.at.kit.store.reading() as db:
            return item_from(json.loads(tables.body(db, self.at.item)))

    @property
    def session(self) -> str:
        """The session."""
        return self.at.at.session

    def with_engine(self, engine: ScriptedEngine) -> Beside:
        """The same with this engine."""
        self.at.kit = replace(self.at.kit, engines=OneEngine(engine))
        return self

    def ask(self, text: str) -> str:
        """Ask, and all that was streamed; what is kept is the same, up to where it began to go round."""
        steps = list(coach.ask(self.at.kit, self.session, text, Cancel()))
        streamed = "".join(step.text for step in steps if isinstance(step, Delta))
        (replied,) = [step for step in steps if isinstance(step, grow.Replied)]
        assert replied.message.text in {streamed, unlooped(streamed)}
        return streamed

    def feedback(self) -> coach.Phrased:
        """The feedback on the last try; what was streamed is the same, unless code said it all."""
        *steps, last = coach.feedback(self.at.kit, self.session, Cancel())
        assert isinstance(last, coach.Phrased)
        streamed = "".join(step.text for step in steps if isinstance(step, Delta)).strip()
        assert last.text == streamed or not last.model
        return last

    def own(self, asks: Sequence[str]) -> list[str]:
        """One of each manner; the ten kinds share all of them."""
        return list(asks[list(OPENED.values()).index(self.at.item) :: len(OPENED)])

    def told(self, text: str) -> str:
        """Where a text tells the answer; empty when it does not."""
        with self.at.kit.store.reading() as db:
            here = scene(db, self.session, self.at.stamp.now())
        assert here.now.item is not None
        return tells(self.item, here.now.item, text, "\n".join(given(here)))

    def change(self, **other: Any) -> None:
        """Write something else into the item."""
        with self.at.kit.store.writing() as db:
            raw = json.loads(tables.body(db, self.at.item)) | other
            db.execute("update item set body = ? where id = ?", (json.dumps(raw), self.at.item))


WRONG: dict[str, Any] = {
    "choice": "a",
    "several": "a",
    "true_false": "false",
    "numeric": "17",
    "expression": "x = 44",
    "text": "membrane",
    "cloze": ["stone", "sand", "iron", "noise"],
    "match": {},
    "order": "b",
    "open": "It is because of the weather there.",
}


@pytest.fixture(params=OPENED)
def beside(request: pytest.FixtureRequest, foundations: Practising) -> Beside:
    """An item of each kind, after a wrong try and a hint."""
    at = opened(foundations, OPENED[request.param])
    at.answer(WRONG[request.param])
    if at.at.settled == "":
        at.hint()
    return Beside(at)


def opened(shared: Practising, item: str) -> Practising:
    """A session with this item open."""
    at = replace(shared, kit=shared.kit, now=None)
    at.lie_at(item, Wish("topic", (item.rpartition(".")[0],), 40))
    return at
