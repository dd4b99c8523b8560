"""Builds the house once, and hands it over."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from carrel.base.places import Places
from carrel.base.stamp import SystemStamp
from carrel.base.words import speak
from carrel.base.work import Cancel, Progress
from carrel.conversations import tables
from carrel.engine.catalog import Entry
from carrel.engine.devices import devices
from carrel.engine.embedder import Embedder
from carrel.engine.haunts import haunts
from carrel.engine.models import Model, Models
from carrel.engine.probe import probe
from carrel.engine.rack import Choice, Rack, taken_bytes
from carrel.flows.choose_model import ModelChoices
from carrel.flows.fitness.cards import Cards
from carrel.flows.fitness.model import FitnessCard
from carrel.flows.fitness.trials import MINUTES, Opened, Trials
from carrel.flows.kit import Kit
from carrel.flows.library import sweep
from carrel.flows.probing.items import version
from carrel.flows.shelf import Download, Tools
from carrel.settings.file import SettingsFile
from carrel.store.db import Store
from carrel.store.faults import DiskFull
from carrel.store.lock import Lock

if TYPE_CHECKING:
    from carrel.flows.tune.workshop import Workshop


@dataclass(frozen=True)
class Ground:
    """What works without the store: places, settings, models and engines."""

    places: Places
    settings: SettingsFile
    models: Models
    engines: Rack
    choices: ModelChoices
    meanings: Embedder
    trials: Trials


@dataclass(frozen=True)
class House:
    """All of it, with the right to write; close it at the end."""

    ground: Ground
    kit: Kit
    choices: ModelChoices
    lock: Lock

    def close(self) -> None:
        """End the engine, close the store, give the lock back."""
        self.ground.engines.close()
        self.ground.meanings.close()
        self.kit.store.close()
        self.lock.release()


def ground(environment: Mapping[str, str]) -> Ground:
    """Find the places and read the settings; raises HomeUnusable."""
    places = Places.find(environment).make()
    settings = SettingsFile(places.settings / "settings.json")
    speak(settings.current.language or environment.get("LANGUAGE", environment.get("LANG", ""))[:2])
    models = Models.at(places)

    def choice() -> Choice:
        now = settings.current
        return Choice(now.model, now.context, now.threads)

    engines = Rack(models.find, choice, places.cache / "states", models.adapters.list)
    tools = Tools(
        probe, _Fetching(models), partial(haunts, environment, Path.home(), sys.platform), devices, engines.held_bytes
    )
    meanings = Embedder(
        lambda: models.embedding(settings.current.embedding_model), choice, places.cache / "states", engines
    )
    trials = _Testing(models, engines, places.cache)

    def workshop() -> Workshop:
        from carrel.flows.tune.run import Tuner  # noqa: PLC0415 - no start pays for what trains
        from carrel.flows.tune.workshop import Workshop  # noqa: PLC0415 - as above

        return Workshop(models, engines, settings, Tuner(models, engines, places.cache, SystemStamp()))

    choices = ModelChoices(models, settings, tools, engines.forgive, trials, workshop)
    return Ground(places, settings, models, engines, choices, meanings, trials)


class _Testing:
    """Tests models, and brings in what asks them everything only when one is tested."""

    def __init__(self, models: Models, engines: Rack, cache: Path) -> None:
        self.cards = Cards(models, version())
        self._models, self._engines, self._cache = models, engines, cache

    def run(
        self, name: str, cancel: Cancel, *, again: bool = False, minutes: float = MINUTES
    ) -> Iterator[Progress | FitnessCard]:
        """Test one; see `Trials.run`."""
        from carrel.flows.probing.trials import ModelTrials  # noqa: PLC0415 - no start pays for the probes

        trials = ModelTrials(self._models, self.cards, self._opened, SystemStamp(), lambda: self._engines.is_idle)
        return trials.run(name, cancel, again=again, minutes=minutes)

    @contextmanager
    def _opened(self, name: str) -> Iterator[Opened]:
        """An engine of its own for a test, which finds nothing that was read before, and leaves nothing."""
        with TemporaryDirectory(prefix="trial-", dir=self._cache) as states:
            engine = self._engines.apart(name, Path(states))
            try:
                yield Opened(engine, partial(taken_bytes, engine))
            finally:
                engine.close()


class _Fetching:
    """Fetches models, and brings in what speaks with the network only when one is wanted."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._get: Download | None = None

    def __call__(self, entry: Entry, cancel: Cancel) -> Iterator[Progress | Model]:
        """Fetch one; see `engine.fetch.Downloads`."""
        if self._get is None:
            from carrel.engine.fetch import Downloads  # noqa: PLC0415 - no start pays for the network

            self._get = Downloads(self._models, probe).get
        return self._get(entry, cancel)


def open_house(environment: Mapping[str, str]) -> House:
    """Take the lock and open the store; raises AlreadyOpen, and what `Store.open` raises.

    What was being written when the program last died is marked as interrupted (P2).
    """
    here = ground(environment)
    stamp = SystemStamp()
    lock = Lock.take(here.places.data)
    try:
        here.models.sweep()
        store = Store.open(here.places.data / "carrel.db", stamp)
        with suppress(DiskFull), store.writing_plainly() as connection:  # a full disk can still be read
            tables.interrupt_streaming(connection)
        kit = Kit(
            here.places,
            stamp,
            store,
            here.settings,
            here.engines,
            meanings=here.meanings,
            roles=here.trials.cards,
        )
        sweep(kit)
    except BaseException:
        lock.release()
        raise
    return House(here, kit, here.choices, lock)
