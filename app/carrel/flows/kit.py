"""What every flow works with, handed in by the wiring."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from carrel.base.places import Places
from carrel.base.stamp import Stamp
from carrel.base.words import _
from carrel.conversations.model import Ending
from carrel.engine.api import Engine, ModelRefused
from carrel.flows.fitness.cards import Roles, Untested
from carrel.library.meaning.vectors import Vectors
from carrel.settings.file import SettingsFile
from carrel.store.db import Store


class Engines(Protocol):
    """Gives out the engine for a model; at most one model is loaded at a time."""

    def engine(self, model: str | None = None) -> Engine:
        """The engine for this model's name, or for the one in the settings; raises ModelRefused."""

    def close(self) -> None:
        """End whatever runs."""


class Meanings(Protocol):
    """Gives out the engine that turns texts into vectors; it stays beside the one that talks."""

    def model(self) -> str | None:
        """Which model that is: a name that changes with the bytes of its file; None where there is none."""

    def engine(self) -> Engine:
        """Its engine; raises ModelRefused."""

    def may_work(self) -> bool:
        """Whether nobody waits for the model that talks."""


class NoMeanings:
    """There is no such model."""

    def model(self) -> str | None:
        """None."""
        return None

    def engine(self) -> Engine:
        """There is none: ask for the model first."""
        raise ModelRefused(
            _("There is no model for finding by meaning on this computer."), _("Search by words, or add such a model.")
        )

    def may_work(self) -> bool:
        """There is nothing to do."""
        return False


@dataclass(frozen=True)
class Kit:
    """The places, the clock, the store, the settings and the engines.

    unsaved: endings of replies (by message id) that wait for room on the disk. meanings: the engine for vectors.
    vectors: those of the library that are in memory. learner: who sits here; the empty name is the only one. roles:
    what each model may do, by its test.
    """

    places: Places
    stamp: Stamp
    store: Store
    settings: SettingsFile
    engines: Engines
    unsaved: list[tuple[str, Ending]] = field(default_factory=list)
    meanings: Meanings = field(default_factory=NoMeanings)
    vectors: Vectors = field(default_factory=Vectors)
    learner: str = ""
    roles: Roles = field(default_factory=Untested)
