"""A window in which a trainer stands in that learns nothing: it takes its steps, waits where it is told, and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Progress
from carrel.engine.adapters import Adapter
from carrel.engine.models import Models
from carrel.engine.tuning.process import TuningRefused
from carrel.flows.choose_model import ModelChoices
from carrel.flows.kit import Kit
from carrel.flows.tune import notes
from carrel.flows.tune.notes import Change, Figures, Note
from carrel.flows.tune.run import Step, Tuned
from carrel.flows.tune.waiting import Wish
from carrel.flows.tune.workshop import Workshop
from tests.bench import make_model
from tests.engine import make_adapter
from tests.ui.desk import NO_TOOLS

FIGURES = Figures(Change(3.207, 2.114), Change(4.1, 4.104), Change(2.0, 2.0))
LOSSES = (3.207, 2.681, 2.302, 2.114)
TALKS = (
    ("Why do rivers bend?", "Look at which bank the water wears away."),
    ("Is a whale a fish?", "What does it breathe with?"),
    ("Give me 3/4 of 20.", "First take one quarter: how many is that?"),
    ("Who wrote the poem about the raven?", "Its poet was born in Boston. Which names come to mind?"),
    ("Explain magnets.", "Hold two of them together, and tell me what your hands feel."),
    ("My essay is boring!", "Read me its first sentence, and we mend that one."),
    ("Why is the sky blue?", "Which colour of light is scattered most?"),
    ("Verb or noun: “walk”?", "Put “the” before it. Does that work here?"),
    ("When did the empire fall?", "It fell slowly. Choose a sign of it, and date that."),
    ("How hot is lava?", "Hotter than an oven: guess how many times."),
)
"""What was asked, and what would have been said: no two alike."""


class FakeTrainer:
    """waits: it stands still after its steps until it is stopped. refusal: what it says instead of training."""

    def __init__(self, models: Models, kit: Kit) -> None:
        self._models, self._kit = models, kit
        self.wishes: list[Wish] = []
        self.waits = False
        self.refusal: TuningRefused | None = None
        self._left: dict[str, Wish] = {}

    def run(self, wish: Wish, cancel: Cancel) -> Iterator[Progress | Step | Tuned]:
        """Steps, and an adapter of chance numbers."""
        self.wishes.append(wish)
        if self.refusal is not None:
            raise self.refusal
        for at, loss in enumerate(LOSSES):
            yield Step(8 * at, 96, loss, loss, loss, 130.0 - 20 * at)
        if self.waits:
            self._left[wish.name] = replace(wish, resume=True)
            cancel.wait(60)
            raise Stopped
        self._left.pop(wish.name, None)
        yield Tuned(self.make(wish.name), f"{wish.base}+{wish.name}", self._note)

    def unfinished(self) -> list[str]:
        """Those that were stopped."""
        return sorted(self._left)

    def wish(self, name: str) -> Wish:
        """What was asked of it."""
        return self._left[name]

    def discard(self, name: str) -> None:
        """Forget it."""
        del self._left[name]

    def make(self, name: str) -> Adapter:
        """An adapter that is there."""
        folder = self._models.adapters.folder
        make_adapter.write(self._models.find("starter").path, folder / f"{name}.gguf")
        adapter = self._models.adapters.find(name)
        notes.keep(adapter, self._note)
        return adapter

    @property
    def _note(self) -> Note:
        return Note(24, 6, 96, 151.0, FIGURES, self._kit.stamp.now())


def choices_with_trainer(kit: Kit) -> tuple[ModelChoices, FakeTrainer]:
    """A small model of chance numbers as the starter, for which adapters are made."""
    folder = kit.places.models
    starter = make_model.write("tiny", kit.places.cache / "starter.gguf")
    models = Models(folder, starter, ())
    trainer = FakeTrainer(models, kit)
    workshop = Workshop(models, kit.engines, kit.settings, trainer)
    return ModelChoices(models, kit.settings, NO_TOOLS, tuning=lambda: workshop), trainer
