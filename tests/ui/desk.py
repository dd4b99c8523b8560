"""A desk to try the window at: a real store, the scripted engine, and one model to choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.places import Places
from carrel.base.stamp import Stamp, SystemStamp
from carrel.base.work import Cancel, Progress
from carrel.engine.api import Engine, ModelRefused
from carrel.engine.models import Models
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.kit import Kit
from carrel.flows.shelf import Shelf, Tools
from carrel.settings.file import SettingsFile
from carrel.store.db import Store

Script = Iterable[str | CarrelError | tuple[str, CarrelError]]


NO_TOOLS = Tools(lambda _path: None, lambda _entry, _cancel: iter(()), lambda: (), lambda: ())
"""Tries nothing, fetches nothing, looks nowhere."""


class OneEngine:
    """Gives out the scripted engine for every model."""

    def __init__(self, engine: ScriptedEngine) -> None:
        self.scripted = engine
        self.closed = False

    def engine(self, model: str | None = None) -> Engine:
        return self.scripted

    def close(self) -> None:
        self.closed = True
        self.scripted.close()


@dataclass(frozen=True)
class Choice:
    """A model to choose."""

    name: str
    title: str
    bytes: int
    known: bool = True
    bundled: bool = False
    note: str = ""


class Choices:
    """Two models, and whatever is added."""

    def __init__(self) -> None:
        self.all = [
            Choice("starter", "Starter", 24_000_000, bundled=True),
            Choice("qwen", "Qwen 3 1.7B", 1_830_000_000),
        ]
        self.current = "starter"
        nowhere = Path("nowhere")
        self.shelf = Shelf(
            Models(nowhere, nowhere / "starter.gguf", ()), SettingsFile(nowhere / "settings.json"), NO_TOOLS
        )

    def list(self) -> Sequence[Choice]:
        return tuple(self.all)

    def use(self, name: str) -> None:
        self.current = name

    def add(self, path: Path, cancel: Cancel) -> Iterator[Progress | Choice]:
        yield Progress("Reading the file", 1, 2)
        if not path.exists():
            raise ModelRefused("The file is not there.", "Choose another file.")
        choice = Choice(path.stem, path.stem, path.stat().st_size, known=False)
        self.all.append(choice)
        yield choice

    def remove(self, name: str) -> None:
        self.all = [one for one in self.all if one.name != name]


def make_kit(home: Path, replies: Script = (), pause: float = 0.0, stamp: Stamp | None = None) -> Kit:
    """Everything a flow needs, in a folder of its own; the store is to be closed by the caller."""
    places = Places.find({"CARREL_HOME": str(home)}).make()
    stamp = stamp or SystemStamp()
    store = Store.open(places.data / "carrel.sqlite", stamp)
    engines = OneEngine(ScriptedEngine(replies, pause))
    return Kit(places, stamp, store, SettingsFile(places.settings / "settings.json"), engines)
