"""A window with its Models window, real files, and a server on this computer that stands for the one far away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Stamp
from carrel.engine import catalog
from carrel.engine.fetch import Downloads
from carrel.engine.haunts import Haunt
from carrel.engine.models import STARTER, Models
from carrel.engine.parts import Part
from carrel.flows.choose_model import ModelChoices
from carrel.flows.shelf import Tools
from carrel.ui.dialogs.models import HERE, ModelsDialog
from carrel.ui.theme import Theme
from carrel.ui.widgets.model_card import ModelCard
from carrel.ui.window import Window
from tests.bench import make_model
from tests.engine.file_server import FileServer, serving
from tests.ui.conftest import Hand
from tests.ui.desk import make_kit

NAME = "qwen3-0.6b"
KEY = f"get:{NAME}"


class Shop:
    """A window, its Models window, and what it knows of the world outside."""

    def __init__(self, hand: Hand, models: Models, server: FileServer, theirs: Path) -> None:
        self.hand, self.models, self.server, self.theirs = hand, models, server, theirs

    @property
    def dialog(self) -> ModelsDialog:
        """The Models window, which is open."""
        found = self.hand.window.findChild(ModelsDialog)
        assert found is not None
        return found

    def open(self, page: int = HERE) -> ModelsDialog:
        """Open it with its keys, at a page, and wait until it knows everything."""
        dialog = self.hand.opened("models", "modelsDialog")
        assert isinstance(dialog, ModelsDialog)
        dialog.show_page(page)
        self.hand.idle()
        return dialog

    def card(self, key: str) -> ModelCard:
        """The card with this key."""
        return next(card for page in self.dialog.pages for card in page.cards if card.face.key == key)

    def keys(self, page: int) -> list[str]:
        """The cards of a page."""
        return [card.face.key for card in self.dialog.pages[page].cards]

    def words(self, key: str) -> str:
        """All that a card says."""
        face = self.card(key).face
        return " ".join([face.title, face.badge, *(text for text, _role in face.lines)])

    def offers(self, key: str) -> list[str]:
        """The names of a card's buttons."""
        return [press.name for press in self.card(key).face.presses]

    def press(self, key: str, name: str) -> None:
        """Press a button of a card."""
        one = next(one for one in self.card(key).findChildren(QPushButton, name) if one.isVisibleTo(self.card(key)))
        assert one.isEnabled()
        one.click()

    def has(self, name: str) -> bool:
        """Whether a model of this name is here."""
        return name in {model.name for model in self.models.list()}

    def part(self) -> Part:
        """What is here of the download."""
        return Part(self.models.folder, NAME)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FileServer]:
    with serving(make_model.write("tiny", tmp_path / "served.gguf", seed=5).read_bytes()) as one:
        yield one


@pytest.fixture
def shop(qtbot: QtBot, theme: Theme, tmp_path: Path, stamp: Stamp, server: FileServer) -> Iterator[Shop]:
    kit = make_kit(tmp_path / "home", (), 0.0, stamp)
    kit.settings.change(welcomed=True, theme="light")
    entries = tuple(replace(entry, bytes=len(server.content)) for entry in catalog.load())
    models = Models(kit.places.models, Models.at(kit.places).find(STARTER).path, entries)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    downloads = Downloads(models, lambda _path: None, server.host, pauses=())
    tools = Tools(lambda _path: None, downloads.get, lambda: (Haunt("LM Studio", theirs),), lambda: ())
    window = Window(kit, ModelChoices(models, kit.settings, tools), theme)
    window.resize(1100, 760)
    window.show()
    window.start()
    window.stage.leave()
    hand = Hand(window, qtbot)
    hand.idle()
    yield Shop(hand, models, server, theirs)
    window.close()
    window.deleteLater()
    kit.store.close()
