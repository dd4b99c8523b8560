"""Builds the house once, and hands it over."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from carrel.base.places import Places
from carrel.base.stamp import SystemStamp
from carrel.base.words import speak
from carrel.conversations import tables
from carrel.engine.models import Models
from carrel.engine.probe import probe
from carrel.engine.rack import Choice, Rack
from carrel.flows.choose_model import ModelChoices
from carrel.flows.kit import Kit
from carrel.settings.file import SettingsFile
from carrel.store.db import Store
from carrel.store.faults import DiskFull
from carrel.store.lock import Lock


@dataclass(frozen=True)
class Ground:
    """What works without the store: places, settings, models and engines."""

    places: Places
    settings: SettingsFile
    models: Models
    engines: Rack


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

    return Ground(places, settings, models, Rack(models.find, choice, places.cache / "states"))


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
    except BaseException:
        lock.release()
        raise
    kit = Kit(here.places, stamp, store, here.settings, here.engines)
    return House(here, kit, ModelChoices(here.models, here.settings, probe, here.engines.forgive), lock)
