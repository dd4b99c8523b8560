"""The fitness card of real models: chance fails, and the same model gives the same card."""

from __future__ import annotations

import pytest

from carrel.base.stamp import Stamp
from carrel.base.work import Cancel
from carrel.engine.local import LocalEngine
from carrel.engine.rack import taken_bytes
from carrel.flows.fitness.model import FitnessCard
from carrel.flows.fitness.roles import grants
from carrel.flows.probing.families import PROBES, Probe
from carrel.flows.probing.run import Subject, Terms, run_test
from tests.native.conftest import MakeEngine

pytestmark = pytest.mark.native


def card(engine: LocalEngine, stamp: Stamp, *probes: str) -> FitnessCard:
    """Its card, with these probes or all of them."""
    wanted: tuple[Probe, ...] = tuple(one for one in PROBES if not probes or one.name in probes)
    subject = Subject("model", "0" * 64, engine, lambda: taken_bytes(engine))
    *_steps, last = run_test(subject, Terms(stamp, seconds=3600, probes=wanted), Cancel())
    assert isinstance(last, FitnessCard)
    return last


def test_a_model_of_chance_fails_nearly_everything_and_may_only_talk(engine_for: MakeEngine, stamp: Stamp) -> None:
    found = card(engine_for("tiny"), stamp)
    assert not found.is_partial
    assert sum(one.passed for one in found.measured) <= 4
    assert [one.role for one in grants(found) if one.state != "refused"] == ["chat"]
    assert found.speed.memory > found.speed.file > 0
    assert found.speed.context == 2048
    assert found.speed.reads > 0
    assert found.speed.writes > 0


def test_the_starter_gives_the_same_card_twice(engine_for: MakeEngine, stamp: Stamp) -> None:
    probes = ("quotes", "absent", "keeping", "ground")
    first = card(engine_for("starter"), stamp, *probes)
    assert card(engine_for("starter"), stamp, *probes).measured == first.measured
    assert first.of("keeping").passed > first.of("ground").passed
