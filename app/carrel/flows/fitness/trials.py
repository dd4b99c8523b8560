"""What tests a model, for those who ask for it: light to import, unlike what it takes to ask a model everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from carrel.base.work import Cancel, Progress
from carrel.engine.api import Engine
from carrel.flows.fitness.cards import Cards
from carrel.flows.fitness.model import FitnessCard

MINUTES = 6
"""How long a test may take, unless somebody gives it more; what it has not come to by then is told as not measured."""


class Trials(Protocol):
    """Tests models, and knows their cards."""

    @property
    def cards(self) -> Cards:
        """The cards of all models here."""

    def run(
        self, name: str, cancel: Cancel, *, again: bool = False, minutes: float = MINUTES
    ) -> Iterator[Progress | FitnessCard]:
        """Test the model of this name, and yield its card at the end, or earlier when it ends early.

        A whole card that is here is yielded as it is, and a part of one is gone on with, unless it is wanted again.
        Raises ModelRefused, CardNotKept, Stopped, and what `Engine.chat` raises.
        """


@dataclass(frozen=True)
class Opened:
    """An engine that nobody else uses. memory: the bytes its process takes now."""

    engine: Engine
    memory: Callable[[], int] = int


Open = Callable[[str], AbstractContextManager[Opened]]
"""Opens an engine for the model of this name, and ends it; raises ModelRefused."""
