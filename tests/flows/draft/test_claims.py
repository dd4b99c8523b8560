"""Sentences as a model might write them: none that invents may stand; what is founded should, where code can see it."""

from __future__ import annotations

import json
from typing import Any

from carrel.desk.slots import named
from carrel.flows.draft.guard import guard
from carrel.flows.draft.looking import as_passage
from carrel.flows.draft.model import Decision
from carrel.library import tables
from carrel.library.model import Passage
from tests.flows.draft.shop import Shop, Ticket
from tests.house.sources import TESTS

FEWEST_KEPT = 0.55
"""Of the founded sentences of the development half so many stand; the others are said by code instead."""


def kept(line: dict[str, Any], shop: Shop, forty: list[tuple[Ticket, Decision]]) -> bool:
    """Whether the sentence may stand in a draft for its ticket."""
    file, subject = line["ticket"], line.get("subject", "")
    ticket = next(one for one, _decision in forty if one.name.startswith(file) and subject in one.name)
    case = shop.case(ticket.thread)
    with shop.kit.store.reading() as db:
        held: list[Passage] = (
            list(tables.passages(db, shop.articles[line["source"]], 10)) if line["source"] in shop.articles else []
        )
    held += [as_passage(one) for one in named(f"{ticket.thread.asked} {line['sentence']}", case.products)]
    return bool(guard(line["sentence"], case, held).text)


def test_of_sentences_that_invent_none_stands(shop: Shop, forty: list[tuple[Ticket, Decision]]) -> None:
    for half in ("development", "held_out"):
        told = (TESTS / "desk" / "claims" / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
        lines = [json.loads(line) for line in told]
        stood = [line["sentence"] for line in lines if line["invents"] and kept(line, shop, forty)]
        assert stood == []
        founded = [kept(line, shop, forty) for line in lines if not line["invents"]]
        if half == "development":
            assert sum(founded) >= FEWEST_KEPT * len(founded)
