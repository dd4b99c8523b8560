"""Looking at models and getting them, as both faces do it; the network is the only thing that is stood in for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from carrel.base.work import Cancel, Progress
from carrel.engine import fit
from carrel.engine.api import ModelRefused
from carrel.engine.catalog import Entry
from carrel.engine.devices import CPU, GRAPHICS, Device
from carrel.engine.haunts import Haunt
from carrel.engine.models import STARTER, Model, Models
from carrel.engine.parts import Note, Part
from carrel.flows.kit import Kit
from carrel.flows.model_fit import Room
from carrel.flows.shelf import Card, Shelf, Stray, Tools
from tests.bench import make_model


class Outside:
    """A network that has one file, and folders of another program."""

    def __init__(self, models: Models, folder: Path) -> None:
        self.models, self.folder = models, folder
        self.asked: list[str] = []

    @property
    def tools(self) -> Tools:
        """What a shelf is handed."""
        devices = (Device("CPU", "A processor", CPU), Device("GPU", "A card", GRAPHICS, 10**9, 2 * 10**9))
        return Tools(
            lambda _path: None, self.download, lambda: (Haunt("LM Studio", self.folder / "theirs"),), lambda: devices
        )

    def download(self, entry: Entry, cancel: Cancel) -> Iterator[Progress | Model]:
        """Make a file instead of asking for one."""
        self.asked.append(entry.name)
        yield Progress("Downloading", 1, 2)
        file = make_model.write("tiny", self.folder / entry.file, seed=9)
        yield from self.models.add(file, lambda _path: None, cancel, entry.name)


@pytest.fixture
def models(kit: Kit) -> Models:
    return Models.at(kit.places)


@pytest.fixture
def outside(models: Models, tmp_path: Path) -> Outside:
    return Outside(models, tmp_path)


@pytest.fixture
def shelf(kit: Kit, models: Models, outside: Outside) -> Shelf:
    return Shelf(models, kit.settings, outside.tools)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    (tmp_path / "theirs").mkdir()
    return make_model.write("tiny", tmp_path / "theirs" / "llama.gguf", seed=3)


def got(steps: Iterator[Progress | Card]) -> Card:
    *_progress, card = steps
    assert isinstance(card, Card)
    return card


def test_the_starter_has_a_card_in_plain_words(shelf: Shelf) -> None:
    (card,) = shelf.cards()
    assert (card.name, card.title, card.in_use, card.bundled, card.talks) == (
        STARTER,
        "Carrel starter",
        True,
        True,
        True,
    )
    assert any("bit" in phrase for phrase in card.details)
    assert any("tokens in view" in phrase for phrase in card.details)
    assert card.fit is not None
    assert card.fit.fits


def test_looking_at_the_catalogue_asks_nobody(shelf: Shelf, outside: Outside) -> None:
    offers = shelf.offers()
    assert len(offers) >= 13
    assert {offer.state for offer in offers} == {"absent"}
    assert outside.asked == []


def test_an_offer_says_beforehand_what_would_be_asked_of_whom(shelf: Shelf) -> None:
    offer = shelf.offer("qwen2.5-0.5b-instruct")
    for part in ("huggingface.co", offer.entry.file, offer.entry.repository, "491 MB"):
        assert part in offer.consent
    with pytest.raises(ModelRefused, match="no model named nobody"):
        shelf.offer("nobody")


def test_a_fetched_model_is_here_and_is_not_fetched_again(shelf: Shelf, outside: Outside) -> None:
    card = got(shelf.get("qwen3-0.6b", Cancel()))
    assert card.title == "Qwen3 0.6B"
    assert shelf.offer("qwen3-0.6b").state == "here"
    with pytest.raises(ModelRefused, match="here already"):
        list(shelf.get("qwen3-0.6b", Cancel()))
    assert outside.asked == ["qwen3-0.6b"]


def test_a_stopped_download_is_partly_here_until_it_is_discarded(shelf: Shelf, models: Models) -> None:
    part = Part(models.folder, "qwen3-0.6b")
    part.begin(Note("https://huggingface.co/x", '"1"', 639_000_000))
    part.path.write_bytes(b"x" * 1000)
    offer = shelf.offer("qwen3-0.6b")
    assert (offer.state, offer.part_bytes) == ("partly", 1000)
    shelf.discard("qwen3-0.6b")
    assert shelf.offer("qwen3-0.6b").state == "absent"


def test_another_programs_model_can_be_copied_or_used_where_it_is(shelf: Shelf, theirs: Path) -> None:
    strays = [step for step in shelf.strays(Cancel()) if isinstance(step, Stray)]
    (stray,) = strays
    assert stray.found.program == "LM Studio"
    assert stray.details
    linked = got(shelf.link(stray.found.path, "llama3.2:3b", Cancel()))
    assert (linked.name, linked.linked, linked.path) == ("llama3.2-3b", True, theirs)
    assert [one.found.here for one in shelf.strays(Cancel()) if isinstance(one, Stray)] == ["llama3.2-3b"]


def test_copying_leaves_theirs_alone(shelf: Shelf, theirs: Path, models: Models) -> None:
    card = got(shelf.copy(theirs, "llama", Cancel()))
    assert card.path.parent == models.folder
    assert theirs.exists()


def test_places_are_named_before_anything_is_looked_at(shelf: Shelf) -> None:
    assert shelf.places() == ["LM Studio"]


def test_devices_are_told_in_words(shelf: Shelf) -> None:
    assert shelf.devices() == ["Processor: A processor", "Graphics processor: A card, 1.0 GB of 2.0 GB free"]


def test_a_model_that_does_not_fit_says_so_with_numbers_and_an_alternative(
    shelf: Shelf, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = 1_300_000_000
    monkeypatch.setattr(fit, "free_memory", lambda: free)
    offer = shelf.offer("qwen3-8b")
    assert not offer.fit.fits
    assert "6.1 GB" in offer.fit.because
    assert "1.3 GB" in offer.fit.because
    assert offer.fit.try_ is not None
    suggested = next(entry for entry in models.catalogue if entry.title in offer.fit.try_)
    assert suggested.memory_bytes <= free
    assert all(
        one.bytes <= suggested.bytes
        for one in models.catalogue
        if one.role == "chat" and not one.is_bundled and one.memory_bytes <= free
    )


def test_the_alternative_is_rather_a_model_that_is_here(models: Models, tmp_path: Path) -> None:
    mine = make_model.write("tiny", tmp_path / "mine.gguf", seed=1)
    list(models.add(mine, lambda _path: None, Cancel()))
    entry = replace(models.catalogue[-2], memory_bytes=10**15)
    found = Room(10**9, models.list(), models.catalogue).of_entry(entry)
    assert found.try_ == "Use mine instead, which is here and fits."


def test_a_smaller_context_comes_before_a_smaller_model(shelf: Shelf, tmp_path: Path) -> None:
    mine = make_model.write("tiny", tmp_path / "mine.gguf", seed=1)
    found, tokens = shelf.fit(mine, 10**6)
    assert tokens == 10**6
    assert not found.fits
    assert found.context == 2048
    fits, chosen = shelf.fit(mine, 0)
    assert fits.fits
    assert chosen == 2048


def test_where_nothing_would_fit_one_closes_other_programs(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "free_memory", lambda: 1000)
    assert shelf.offer("qwen3-8b").fit.try_ == "Close other programs, and try again."


def test_what_the_running_engine_would_give_back_counts_as_free(
    models: Models, kit: Kit, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fit, "free_memory", lambda: 10**9)
    held = replace(outside.tools, held=lambda: 6 * 10**9)
    assert not Shelf(models, kit.settings, outside.tools).offer("qwen3-8b").fit.fits
    assert Shelf(models, kit.settings, held).offer("qwen3-8b").fit.fits
