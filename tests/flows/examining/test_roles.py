"""A quiz is written by a model only where its test does not say otherwise."""

from __future__ import annotations

from dataclasses import replace

from carrel.engine.scripted import ScriptedEngine
from carrel.flows.kit import Kit
from tests.flows.examining.conftest import LIGHTHOUSE, Keep, quiz
from tests.flows.examining.test_by_model import GOOD, said
from tests.flows.fitness.says import Says


def test_a_model_that_must_not_make_questions_is_not_asked(kit: Kit, keep: Keep, scripted: ScriptedEngine) -> None:
    kit.settings.change(model="scripted")
    document = keep("lighthouse.md", LIGHTHOUSE)
    scripted.replies.append(said(GOOD))
    says = Says("refused")
    made = quiz(replace(kit, roles=says), document)
    assert says.asked == [("scripted", "items")]
    assert (made.by_model, scripted.asked) == (0, [])
    assert made.items
    assert quiz(replace(kit, roles=Says("granted")), document, anew=True).by_model == 1
