"""All that a face needs of fine-tuning: what there is, training, trying, switching on and off, and taking away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from carrel.base.work import Cancel, Progress
from carrel.engine.adapters import Adapter, base_of
from carrel.engine.models import Models
from carrel.engine.tuning import process
from carrel.flows.kit import Engines
from carrel.flows.model_words import title_of
from carrel.flows.tune import notes
from carrel.flows.tune.compare import Both, compare, tuned_model
from carrel.flows.tune.notes import Note
from carrel.flows.tune.run import Step, Tuned
from carrel.flows.tune.waiting import Wish
from carrel.settings.file import SettingsFile


class Trainer(Protocol):
    """Makes adapters; see `run.Tuner`."""

    def run(self, wish: Wish, cancel: Cancel) -> Iterator[Progress | Step | Tuned]: ...
    def unfinished(self) -> list[str]: ...
    def wish(self, name: str) -> Wish: ...
    def discard(self, name: str) -> None: ...


@dataclass(frozen=True)
class Base:
    """A model that adapters can be trained for."""

    name: str
    title: str


@dataclass(frozen=True)
class Seen:
    """An adapter as it is shown. model: what it is used by; empty where its model is not here.

    problem: a sentence why it cannot be used, or empty. note: what it changed; None where nobody noted it.
    """

    adapter: Adapter
    model: str
    base: str
    is_on: bool
    problem: str
    note: Note | None


@dataclass(frozen=True)
class Found:
    """What there is. missing: packages that training needs. current: the base in use. waiting: runs to go on with."""

    missing: tuple[str, ...]
    bases: tuple[Base, ...]
    current: str
    made: tuple[Seen, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Removed:
    """An adapter that was taken away. model: what it was used by where it was on, else empty."""

    name: str
    model: str


class Workshop:
    """On the models of this computer."""

    def __init__(self, models: Models, engines: Engines, settings: SettingsFile, trainer: Trainer) -> None:
        self._models, self._engines, self._settings, self.trainer = models, engines, settings, trainer

    def look(self) -> Found:
        """What there is now; reads the heads of the files."""
        plain = [model for model in self._models.plain() if not model.problem and not model.embedding]
        bases = tuple(Base(model.name, title_of(model, self._models.catalogue)) for model in plain)
        made = tuple(self._seen(adapter) for adapter in self._models.adapters.list())
        current = base_of(self._settings.current.model)
        return Found(process.missing(), bases, current, made, tuple(self.trainer.unfinished()))

    def model(self, adapter: str) -> str:
        """The name to use the model by, with this adapter. Raises AdapterRefused."""
        return tuned_model(self._models, adapter).name

    def compare(self, adapter: str, question: str, cancel: Cancel) -> Iterator[Progress | Both]:
        """Both replies; see `compare.compare`."""
        return compare(self._models, self._engines, adapter, question, cancel)

    def remove(self, adapter: str) -> Removed:
        """Take an adapter away; where it was on, the model alone answers. Raises AdapterRefused."""
        found = self._models.with_adapter(self._models.adapters.find(adapter))
        used = self._settings.current.model
        self._models.adapters.set_aside(adapter)
        if found is None or found.name != used:
            return Removed(adapter, "")
        self._settings.change(model=base_of(used))
        return Removed(adapter, used)

    def put_back(self, removed: Removed) -> None:
        """Undo that. Raises AdapterRefused."""
        self._models.adapters.put_back(removed.name)
        if removed.model:
            self._settings.change(model=removed.model)

    def _seen(self, adapter: Adapter) -> Seen:
        model, note = self._models.with_adapter(adapter), notes.read(adapter)
        if model is None:
            return Seen(adapter, "", adapter.base_name, False, "", note)
        problem = self._models.find(model.name).problem
        base = next(one for one in self._models.plain() if one.name == base_of(model.name))
        title = title_of(base, self._models.catalogue)
        return Seen(adapter, model.name, title, model.name == self._settings.current.model, problem, note)
