"""What every flow works with, handed in by the wiring."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from carrel.base.places import Places
from carrel.base.stamp import Stamp
from carrel.conversations.model import Ending
from carrel.engine.api import Engine
from carrel.settings.file import SettingsFile
from carrel.store.db import Store


class Engines(Protocol):
    """Gives out the engine for a model; at most one model is loaded at a time."""

    def engine(self, model: str | None = None) -> Engine:
        """The engine for this model's name, or for the one in the settings; raises ModelRefused."""

    def close(self) -> None:
        """End whatever runs."""


@dataclass(frozen=True)
class Kit:
    """The places, the clock, the store, the settings and the engines.

    unsaved: endings of replies (by message id) that wait for room on the disk.
    """

    places: Places
    stamp: Stamp
    store: Store
    settings: SettingsFile
    engines: Engines
    unsaved: list[tuple[str, Ending]] = field(default_factory=list)
