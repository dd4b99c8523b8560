"""The starter model at the sample desk: whatever it says, nothing that it makes up stands in a draft."""

from __future__ import annotations

import pytest

from carrel.base.work import Cancel
from carrel.desk.figures import figures
from carrel.flows.draft.drafting import by_code, word
from carrel.flows.draft.model import Draft
from tests.flows.draft.conftest import shop  # noqa: F401 - a fixture
from tests.flows.draft.shop import SAMPLE, Shop, tickets
from tests.native.conftest import MakeEngine

pytestmark = pytest.mark.native

FEW = ("01-", "10-", "18-")


def test_the_starter_model_words_drafts_and_adds_nothing(shop: Shop, engine_for: MakeEngine) -> None:  # noqa: F811
    engine = engine_for("starter")
    for ticket in tickets(shop.desk, SAMPLE / "tickets"):
        if ticket.name.startswith(FEW):
            case = shop.case(ticket.thread)
            decision = shop.decide(ticket.thread)
            made = list(word(case, decision, engine, Cancel()))[-1]
            assert isinstance(made, Draft)
            plain = by_code(case, decision)
            assert made.kind == plain.kind
            told = "\n".join((plain.text, ticket.thread.asked, *(one.text for one in decision.sent)))
            known = {one.key for one in figures(told)} | {"number 1", "number 2"}
            assert {one.key for one in figures(made.text)} <= known
