"""The test of a model: a perfect one passes everything, the same one gives the same card, and a part of one is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from carrel.base.errors import Stopped
from carrel.base.stamp import Stamp
from carrel.base.work import Cancel, Delta, Progress
from carrel.engine.api import Answer, ChatRequest, Engine, EngineLost
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.fitness.model import FitnessCard
from carrel.flows.fitness.roles import grants
from carrel.flows.probing.families import PROBES
from carrel.flows.probing.run import AT_ONCE, Subject, Terms, run_test
from tests.flows.fitness.perfect import WRITTEN, Perfect

ALL = sum(len(probe.items) for probe in PROBES)


class Ticking:
    """A clock that goes on by so many seconds each time it is looked at."""

    def __init__(self, step: float = 0.0) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        """The time."""
        self.now += self.step
        return self.now


class Ending(Perfect):
    """Does everything right, and after so many requests something else."""

    def __init__(self, after: int, cancel: Cancel | None = None) -> None:
        super().__init__()
        self._left, self._cancel = after, cancel

    def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        """Stop the test, or die."""
        self._left -= 1
        if self._left < 0:
            if self._cancel is None:
                raise EngineLost("The model stopped by itself.", "Ask again.")
            self._cancel.set()
        return super().chat(request, cancel)


def terms(stamp: Stamp, **other: object) -> Terms:
    return replace(Terms(stamp, clock=Ticking()), **other)  # type: ignore[arg-type]


def run(engine: Engine, terms: Terms, cancel: Cancel | None = None) -> FitnessCard:
    """The whole of it, and its card."""
    *_steps, card = run_test(Subject("model", "0" * 64, engine, lambda: 77), terms, cancel or Cancel())
    assert isinstance(card, FitnessCard)
    return card


def missed(card: FitnessCard) -> list[str]:
    return [
        f"{one.probe}/{tried.item}: {tried.said}" for one in card.measured for tried in one.tried if not tried.passed
    ]


def test_a_perfect_model_passes_everything_and_may_do_everything(stamp: Stamp) -> None:
    card = run(Perfect(), terms(stamp))
    assert missed(card) == []
    assert not card.is_partial
    assert {one.state for one in grants(card)} == {"granted"}
    assert card.speed.memory == 77
    assert all(tried.asked and tried.said for one in card.measured for tried in one.tried)


def test_a_model_that_says_everything_back_is_granted_nothing_but_talking(stamp: Stamp) -> None:
    card = run(ScriptedEngine(), terms(stamp))
    assert [one.role for one in grants(card) if one.state != "refused"] == ["chat"]
    assert all(one.because for one in grants(card))
    assert card.of("points").passed == 0  # no answer in the form is no judgement, where nothing can be told either


def test_the_same_model_gives_the_same_card(stamp: Stamp) -> None:
    assert run(Ending(10**6), terms(stamp)).measured == run(Perfect(), terms(stamp)).measured


def test_everything_is_asked_for_the_most_likely_words(stamp: Stamp) -> None:
    engine = Perfect()
    run(engine, terms(stamp))
    assert {(one.sampling.temperature, one.sampling.seed) for one in engine.asked} == {(0, 0)}
    assert max(one.max_tokens for one in engine.asked if one.grammar != "quiz") <= 320


def test_the_same_request_is_not_answered_twice(stamp: Stamp) -> None:
    engine = ScriptedEngine()
    run(engine, terms(stamp))
    asked = [replace(one, sampling=engine.asked[0].sampling) for one in engine.asked]
    assert all(one != other for one, other in pairwise(asked))


def test_what_was_measured_until_it_is_stopped_is_kept(stamp: Stamp) -> None:
    cancel, kept = Cancel(), list[FitnessCard]()
    seen: list[object] = []
    steps = run_test(Subject("model", "0" * 64, Ending(6, cancel)), terms(stamp, keep=kept.append), cancel)
    with pytest.raises(Stopped):
        seen.extend(steps)
    assert isinstance(seen[-1], FitnessCard)
    assert kept[-1].measured == seen[-1].measured
    assert seen[-1].is_partial
    assert sum(len(one.tried) for one in seen[-1].measured) == 6


def test_a_test_that_was_stopped_before_anything_was_asked_leaves_nothing(stamp: Stamp) -> None:
    cancel, kept = Cancel(), list[FitnessCard]()
    with pytest.raises(Stopped):
        list(run_test(Subject("model", "0" * 64, Ending(0, cancel)), terms(stamp, keep=kept.append), cancel))
    assert kept == []


def test_when_the_models_process_dies_what_was_measured_is_kept(stamp: Stamp) -> None:
    kept: list[FitnessCard] = []
    with pytest.raises(EngineLost):
        run(Ending(4), terms(stamp, keep=kept.append))
    assert [len(one.tried) for one in kept[-1].measured][:2] == [4, 0]


def test_when_the_time_is_over_the_rest_is_not_measured_and_every_probe_had_its_turn(stamp: Stamp) -> None:
    whole = Ticking(1.0)
    run(Perfect(), terms(stamp, clock=whole, seconds=10.0**9))
    card = run(Perfect(), terms(stamp, clock=Ticking(1.0), seconds=whole.now * 0.6))
    counts = [len(one.tried) for one in card.measured]
    assert card.is_partial
    assert min(counts) >= AT_ONCE
    assert 0 < sum(counts) < ALL
    assert missed(card) == []
    assert "granted" in {one.state for one in grants(card)}
    assert "refused" not in {one.state for one in grants(card)}


def test_a_part_of_a_test_is_gone_on_with(stamp: Stamp) -> None:
    kept: list[FitnessCard] = []
    with pytest.raises(EngineLost):
        run(Ending(9), terms(stamp, keep=kept.append))
    engine = Perfect()
    card = run(engine, terms(stamp, before=kept[-1]))
    assert not card.is_partial
    assert card.measured == run(Perfect(), terms(stamp)).measured
    assert sum(len(one.tried) for one in kept[-1].measured) == 9
    first = Perfect()
    run(first, terms(stamp))
    assert len(engine.asked) == len(first.asked) - 9


@pytest.mark.parametrize(("bad", "passed"), [(0, True), (1, True), (2, False)])
def test_most_of_the_questions_must_follow_from_the_text(stamp: Stamp, bad: int, passed: bool) -> None:
    sound = WRITTEN["tides"]
    unsound = {**sound, "quote": "The sea is salt because rivers bring salt into it."}
    engine = ScriptedEngine([json.dumps({"questions": [sound, *[unsound] * bad]})])
    probe = next(one for one in PROBES if one.name == "questions")
    card = run(engine, terms(stamp, probes=(probe,)))
    assert card.of("questions").tried[0].passed is passed


def test_progress_counts_items_and_names_what_is_looked_at(stamp: Stamp) -> None:
    steps = [one for one in run_test(Subject("m", "0", Perfect()), terms(stamp), Cancel()) if isinstance(one, Progress)]
    counted = [one for one in steps if one.total]
    assert [one.done for one in counted] == list(range(ALL))
    assert {one.total for one in counted} == {ALL}
    assert counted[0].label == "Answers in the form that is asked for"
