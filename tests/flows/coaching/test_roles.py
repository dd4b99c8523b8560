"""The tutor beside an item keeps to what the test of its model says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.engine.scripted import ScriptedEngine
from carrel.flows import coach
from tests.flows.coaching.conftest import Beside
from tests.flows.fitness.says import BECAUSE, Says
from tests.flows.practising.conftest import Practising
from tests.flows.practising.test_practise import ADDING, until


@pytest.fixture
def tried(practising: Practising) -> Beside:
    """A learner who tried once."""
    practising.begin(ADDING)
    until(practising, "03")
    practising.answer("1 m")
    return Beside(practising)


def test_a_model_that_must_not_phrase_feedback_is_not_asked(tried: Beside) -> None:
    engine = ScriptedEngine(["You wrote 1 m. Look at the metres once more."])
    tried.with_engine(engine)
    says = Says("refused")
    tried.at.kit = replace(tried.at.kit, roles=says)
    assert tried.feedback() == coach.Phrased(coach.plain_feedback(tried.at.kit, tried.session))
    assert engine.asked == []
    assert {role for _model, role in says.asked} == {"feedback"}
    tried.at.kit = replace(tried.at.kit, roles=Says("unknown"))
    assert tried.feedback().model == "scripted"


def test_a_model_that_must_not_explain_is_not_asked_and_the_reason_is_told(tried: Beside) -> None:
    engine = ScriptedEngine(["A metre is a length, and a heap of metres is longer."])
    tried.with_engine(engine)
    tried.at.kit = replace(tried.at.kit, roles=Says("refused"))
    assert tried.ask("What is a metre?").startswith(f"The test of this model says that it should not: {BECAUSE}")
    assert engine.asked == []
    tried.at.kit = replace(tried.at.kit, roles=Says("granted"))
    assert "A metre is a length" in tried.ask("What is a metre?")
