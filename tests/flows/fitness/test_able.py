"""A tested model does what its card grants; one that was not tested does what its size allows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.base.work import Cancel
from carrel.engine.api import ModelInfo
from carrel.engine.models import STARTER
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.able import able, may, why_not
from carrel.flows.criticise import Remark, criticise
from carrel.flows.fitness.model import State
from carrel.flows.kit import Kit
from tests.flows.conftest import OneEngine
from tests.flows.fitness.says import BECAUSE, Says
from tests.flows.test_criticise import ESSAY


class Sized(ScriptedEngine):
    """A model of so many parameters."""

    def __init__(self, parameters: int) -> None:
        super().__init__()
        self._parameters = parameters

    def info(self, cancel: Cancel) -> ModelInfo:
        """What it is."""
        return replace(super().info(cancel), parameters=self._parameters)


@pytest.fixture(params=[("granted", 90, True), ("refused", 9 * 10**9, False), ("unknown", 90, False)])
def case(request: pytest.FixtureRequest, kit: Kit) -> tuple[Kit, bool]:
    """What a test says, how many parameters the model has, and whether it is given the work."""
    state, parameters, given = request.param
    return replace(kit, roles=Says(state), engines=OneEngine(Sized(parameters))), given


def test_a_test_counts_more_than_the_size(case: tuple[Kit, bool]) -> None:
    kit, given = case
    kit.settings.change(model="mine")
    assert (able(kit, "feedback", Cancel()) is not None) is given


@pytest.mark.parametrize(("state", "given"), [("granted", True), ("unknown", False), ("refused", False)])
def test_the_starter_is_given_work_only_where_its_test_grants_it(kit: Kit, state: State, given: bool) -> None:
    assert kit.settings.current.model == STARTER
    assert (able(replace(kit, roles=Says(state)), "items", Cancel()) is not None) is given


def test_a_large_model_that_was_not_tested_is_given_the_work(kit: Kit) -> None:
    kit.settings.change(model="mine")
    assert able(kit, "items", Cancel()) is not None
    assert may(kit, "explain")
    assert why_not(kit, "items") == ""


def test_it_asks_about_the_very_model_and_role(kit: Kit) -> None:
    says = Says("refused")
    kit = replace(kit, roles=says)
    able(kit, "feedback", Cancel(), "other")
    may(kit, "explain")
    assert says.asked == [("other", "feedback"), (STARTER, "explain")]


def test_why_not_is_told_with_the_reason(kit: Kit) -> None:
    kit = replace(kit, roles=Says("refused"))
    assert why_not(kit, "feedback") == f"The test of this model says that it should not: {BECAUSE}"
    assert why_not(replace(kit, roles=Says("granted")), "feedback") == ""


def test_feedback_on_a_text_is_left_to_code_where_the_model_was_refused(kit: Kit) -> None:
    kit = replace(kit, roles=Says("refused"))
    kit.settings.change(model="mine")
    steps = criticise(able(kit, "feedback", Cancel()), ESSAY, Cancel())
    assert {one.by for one in steps if isinstance(one, Remark)} == {"code"}
