"""Testing a model of this computer: its file is hashed, an engine of its own runs it, and its card is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from carrel.base.errors import Stopped
from carrel.base.stamp import Stamp
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine.api import ModelRefused
from carrel.engine.models import Models
from carrel.flows.fitness.cards import Cards
from carrel.flows.fitness.model import FitnessCard
from carrel.flows.fitness.trials import MINUTES, Open
from carrel.flows.probing.run import Subject, Terms, run_test

_PATIENCE = 0.2
"""Seconds between two looks."""


class ModelTrials:
    """Tests models, and knows their cards; see `Trials`."""

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
        """Test the model of this name; see `Trials.run`."""
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
            terms = Terms(self._stamp, 60.0 * minutes, before, self._keep)
            yield from run_test(subject, terms, cancel)

    def _keep(self, card: FitnessCard) -> None:
        """Keep a card unless one is here that knows more: a test that is made anew and stopped takes nothing away."""
        here = self.cards.of_file(card.sha256)
        if card.asked and (here is None or card.asked >= here.asked):
            self.cards.keep(card)
