"""The Models window as a person uses it, with real files, a real search, and a server on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Stamp
from carrel.base.work import Cancel
from carrel.engine import catalog
from carrel.engine.fetch import Downloads
from carrel.engine.haunts import Haunt
from carrel.engine.models import STARTER, Models
from carrel.engine.parts import Part
from carrel.flows.choose_model import ModelChoices
from carrel.flows.shelf import Tools
from carrel.ui.dialogs.models import FOUND, GET, HERE, ModelsDialog
from carrel.ui.theme import Theme
from carrel.ui.widgets.model_card import ModelCard
from carrel.ui.window import Window
from tests.bench import make_model
from tests.engine.file_server import FileServer, serving, stalls
from tests.ui.conftest import Hand
from tests.ui.desk import make_kit
from tests.ui.test_reach import nameless

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
    hand = Hand(window, qtbot)
    hand.idle()
    yield Shop(hand, models, server, theirs)
    window.close()
    window.deleteLater()
    kit.store.close()


pytestmark = pytest.mark.loopback


def mine(shop: Shop, name: str = "mine", seed: int = 1) -> Path:
    """A model file of a person's own."""
    return make_model.write("tiny", shop.theirs.parent / f"{name}.gguf", seed=seed)


def test_it_opens_from_the_menu_the_keys_and_the_chooser_and_only_once(shop: Shop) -> None:
    shop.open()
    shop.hand.window.actions_by_id["models"].trigger()
    assert len(shop.hand.window.findChildren(ModelsDialog)) == 1
    shop.hand.gone(shop.dialog)
    chooser = shop.hand.window.bar.chooser
    action = next(one for one in chooser.menu().actions() if one.objectName() == "openModels")
    action.trigger()
    shop.hand.until(lambda: shop.hand.window.findChild(ModelsDialog))
    shop.hand.idle()


def test_the_starter_is_in_use_and_cannot_be_removed(shop: Shop) -> None:
    shop.open()
    assert shop.keys(HERE) == ["here:starter"]
    assert "in use" in shop.words("here:starter")
    assert "removeModel" not in shop.offers("here:starter")


def test_a_model_is_used_and_the_chooser_knows(shop: Shop) -> None:
    list(shop.models.add(mine(shop), lambda _path: None, Cancel()))
    shop.open()
    shop.press("here:mine", "useModel")
    shop.hand.until(lambda: "in use" in shop.words("here:mine"))
    assert shop.hand.kit.settings.current.model == "mine"
    assert "in use" not in shop.words("here:starter")
    shop.hand.until(lambda: "mine" in shop.hand.window.bar.chooser.text())


def test_removing_asks_first_and_keeping_is_the_default(shop: Shop) -> None:
    list(shop.models.add(mine(shop), lambda _path: None, Cancel()))
    shop.open()
    card = shop.card("here:mine")
    card.findChild(QPushButton, "removeModel").setFocus()  # type: ignore[union-attr]
    shop.press("here:mine", "removeModel")
    assert "Remove mine?" in shop.words("here:mine")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "removeNo"
    shop.press("here:mine", "removeNo")
    assert shop.has("mine")
    shop.press("here:mine", "removeModel")
    shop.press("here:mine", "removeYes")
    shop.hand.until(lambda: shop.keys(HERE) == ["here:starter"])
    assert not shop.has("mine")


def test_a_model_can_be_wished_for_a_course(shop: Shop) -> None:
    wished: list[str] = []
    shop.hand.window.dialogs.in_course = True
    shop.hand.window.dialogs.use_for_course_requested.connect(wished.append)
    shop.open()
    shop.press("here:starter", "useForCourse")
    assert wished == ["starter"]


def test_outside_of_a_course_there_is_nothing_to_wish(shop: Shop) -> None:
    shop.open()
    assert shop.offers("here:starter") == []


def test_a_file_that_is_added_here_is_listed_and_not_used_at_once(shop: Shop) -> None:
    shop.open()
    shop.dialog.findChild(QPushButton, "addFromFile").click()  # type: ignore[union-attr]
    chooser = shop.dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(mine(shop)))
    chooser.reject()
    shop.hand.until(lambda: "here:mine" in shop.keys(HERE))
    assert shop.hand.kit.settings.current.model == STARTER


def drop(dialog: ModelsDialog, path: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    dialog.dropEvent(event)
    return event


def test_a_file_that_is_dropped_is_added(shop: Shop) -> None:
    dialog = shop.open()
    drop(dialog, mine(shop))
    shop.hand.until(lambda: "here:mine" in shop.keys(HERE))


def test_something_else_that_is_dropped_is_left_alone(shop: Shop, tmp_path: Path) -> None:
    dialog = shop.open()
    (tmp_path / "note.txt").write_text("hello")
    drop(dialog, tmp_path / "note.txt")
    shop.hand.idle()
    assert shop.keys(HERE) == ["here:starter"]


def test_a_file_that_cannot_be_added_says_why_in_place(shop: Shop, tmp_path: Path) -> None:
    dialog = shop.open()
    page = tmp_path / "page.gguf"
    page.write_bytes(b"<html>")
    drop(dialog, page)
    shop.hand.until(lambda: any("web page" in one.accessibleName() for one in dialog.findChildren(ModelCard)))
    shop.hand.idle()
    shown = [one for one in dialog.findChildren(ModelCard) if one.isVisible() and one.face.key == "file"]
    assert len(shown) == 1
    shown[0].findChild(QPushButton, "dismissError").click()  # type: ignore[union-attr]
    assert not shown[0].isVisible()


def test_other_programs_are_looked_at_only_when_their_page_is_opened(shop: Shop) -> None:
    make_model.write("tiny", shop.theirs / "Theirs.gguf", seed=3)
    shop.open()
    assert shop.keys(FOUND) == []
    shop.dialog.show_page(FOUND)
    key = f"found:{shop.theirs / 'Theirs.gguf'}"
    shop.hand.until(lambda: shop.keys(FOUND) == [key])
    assert "LM Studio" in shop.words(key)
    shop.press(key, "linkModel")
    shop.hand.until(lambda: "here already, as Theirs" in shop.words(key))
    assert (shop.theirs / "Theirs.gguf").exists()
    shop.hand.idle()
    assert "Used where it is" in shop.words("here:Theirs")


def test_copying_another_programs_model(shop: Shop) -> None:
    make_model.write("tiny", shop.theirs / "Theirs.gguf", seed=3)
    shop.open(FOUND)
    key = f"found:{shop.theirs / 'Theirs.gguf'}"
    shop.hand.until(lambda: shop.keys(FOUND) == [key])
    shop.press(key, "copyModel")
    shop.hand.until(lambda: shop.has("Theirs"))
    shop.hand.idle()
    assert shop.models.find("Theirs").path.parent == shop.models.folder


def test_where_nothing_was_found_it_says_where_it_looked(shop: Shop) -> None:
    shop.open(FOUND)
    intro = shop.dialog.pages[FOUND].findChild(QLabel, "pageIntro")
    assert intro is not None
    shop.hand.until(lambda: "No models of other programs" in intro.text())
    assert "LM Studio" in intro.text()


def test_nothing_is_asked_of_anybody_before_a_person_said_yes(shop: Shop) -> None:
    shop.open(GET)
    assert len(shop.keys(GET)) >= 13
    shop.press(KEY, "downloadModel")
    assert "huggingface.co" in shop.words(KEY)
    assert "Qwen3-0.6B-Q8_0.gguf" in shop.words(KEY)
    shop.press(KEY, "downloadNo")
    shop.hand.idle()
    assert shop.server.heard == []
    assert not shop.part().bytes


def test_a_download_comes_in_and_can_be_used(shop: Shop) -> None:
    shop.open(GET)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.hand.until(lambda: "on this computer" in shop.words(KEY))
    assert shop.has(NAME)
    shop.hand.until(lambda: f"here:{NAME}" in shop.keys(HERE))
    shop.press(KEY, "useModel")
    shop.hand.until(lambda: shop.hand.kit.settings.current.model == NAME)
    shop.hand.idle()


def begun(shop: Shop) -> None:
    """A download of which a part came, and the rest hangs."""
    shop.server.plans = [stalls(150_000)]
    shop.open(GET)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.hand.until(lambda: (work := shop.hand.window.models.work.working) and work.done)


def test_while_one_is_under_way_it_shows_how_far_and_others_wait(shop: Shop, patient: None) -> None:
    begun(shop)
    shop.hand.until(lambda: shop.card(KEY).face.share)
    assert "Downloading" in shop.words(KEY)
    assert shop.offers(KEY) == ["stopWork"]
    others = [press for card in shop.dialog.pages[GET].cards if card.face.key != KEY for press in card.face.presses]
    assert others
    assert not any(press.enabled for press in others)
    shop.press(KEY, "stopWork")
    shop.hand.until(lambda: "are here already" in shop.words(KEY))
    assert shop.part().bytes == 150_000
    shop.hand.idle()


@pytest.fixture
def patient(server: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host whose silence is waited for as long as in earnest."""
    slow = replace(server.host, stall_seconds=60.0)
    monkeypatch.setattr(FileServer, "host", property(lambda _self: slow))


def test_a_stopped_download_is_resumed_or_thrown_away(shop: Shop) -> None:
    shop.server.plans = [stalls(150_000)]
    shop.open(GET)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.hand.until(lambda: "Nothing came" in shop.words(KEY))
    assert "goes on from there" in shop.words(KEY)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.hand.until(lambda: "on this computer" in shop.words(KEY))
    assert shop.server.starts == [0, 150_000]
    shop.hand.idle()


def test_what_came_can_be_thrown_away(shop: Shop) -> None:
    shop.server.plans = [stalls(150_000)]
    shop.open(GET)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.hand.until(lambda: "discardPart" in shop.offers(KEY))
    shop.hand.idle()
    shop.press(KEY, "discardPart")
    shop.hand.until(lambda: "discardPart" not in shop.offers(KEY))
    assert shop.part().bytes == 0


def test_closing_the_window_lets_a_download_go_on_and_tells_when_it_is_there(shop: Shop) -> None:
    shop.open(GET)
    shop.press(KEY, "downloadModel")
    shop.press(KEY, "downloadYes")
    shop.dialog.close()
    shop.hand.until(lambda: shop.has(NAME))
    shop.hand.until(lambda: "on this computer now" in shop.hand.notice())
    shop.hand.idle()
    shop.hand.press("useNewModel", shop.hand.pane.notices)
    shop.hand.until(lambda: shop.hand.kit.settings.current.model == NAME)
    shop.hand.idle()


def test_a_download_nobody_looks_at_can_be_stopped_or_shown(shop: Shop, patient: None) -> None:
    begun(shop)
    shop.dialog.close()
    shop.hand.until(lambda: "Downloading" in shop.hand.notice())
    shop.hand.press("showModels", shop.hand.pane.notices)
    shop.hand.until(lambda: shop.hand.window.findChild(ModelsDialog))
    shop.hand.until(lambda: shop.keys(GET))
    assert shop.offers(KEY) == ["stopWork"]
    shop.press(KEY, "stopWork")
    shop.hand.idle()


def test_quitting_stops_a_download_and_keeps_what_came(shop: Shop, patient: None) -> None:
    begun(shop)
    shop.hand.window.close()
    assert shop.part().bytes == 150_000
    assert shop.part().note() is not None


@pytest.mark.parametrize("page", [HERE, FOUND, GET])
def test_everything_has_a_name_and_every_label_is_plain(page: int, shop: Shop) -> None:
    make_model.write("tiny", shop.theirs / "<b>Theirs<b>.gguf", seed=3)
    dialog = shop.open(page)
    assert nameless(dialog) == []
    rich = [one for one in dialog.findChildren(QLabel) if one.textFormat() is not Qt.TextFormat.PlainText]
    assert [one.text() for one in rich if one.text()] == []


def test_the_tab_key_follows_the_eye(shop: Shop) -> None:
    list(shop.models.add(mine(shop), lambda _path: None, Cancel()))
    dialog = shop.open()
    dialog.activateWindow()
    dialog.tabs.setFocus()
    seen: list[str] = []
    for _each in range(4):
        shop.hand.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert isinstance(focus, QPushButton)
        seen.append(focus.accessibleName() or focus.text())
    assert seen == ["Use: mine", "Remove: mine", "Add from file…", "Close"]


def test_large_text_in_a_narrow_window_is_not_cut(shop: Shop, theme: Theme) -> None:
    dialog = shop.open(GET)
    theme.choose("light", 200)
    dialog.resize(480, 700)
    shop.hand.idle()
    page = dialog.pages[GET]
    for card in page.cards:
        assert card.width() <= page.viewport().width()
        for one in card.findChildren(QPushButton):
            assert one.geometry().right() <= card.width()
