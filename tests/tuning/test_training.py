"""Fine-tuning as a whole: held-out replies become likelier in llama.cpp, off is off, and a stopped run goes on.

Directions only; the figures are printed by ``python -m tests.bench.tune``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from carrel.base.errors import Stopped
from carrel.base.files import resource
from carrel.base.stamp import SystemStamp
from carrel.base.work import Cancel
from carrel.engine.api import Answer, Turn
from carrel.engine.models import Models
from carrel.engine.rack import Choice, Rack
from carrel.engine.tuning import process
from carrel.engine.tuning.process import TuningRefused
from carrel.engine.tuning.terms import Terms
from carrel.flows.tune import examples, notes
from carrel.flows.tune.examples import Example
from carrel.flows.tune.run import Step, Tuned, Tuner
from carrel.flows.tune.waiting import Wish
from tests.bench import make_model
from tests.native.talk import request, user

pytestmark = [
    pytest.mark.native,
    pytest.mark.skipif(
        "NIGHTLY" not in os.environ and bool(process.missing()),
        reason="the parts that train are not part of the program: pip install -e .[tune]",
    ),
]

CORRECTIONS = Path(__file__).with_name("corrections.jsonl")


class Place:
    """A model under the name of the starter, and what trains adapters for it."""

    def __init__(self, base: Path, folder: Path) -> None:
        (folder / "cache").mkdir(parents=True)
        self.models = Models(folder / "models", base, ())
        self.models.folder.mkdir()
        choice = Choice("starter", 512)
        self.rack = Rack(self.models.find, lambda: choice, folder / "states", self.models.adapters.list)
        self.tuner = Tuner(self.models, self.rack, folder / "cache", SystemStamp())

    def tuned(self, wish: Wish, stop_after: int = 0) -> tuple[list[Step], Tuned]:
        """The steps, and the adapter; a stop is asked for after so many steps."""
        cancel, steps = Cancel(), []
        for event in self.tuner.run(wish, cancel):
            if isinstance(event, Step):
                steps.append(event)
                if len(steps) == stop_after:
                    cancel.set()
            elif isinstance(event, Tuned):
                return steps, event
        raise AssertionError("no adapter")

    def say(self, name: str, question: str) -> str:
        """The greedy reply of the model of this name."""
        *_, last = self.rack.engine(name).chat(request([user(question)], 40), Cancel())
        assert isinstance(last, Answer)
        return last.text


@pytest.fixture
def place_of(tmp_path: Path) -> Iterator[Callable[[Path], Place]]:
    """Makes a place with this model."""
    made: list[Place] = []

    def make(base: Path) -> Place:
        made.append(Place(base, tmp_path / f"place-{len(made)}"))
        return made[-1]

    yield make
    for place in made:
        place.rack.close()


def test_a_few_steps_move_the_starter_towards_the_better_replies(place_of: Callable[[Path], Place]) -> None:
    place = place_of(resource("models/carrel-starter.gguf"))
    before = place.say("starter", "What is democracy?")
    given = examples.read(CORRECTIONS)
    few = (*[one for one in given if not one.held_out][:8], *[one for one in given if one.held_out][:2])
    steps, tuned = place.tuned(Wish("starter", "kind", few, Terms(passes=3)))
    figures = tuned.note.figures
    assert figures.held_out.after < figures.held_out.before
    assert figures.held_out.after == pytest.approx(
        steps[-1].best, abs=0.05
    )  # llama.cpp finds in the file what was trained
    assert figures.lost_elsewhere < 0.02
    assert notes.read(tuned.adapter) == tuned.note
    assert [model.name for model in place.models.list()] == ["starter", "starter+kind"]
    place.say("starter+kind", "What is democracy?")
    assert place.say("starter", "What is democracy?") == before
    with pytest.raises(TuningRefused, match="named kind already"):
        place.tuned(Wish("starter", "kind", few))


def letters(count: int) -> tuple[Example, ...]:
    """Examples that a model of chance numbers can learn, one of them held out."""
    made = tuple(Example((Turn("user", f"{letter}?"),), "Yes, of course.") for letter in "abcdefgh"[:count])
    return (*made[1:], replace(made[0], held_out=True))


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(
    place_of: Callable[[Path], Place], tmp_path: Path
) -> None:
    base = make_model.write("tiny", tmp_path / "tiny.gguf")  # its key heads are fewer than its heads
    whole, broken = place_of(base), place_of(base)
    wish = Wish("starter", "polite", letters(6), Terms(passes=3, batch=2))
    steps, tuned = whole.tuned(wish)
    assert tuned.note.figures.held_out.lost < 0
    with pytest.raises(Stopped):
        broken.tuned(wish, stop_after=2)
    assert broken.tuner.unfinished() == ["polite"]
    assert broken.models.adapters.list() == ()
    with pytest.raises(TuningRefused, match="can go on"):
        broken.tuned(wish)
    rest, again = broken.tuned(replace(wish, resume=True))
    assert len(rest) < len(steps)
    assert again.adapter.sha256 == tuned.adapter.sha256
    assert broken.tuner.unfinished() == []
