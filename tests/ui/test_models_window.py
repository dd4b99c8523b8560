"""The Models window as a person uses it: what is here, and what other programs left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from carrel.base.work import Cancel
from carrel.engine.models import STARTER
from carrel.ui.dialogs.models import FOUND, GET, HERE, ModelsDialog
from carrel.ui.theme import Theme
from carrel.ui.widgets.model_card import ModelCard
from tests.bench import make_model
from tests.ui.models_shop import Shop, server, shop
from tests.ui.test_reach import nameless

pytestmark = pytest.mark.loopback
__all__ = ["server", "shop"]


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
