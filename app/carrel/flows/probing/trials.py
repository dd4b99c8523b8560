"""Testing a model of this computer: its file is hashed, an engine of its own runs it, and its card is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from carrel.base.errors import Stopped
from carrel.base.stamp import Stamp
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.api import Engine, ModelRefused
from carrel.engine.models import Models
from carrel.flows.fitness.cards import Cards
from carrel.flows.fitness.model import FitnessCard
from carrel.flows.probing.run import MINUTES, Subject, Terms, run_test


@dataclass(frozen=True)
class Opened:
    """An engine that nobody else uses. memory: the bytes its process takes now."""

    engine: Engine
    memory: Callable[[], int] = int


_PATIENCE = 0.2
"""Seconds between two looks."""

Open = Callable[[str], AbstractContextManager[Opened]]
"""Opens an engine for the model of this name, and ends it; raises ModelRefused."""


class Trials:
    """Tests models, and knows their cards."""

    def __init__(
        self,
        models: Models,
        cards: Cards,
        open_engine: Open,
        stamp: Stamp,
        is_idle: Callable[[], bool] = lambda: True,
    ) -> None:
        """is_idle: whether nobody waits for the engine that talks, which makes room for the one that is tested."""
        self._models, self.cards, self._open, self._stamp = models, cards, open_engine, stamp
        self._is_idle = is_idle

    def run(
        self, name: str, cancel: Cancel, *, again: bool = False, minutes: float = MINUTES
    ) -> Iterator[Progress | FitnessCard]:
        """Test the model of this name, and yield its card at the end, or earlier when it ends early.

        A whole card that is here is yielded as it is, and a part of one is gone on with, unless it is wanted again.
        Raises ModelRefused, CardNotKept, Stopped, and what `Engine.chat` raises.
        """
        model = self._models.find(name)
        if model.problem:
            raise ModelRefused(model.problem, _("Choose another model."))
        if model.embedding:
            raise ModelRefused(
                _("This model is for the search and does not talk, so there is nothing to test."),
                _("Choose another model."),
            )
        digest = ""
        for step in self._models.hashed(name, cancel):
            if isinstance(step, str):
                digest = step
            else:
                yield step
        before = None if again else self.cards.of_file(digest)
        if before is not None and not before.is_partial:
            yield before
            return
        while not self._is_idle():
            yield Progress(_("Waiting until the model has answered"))
            if cancel.wait(_PATIENCE):
                raise Stopped
        with self._open(name) as opened:
            subject = Subject(name, digest, opened.engine, opened.memory)
            terms = Terms(self._stamp, 60.0 * minutes, before, self.cards.keep)
            yield from run_test(subject, terms, cancel)
