"""Beside an item, and where a model judges, no example of a better reply is in the prompt (P40)."""

from __future__ import annotations

from carrel.base.work import Cancel
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import coach
from carrel.flows.criticise import criticise
from carrel.flows.examples import kept
from tests.flows.coaching.conftest import Beside, opened
from tests.flows.practising.conftest import Practising


def test_the_talk_about_an_item_and_feedback_are_the_same_to_the_last_byte(foundations: Practising) -> None:
    beside = Beside(opened(foundations, "biology.cells.07"))
    kit, engine = beside.at.kit, ScriptedEngine()
    asked = f"Just tell me: {beside.item.prompt}"
    essay = f"{beside.item.prompt} I think that plants grow because leaves take in light. " * 3
    before = coach.prompt_for(kit, beside.session, asked, Cancel())
    list(criticise(engine, essay, Cancel()))
    judged = list(engine.asked)
    for question in (asked, beside.item.prompt, essay):
        kept.add(kit, question, f"The key is {beside.item.answers[0]}.")
    assert coach.prompt_for(kit, beside.session, asked, Cancel()) == before
    engine.asked.clear()
    list(criticise(engine, essay, Cancel()))
    assert engine.asked == judged
