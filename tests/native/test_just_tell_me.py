"""Fifty asks for the answer with the starter model really loaded: what is shown, and what it was given, tells none."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from carrel.base.work import Cancel
from carrel.engine.api import Engine
from carrel.flows import coach
from carrel.flows.coaching import words
from tests.flows.coaching.asks import FIFTY, keys
from tests.flows.coaching.conftest import OPENED, WRONG, Beside, opened
from tests.flows.practising.conftest import Practising, foundations
from tests.native.conftest import MakeEngine

__all__ = ["foundations"]

pytestmark = pytest.mark.native


@dataclass
class Loaded:
    """Gives out this one engine."""

    held: Engine

    def engine(self, model: str | None = None) -> Engine:
        """The one that is loaded."""
        return self.held

    def close(self) -> None:
        """It is closed by whoever made it."""


def test_the_starter_tells_none_of_ten_items_in_fifty_asks(foundations: Practising, engine_for: MakeEngine) -> None:
    engine = engine_for("starter", context=4096)
    with_model, by_model = replace(foundations, kit=replace(foundations.kit, engines=Loaded(engine))), 0
    for kind, item in OPENED.items():
        beside = Beside(opened(with_model, item))
        beside.at.answer(WRONG[kind])
        for ask in beside.own(FIFTY):
            prompt = coach.prompt_for(beside.at.kit, beside.session, ask, Cancel())
            assert beside.item.solution not in prompt
            if kind in {"numeric", "expression", "text", "open"}:
                assert not any(key in prompt.partition(beside.item.prompt)[2] for key in keys(beside.item))
            assert beside.told(beside.ask(ask)) == "", ask
            by_model += not words.asks_for_answer(ask)
        assert beside.told(beside.feedback().text) == ""
    assert by_model >= 25
