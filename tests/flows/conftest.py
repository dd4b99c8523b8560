"""A house with a real store and a scripted engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from carrel.base.places import Places
from carrel.base.stamp import Stamp
from carrel.engine.api import Engine
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.kit import Kit
from carrel.settings.file import SettingsFile
from carrel.store.db import Store


class OneEngine:
    """Gives out the same scripted engine for every name."""

    def __init__(self, engine: ScriptedEngine) -> None:
        self.scripted = engine

    def engine(self, model: str | None = None) -> Engine:
        """The scripted one."""
        return self.scripted

    def close(self) -> None:
        """Nothing runs."""


@contextmanager
def kit_in(home: Path, stamp: Stamp, engine: ScriptedEngine | None = None) -> Iterator[Kit]:
    """Everything a flow works with, in a home of its own; for a whole module, where its tests only add to it."""
    places = Places.find({"CARREL_HOME": str(home)}).make()
    settings = SettingsFile(places.settings / "settings.json")
    with Store.open(places.data / "carrel.db", stamp) as store:
        yield Kit(places, stamp, store, settings, OneEngine(engine or ScriptedEngine()))


@pytest.fixture
def scripted() -> ScriptedEngine:
    """The engine behind the kit."""
    return ScriptedEngine()


@pytest.fixture
def kit(tmp_path: Path, stamp: Stamp, scripted: ScriptedEngine) -> Iterator[Kit]:
    """Everything a flow works with."""
    with kit_in(tmp_path / "home", stamp, scripted) as made:
        yield made
