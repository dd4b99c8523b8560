"""Testing a model of this computer: when it waits, what it refuses, and which card it goes on with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from carrel.base.errors import Stopped
from carrel.base.stamp import Stamp
from carrel.base.work import Cancel, Progress
from carrel.engine.api import Engine, ModelRefused
from carrel.engine.models import Models
from carrel.flows.fitness.cards import Cards
from carrel.flows.fitness.model import FitnessCard
from carrel.flows.fitness.trials import Opened
from carrel.flows.probing.items import version
from carrel.flows.probing.trials import ModelTrials
from tests.bench import make_model
from tests.flows.fitness.perfect import Perfect

WAITING = "Waiting until the model has answered"


class Bench:
    """One model of chance, engines that do everything right, and somebody who may be using the other engine."""

    def __init__(self, folder: Path, stamp: Stamp) -> None:
        folder.mkdir()
        make_model.write("tiny", folder / "mine.gguf")
        make_model.write("embedding", folder / "meanings.gguf")
        (folder / "broken.gguf").write_bytes(b"GGUF")
        self.models = Models(folder, folder.parent / "none.gguf", ())
        self.opened: list[Perfect] = []
        self.closed = 0
        self.busy = 0
        self.trials = ModelTrials(self.models, Cards(self.models, version()), self._open, stamp, self._is_idle)

    def run(self, name: str = "mine", cancel: Cancel | None = None, *, again: bool = False) -> list[object]:
        """All steps of a test."""
        return list(self.trials.run(name, cancel or Cancel(), again=again))

    @contextmanager
    def _open(self, _name: str) -> Iterator[Opened]:
        engine: Engine = Perfect()
        assert isinstance(engine, Perfect)
        self.opened.append(engine)
        try:
            yield Opened(engine)
        finally:
            self.closed += 1

    def _is_idle(self) -> bool:
        self.busy -= 1
        return self.busy < 0


@pytest.fixture
def bench(tmp_path: Path, stamp: Stamp) -> Bench:
    return Bench(tmp_path / "models", stamp)


def test_it_waits_while_somebody_is_answered(bench: Bench) -> None:
    bench.busy = 2
    steps = bench.run()
    assert [one.label for one in steps if isinstance(one, Progress)].count(WAITING) == 2
    assert isinstance(steps[-1], FitnessCard)
    assert bench.closed == 1


def test_waiting_can_be_stopped_and_opens_nothing(bench: Bench) -> None:
    bench.busy, cancel = 10**6, Cancel()
    steps = bench.trials.run("mine", cancel)
    next(step for step in steps if isinstance(step, Progress) and step.label == WAITING)
    cancel.set()
    with pytest.raises(Stopped):
        list(steps)
    assert bench.opened == []


def test_a_test_that_is_made_anew_and_stopped_takes_no_whole_card_away(bench: Bench) -> None:
    whole, cancel = bench.run()[-1], Cancel()
    steps = bench.trials.run("mine", cancel, again=True)
    next(step for step in steps if isinstance(step, Progress) and step.done == 40)
    cancel.set()
    with pytest.raises(Stopped):
        list(steps)
    assert bench.trials.cards.card("mine") == whole


@pytest.mark.parametrize("name", ["meanings", "broken", "nobody"])
def test_what_does_not_talk_is_refused_in_a_sentence(bench: Bench, name: str) -> None:
    with pytest.raises(ModelRefused) as raised:
        bench.run(name)
    assert raised.value.what.endswith(".")
    assert raised.value.next_step
    assert bench.opened == []


def test_a_whole_card_is_made_once_and_again_only_where_it_is_wanted(bench: Bench) -> None:
    first, second = bench.run()[-1], bench.run()
    assert second == [first]
    assert len(bench.opened) == 1
    assert isinstance(bench.run(again=True)[-1], FitnessCard)
    assert len(bench.opened) == 2


def test_a_kept_part_is_gone_on_with(bench: Bench) -> None:
    whole = bench.run()[-1]
    assert isinstance(whole, FitnessCard)
    part = replace(whole, measured=(*whole.measured[:-1], replace(whole.measured[-1], tried=())))
    bench.trials.cards.keep(part)
    again = bench.run()[-1]
    assert isinstance(again, FitnessCard)
    assert again.measured == whole.measured
    assert len(bench.opened[1].asked) == whole.measured[-1].of


def test_a_test_that_is_given_no_time_says_so_and_keeps_nothing_wrong(bench: Bench) -> None:
    *_steps, card = bench.trials.run("mine", Cancel(), minutes=0)
    assert isinstance(card, FitnessCard)
    assert card.is_partial
    assert [one.tried for one in card.measured] == [()] * len(card.measured)
    assert bench.trials.cards.card("mine") is None
