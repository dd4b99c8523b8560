"""The whole window: look, sizes, first start, dialogs, the keyboard alone, and names for a screen reader."""

from __future__ import annotations

import gettext
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from carrel import __version__
from carrel.base import words
from carrel.base.errors import CarrelError
from carrel.store.lock import Lock, ask_to_show
from carrel.ui.actions import commands, groups
from carrel.ui.application import ShowFile, make_application
from carrel.ui.notices import Choice, Notice, NoticeBar
from carrel.ui.widgets.first_run import FirstRun
from carrel.ui.widgets.model_chooser import ModelChooser
from carrel.ui.widgets.parts import IconButton
from carrel.ui.window.memory import Left, Memory
from tests.ui.conftest import Desk

RICH = "Hello.\n\n```python\nprint(1)\n```\n\n- one\n- two\n\n[link](https://example.org)"


def test_the_colours_change_at_once_everywhere(desk: Desk) -> None:
    hand = desk([RICH])
    hand.say("hi")
    light = hand.window.grab().toImage().pixelColor(600, 500)
    hand.window.set_setting("theme", "dark")
    hand.until(lambda: hand.window.theme.tokens.mode == "dark")
    assert hand.window.grab().toImage().pixelColor(600, 500).lightness() < light.lightness() - 100
    words = hand.view(1).body.document().begin().begin().fragment().charFormat().foreground().color().name()
    assert words == hand.window.theme.tokens.colours["text"]


def test_larger_text_makes_everything_larger(desk: Desk) -> None:
    hand = desk([RICH])
    hand.say("hi")
    before = (hand.view(1).height(), hand.text.height(), hand.find(QPushButton, "newChat").height())
    hand.window.set_setting("text_percent", 200)
    hand.until(lambda: hand.window.theme.size("type_body") == 30)
    hand.until(lambda: hand.find(QPushButton, "newChat").height() > before[2] * 1.4)
    assert hand.view(1).height() > before[0] * 1.4
    assert hand.text.height() > before[1] * 1.4
    assert hand.view(1).body.document().defaultFont().pixelSize() == 30


@pytest.mark.parametrize("percent", [80, 100, 200, 300])
def test_nothing_sticks_out_of_the_window(desk: Desk, percent: int) -> None:
    hand = desk([RICH])
    hand.window.set_setting("text_percent", percent)
    hand.say("hi")
    for width in (1100, 700, 420):
        hand.window.resize(width, 700)
        hand.until(partial(hand.is_wide, width))
        QApplication.processEvents()
        for name in ("sendButton", "composerText", "modelChooser"):
            part = hand.window.findChild(QWidget, name)
            assert part is not None
            right = part.mapTo(hand.window, part.rect().bottomRight())
            assert right.x() <= width, (name, width)
            assert right.y() <= 700, (name, width)


def test_the_keys_change_the_text_size(desk: Desk) -> None:
    hand = desk()
    hand.window.actions_by_id["larger"].trigger()
    hand.until(lambda: hand.kit.settings.current.text_percent == 110)
    hand.idle()
    hand.window.actions_by_id["smaller"].trigger()
    hand.until(lambda: hand.kit.settings.current.text_percent == 100)
    hand.idle()
    hand.window.actions_by_id["larger"].trigger()
    hand.idle()
    hand.window.actions_by_id["usual_size"].trigger()
    hand.until(lambda: hand.kit.settings.current.text_percent == 100)


def test_the_list_folds_away_and_a_narrow_window_shows_one_side(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("hi")
    hand.window.actions_by_id["fold"].trigger()
    assert not hand.sidebar.isVisible()
    assert hand.find(IconButton, "unfoldButton").isVisible()
    hand.window.actions_by_id["fold"].trigger()
    assert hand.sidebar.isVisible()
    hand.window.resize(500, 700)
    hand.until(lambda: not hand.sidebar.isVisible())
    hand.window.actions_by_id["fold"].trigger()
    assert hand.sidebar.isVisible()
    assert not hand.pane.isVisible()
    hand.sidebar.list.clicked.emit(hand.sidebar.list.rows.first_open())
    hand.until(lambda: hand.pane.isVisible() and not hand.sidebar.isVisible())


def test_the_window_comes_back_as_it_was_left(desk: Desk) -> None:
    hand = desk()
    hand.window.resize(900, 640)
    hand.window.actions_by_id["fold"].trigger()
    hand.window.close()
    hand.kit.store.close()
    left = Memory(hand.kit.places.cache / "window.json").left
    assert (left.width, left.height, left.folded) == (900, 640, True)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"width": "wide", "height": 500}', b'{"folded": 1}', b"\xff"])
def test_a_damaged_memory_of_the_window_costs_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(content)
    assert Memory(path).left.width == Left().width
    Memory(tmp_path / "missing" / "window.json").write()


class Spoken(gettext.NullTranslations):
    """Words of a language, without any words."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._info = {"language": language}


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", Qt.LayoutDirection.RightToLeft),
        ("ar_EG", Qt.LayoutDirection.RightToLeft),
        ("fr", Qt.LayoutDirection.LeftToRight),
    ],
)
def test_the_window_is_mirrored_where_its_words_are(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, language: str, direction: Qt.LayoutDirection
) -> None:
    monkeypatch.setattr(words, "_catalog", Spoken(language))
    assert make_application().layoutDirection() is direction
    monkeypatch.undo()
    assert make_application().layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_the_first_start_can_be_skipped_with_one_key(desk: Desk) -> None:
    hand = desk(welcomed=False)
    hand.find(FirstRun, "firstRun")
    assert "24 MB" in hand.find(QLabel, "firstModel").text()
    hand.press("startButton")
    hand.until(lambda: hand.kit.settings.current.welcomed)
    assert hand.window.stage.here == "home"
    hand.idle()
    hand.key(Qt.Key.Key_Escape)
    assert hand.pane.isVisible()
    assert hand.text.hasFocus()


def test_the_choices_of_the_first_start_hold_at_once(desk: Desk) -> None:
    hand = desk(welcomed=False)
    hand.press("first_theme_dark")
    hand.until(lambda: hand.window.theme.tokens.mode == "dark")
    hand.press("first_text_percent_125")
    hand.until(lambda: hand.kit.settings.current.text_percent == 125)
    hand.press("startButton")
    hand.until(lambda: hand.kit.settings.current.welcomed)


def test_the_model_is_named_and_another_can_be_chosen(desk: Desk) -> None:
    hand = desk()
    chooser = hand.find(ModelChooser, "modelChooser")
    hand.until(lambda: chooser.text().startswith("Starter"))
    assert chooser.accessibleName() == "Model: Starter, 24 MB, runs on this computer, starts when you ask"
    words = [action.text() for action in chooser.menu().actions() if action.text()]
    assert "1.8 GB" in words[1]
    chooser.menu().actions()[1].trigger()
    hand.until(lambda: chooser.text().startswith("Qwen"))


def test_a_model_file_is_taken_in_and_used(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    file = tmp_path / "mine.gguf"
    file.write_bytes(b"GGUF" * 1000)
    hand.window.models.add(file)
    hand.until(lambda: hand.notice() == "mine was added and answers from now on.")
    hand.until(lambda: hand.find(ModelChooser, "modelChooser").text().startswith("mine"))


def test_a_model_file_that_is_refused_says_why(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    hand.window.models.add(tmp_path / "missing.gguf")
    hand.until(lambda: hand.notice() == "The file is not there.")


def test_every_command_with_keys_is_in_the_list_of_shortcuts(desk: Desk) -> None:
    hand = desk()
    dialog = hand.opened("shortcuts", "shortcutsDialog")
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    assert {command.what for command in commands()} <= shown
    assert set(groups().values()) <= shown
    hand.gone(dialog)


def test_the_about_box_names_the_version_and_the_licences(desk: Desk) -> None:
    hand = desk()
    dialog = hand.opened("about", "aboutDialog")
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert __version__ in words
    assert "MIT" in words
    assert "LGPL" in words
    hand.gone(dialog)


@pytest.mark.parametrize(
    ("address", "can_open"),
    [
        ("https://example.org/a?b=c", True),
        ("mailto:a@example.org", True),
        ("file:///etc/passwd", False),
        ("smb://server/share", False),
        ("relative/path", False),
        ("<b>https://x.y</b>", False),
    ],
)
def test_a_link_shows_its_address_and_asks(
    desk: Desk, address: str, can_open: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: followed.append(url.toString()))
    hand = desk()
    hand.pane.link_requested.emit(address)
    dialog = hand.window.findChild(QDialog, "linkDialog")
    assert dialog is not None
    shown = dialog.findChild(QLabel, "linkAddress")
    assert shown is not None
    assert shown.text() == address
    assert shown.textFormat() is Qt.TextFormat.PlainText
    opening = dialog.findChild(QPushButton, "openLink")
    assert (opening is not None) is can_open
    assert followed == []
    if opening is not None:
        opening.click()
        assert followed == [address]
    else:
        copy = dialog.findChild(QPushButton, "copyLink")
        assert copy is not None
        copy.click()
        assert QGuiApplication.clipboard().text() == address
    hand.until(lambda: hand.window.findChild(QDialog, "linkDialog") is None)


def test_notices_stand_in_a_row_of_three_at_most(qtbot: QtBot, qapp: QApplication) -> None:
    bar = NoticeBar()
    pressed: list[str] = []
    for number in range(5):
        bar.show_notice(Notice(f"n{number}", "next", choices=(Choice("Do", lambda: pressed.append("done")),)))
    assert [notice.what for notice in bar.notices] == ["n2", "n3", "n4"]
    bar.show_notice(Notice("newer", key="a"))
    bar.show_notice(Notice("newest", key="a"))
    assert [notice.what for notice in bar.notices] == ["n4", "newest"] or bar.notices[-1].what == "newest"
    bar.show_notice(Notice.of(CarrelError("<b>It broke.</b>", "Try again.")))
    labels = [label for label in bar.findChildren(QLabel) if label.text() == "<b>It broke.</b>"]
    assert labels[0].textFormat() is Qt.TextFormat.PlainText
    bar.clear()
    assert bar.notices == ()
    bar.deleteLater()


def test_no_two_commands_have_the_same_keys() -> None:
    keys = [QKeySequence(one).toString() for command in commands() for one in command.keys]
    assert "" not in keys
    assert len(keys) == len(set(keys))


def test_every_command_has_somebody_who_does_it(desk: Desk) -> None:
    hand = desk()
    assert list(hand.window.actions_by_id) == [command.id for command in commands()]


def test_a_second_start_brings_the_window_forward(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    with Lock.take(tmp_path) as lock:
        watch = ShowFile(lock.show_file)
        for _each in range(2):
            with qtbot.waitSignal(watch.asked):
                ask_to_show(tmp_path)
        watch.deleteLater()
