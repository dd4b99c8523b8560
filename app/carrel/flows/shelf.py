"""Looking at the models of this computer, at those of other programs and of the catalogue, and getting them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.engine import catalog, fit, found
from carrel.engine.api import ModelRefused
from carrel.engine.catalog import Entry
from carrel.engine.devices import Device
from carrel.engine.disk import safe_name
from carrel.engine.fit import Fit
from carrel.engine.found import Found
from carrel.engine.haunts import Haunt
from carrel.engine.models import Model, Models, Probe
from carrel.engine.parts import Part
from carrel.flows.fitness.model import FitnessCard
from carrel.flows.fitness.trials import Trials
from carrel.flows.model_fit import Room
from carrel.flows.model_words import (
    context_words,
    details,
    device_words,
    language_words,
    licence_words,
    size_words,
    title_of,
)
from carrel.settings.file import SettingsFile

if TYPE_CHECKING:
    from carrel.flows.tune.workshop import Workshop

Download = Callable[[Entry, Cancel], Iterator[Progress | Model]]
"""Fetches a model of the catalogue; the only thing here that uses the network."""


Tuning = Callable[[], "Workshop"]
"""Opens the workshop: no start pays for what it takes."""


@dataclass(frozen=True)
class Card:
    """A model that is here. details: short phrases. problem: why it cannot be used, or empty.

    fit: None where it cannot be told. talks: whether it can answer; others make vectors for the search. tested: what
    its test showed; None without one.
    """

    name: str
    title: str
    bytes: int
    path: Path
    details: tuple[str, ...]
    problem: str
    in_use: bool
    bundled: bool
    linked: bool
    talks: bool
    fit: Fit | None
    tested: FitnessCard | None = None


@dataclass(frozen=True)
class Offer:
    """A model of the catalogue. here: the name it has among ours, or empty. part_bytes: how much of it is here.

    consent: the sentence a person reads before anything is asked of the network.
    """

    entry: Entry
    details: tuple[str, ...]
    fit: Fit
    here: str
    part_bytes: int
    consent: str

    @property
    def state(self) -> Literal["here", "partly", "absent"]:
        """Whether it is here."""
        return "here" if self.here else "partly" if self.part_bytes else "absent"


@dataclass(frozen=True)
class Stray:
    """A model of another program. details: short phrases."""

    found: Found
    details: tuple[str, ...]


@dataclass(frozen=True)
class Tools:
    """What the shelf is handed: how to try a file, to fetch one, where to look, and what the engine computes with.

    held: the bytes of memory the engine that runs now would give back to another model.
    """

    probe: Probe
    download: Download
    haunts: Callable[[], tuple[Haunt, ...]]
    devices: Callable[[], tuple[Device, ...]]
    held: Callable[[], int] = int


class Shelf:
    """Everything there is to see of models, and the ways to get one."""

    def __init__(
        self,
        models: Models,
        settings: SettingsFile,
        tools: Tools,
        trials: Trials | None = None,
        tuning: Tuning | None = None,
    ) -> None:
        """trials: tests models. tuning: opens what makes adapters of them. None where that cannot be done."""
        self._models, self._settings, self._tools = models, settings, tools
        self.trials, self.tuning = trials, tuning

    def cards(self) -> list[Card]:
        """All models that are here, the starter first; reads the head of each file."""
        room = self._room()
        return [self._card(model, room) for model in room.here]

    def card(self, name: str) -> Card:
        """One of them. Raises ModelRefused."""
        return self._card(self._models.find(name), self._room())

    def offers(self) -> list[Offer]:
        """What the catalogue has; asks nobody."""
        room = self._room()
        return [self._offer(entry, room) for entry in room.catalogue if not entry.is_bundled]

    def offer(self, name: str) -> Offer:
        """One of them. Raises ModelRefused."""
        for offer in self.offers():
            if offer.entry.name == name:
                return offer
        raise ModelRefused(
            _("The catalogue has no model named {name}.").format(name=name),
            _("“carrel models catalog” lists those it has."),
        )

    def strays(self, cancel: Cancel) -> Iterator[Progress | Stray]:
        """What other programs left here, as it is found. Raises Stopped."""
        for step in found.look(self._tools.haunts(), self._models.list(), cancel):
            yield step if isinstance(step, Progress) else Stray(step, details(step.facts))

    def places(self) -> list[str]:
        """The programs whose folders are looked into."""
        return list(dict.fromkeys(haunt.program for haunt in self._tools.haunts()))

    def get(self, name: str, cancel: Cancel) -> Iterator[Progress | Card]:
        """Fetch a model of the catalogue, from where it stopped; call it only when a person said yes.

        Raises DownloadFailed, DownloadRefused, ModelRefused, Stopped.
        """
        offer = self.offer(name)
        if offer.here:
            raise ModelRefused(
                _("This model is here already, as {name}.").format(name=offer.here),
                _("Choose {name} in the list of models.").format(name=offer.here),
            )
        yield from self._carded(self._tools.download(offer.entry, cancel))

    def discard(self, name: str) -> None:
        """Delete what is here of a download that was stopped. Raises ModelRefused where the system forbids it."""
        try:
            Part(self._models.folder, self.offer(name).entry.name).discard()
        except OSError as error:
            raise ModelRefused(
                _("{name} cannot be removed.").format(name=name), _("Try again later."), str(error)
            ) from error

    def copy(self, path: Path, title: str, cancel: Cancel) -> Iterator[Progress | Card]:
        """Copy another program's file here. Raises ModelRefused, Stopped."""
        yield from self._carded(self._models.add(path, self._tools.probe, cancel, title.replace(":", "-")))

    def link(self, path: Path, title: str, cancel: Cancel) -> Iterator[Progress | Card]:
        """Use another program's file where it is. Raises ModelRefused, Stopped."""
        yield from self._carded(self._models.link(path, self._tools.probe, cancel, title.replace(":", "-")))

    def fit(self, path: Path, context: int) -> tuple[Fit, int]:
        """Whether a file fits with so many tokens (0: chosen), and how many that is. Raises ModelRefused."""
        return self._room().of_file(path, context)

    def _room(self) -> Room:
        free = fit.free_memory() + self._tools.held()
        return Room(free, self._models.list(), self._models.catalogue)

    def devices(self) -> list[str]:
        """What the engine computes with here, in words; empty when it cannot say. Takes half a second."""
        return [device_words(device) for device in self._tools.devices()]

    def _carded(self, steps: Iterator[Progress | Model]) -> Iterator[Progress | Card]:
        for step in steps:
            yield step if isinstance(step, Progress) else self._card(step, self._room())

    def _card(self, model: Model, room: Room) -> Card:
        settings = self._settings.current
        fitting: Fit | None = None
        if not model.problem and not model.embedding:
            try:
                fitting, _tokens = room.of_file(model.path, min(settings.context, model.context_length))
            except ModelRefused:
                fitting = None
        return Card(
            name=model.name,
            title=title_of(model, self._models.catalogue),
            bytes=model.bytes,
            path=model.path,
            details=details(model),
            problem=model.problem,
            in_use=model.name == settings.model,
            bundled=model.bundled,
            linked=model.linked,
            talks=not model.embedding,
            fit=fitting,
            tested=self.trials.cards.card(model.name) if self.trials is not None else None,
        )

    def _offer(self, entry: Entry, room: Room) -> Offer:
        names = {entry.name, safe_name(entry.file)}
        ours = next((model.name for model in room.here if model.name in names and not model.bundled), "")
        phrases = (
            size_words(entry.bytes),
            _("for the search; it does not talk") if entry.role == "embedding" else "",
            context_words(entry.context),
            language_words(entry.languages),
            licence_words(entry.licence),
        )
        consent = _(
            "Carrel will ask {host} for the file {file} of {repository}, about {size}. Nothing is sent but this "
            "request; as with every download, the server sees the internet address of this computer."
        ).format(host=catalog.HOST, file=entry.file, repository=entry.repository, size=size_words(entry.bytes))
        part = Part(self._models.folder, entry.name)
        return Offer(
            entry,
            tuple(phrase for phrase in phrases if phrase),
            room.of_entry(entry),
            ours,
            part.bytes if part.note() is not None else 0,
            consent,
        )
