"""The command palette: everything is in it, a few letters find it, and the keyboard and a screen reader suffice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from carrel.ui.actions import commands, groups
from carrel.ui.dialogs.palette import PaletteDialog, ranked
from carrel.ui.widgets.fuzzy import fits, fold
from carrel.ui.widgets.palette_list import Entry
from carrel.ui.window.memory import Memory
from tests.ui.conftest import Desk, Hand

NONE = Qt.KeyboardModifier.NoModifier


def opened(hand: Hand) -> PaletteDialog:
    """The palette, once it shows what there is."""
    hand.window.activateWindow()
    hand.window.actions_by_id["palette"].trigger()
    dialog = hand.window.findChild(PaletteDialog)
    assert dialog is not None
    hand.until(dialog.isActiveWindow)
    hand.idle()
    return dialog


def entries(dialog: PaletteDialog) -> list[Entry]:
    """The lines, as they stand."""
    model = dialog.list.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]


def typed(hand: Hand, dialog: PaletteDialog, text: str) -> list[str]:
    """What stands there after these letters."""
    hand.qtbot.keyClicks(dialog.field, text)
    hand.idle()
    return [entry.words for entry in entries(dialog)]


def closed(hand: Hand) -> None:
    """Wait until it is gone."""
    hand.until(lambda: hand.window.findChild(PaletteDialog) is None)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("new", "New chat"),
        ("chat", "New chat"),
        ("nc", "New chat"),
        ("NEW CH", "New chat"),
        ("ewc", "New chat"),
        ("élan", "Elan vital"),
        ("elan", "Élan vital"),
        ("über", "Uber"),
        ("", "anything"),
        ("  ", "anything"),
        ("رياض", "الرياضيات"),
    ],
)
def test_a_few_letters_fit(asked: str, words: str) -> None:
    assert fits(asked, words) is not None


@pytest.mark.parametrize(("asked", "words"), [("xyz", "New chat"), ("new dog", "New chat"), ("xt", "x marks the spot")])
def test_other_letters_do_not(asked: str, words: str) -> None:
    assert fits(asked, words) is None


def test_what_begins_with_the_letters_stands_before_what_holds_them() -> None:
    words = ("New chat", "A new day", "Nine eels win", "Renewal", "Neon wall")
    ordered = sorted(words, key=lambda one: -(fits("new", one) or 0))
    assert ordered == list(words)


@given(st.text(max_size=12), st.text(max_size=40))
def test_every_piece_of_the_words_fits_and_nothing_breaks(asked: str, words: str) -> None:
    fits(asked, words)
    assert fits(words[3:9], words) is not None
    assert fold(fold(words)) == fold(words)


def test_what_cannot_be_done_stands_last() -> None:
    lines = [Entry("command", "a", "stop", "", when="Nothing to stop."), Entry("command", "b", "stopwatch", "")]
    assert [entry.id for entry in ranked("stop", lines, [])] == ["b", "a"]


def test_every_command_is_in_the_palette_with_its_words_and_keys(desk: Desk) -> None:
    hand = desk()
    dialog = opened(hand)
    shown = {entry.id: entry for entry in entries(dialog) if entry.kind == "command"}
    assert list(shown) == sorted(shown, key=lambda id: bool(shown[id].when))
    assert set(shown) == {one.id for one in commands()}
    for command in commands():
        assert (shown[command.id].words, shown[command.id].what) == (command.words, command.what)
        assert bool(shown[command.id].keys) == bool(command.keys)
    dialog.reject()


def test_every_command_has_a_group_and_a_sentence() -> None:
    for command in commands():
        assert command.group in groups(), command.id
        assert command.what.endswith("."), command.id
        assert not command.when or command.when.endswith("."), command.id


THE_BOX_NEEDS_IT = {("composer", "Ctrl+End")}
"""Keys that mean something else while one writes; the command has other keys then."""


@pytest.mark.parametrize("place", ["composer", "list"])
def test_every_key_is_alive_in_the_window(desk: Desk, place: str) -> None:
    hand = desk(["yes"])
    hand.say("hi")
    hand.window.activateWindow()
    hand.until(hand.window.isActiveWindow)
    pressed: list[str] = []
    for name, action in hand.window.actions_by_id.items():
        action.triggered.disconnect()
        action.setEnabled(True)
        action.triggered.connect(lambda _checked=False, name=name: pressed.append(name))
    (hand.text if place == "composer" else hand.sidebar.list).setFocus()
    dead = []
    for command in commands():
        for keys in command.keys:
            before = len(pressed)
            QTest.keySequence(QApplication.focusWidget() or hand.window, QKeySequence(keys))
            if pressed[before:] != [command.id]:
                dead.append((keys, pressed[before:]))
    assert pressed
    assert [one for one in dead if (place, one[0]) not in THE_BOX_NEEDS_IT] == []


def test_a_command_runs_with_a_few_letters_and_enter(desk: Desk) -> None:
    hand = desk()
    dialog = opened(hand)
    assert dialog.field.hasFocus()
    assert typed(hand, dialog, "larg")[0] == "Larger text"
    hand.key(Qt.Key.Key_Return)
    hand.until(lambda: hand.kit.settings.current.text_percent == 110)
    closed(hand)


def test_up_and_down_choose_and_escape_leaves(desk: Desk) -> None:
    hand = desk()
    dialog = opened(hand)
    lines = entries(dialog)
    for _each in range(2):
        hand.key(Qt.Key.Key_Down)
    assert dialog.list.currentIndex().row() == 2
    hand.key(Qt.Key.Key_Up)
    assert dialog.list.currentIndex().row() == 1
    assert dialog.field.hasFocus()
    assert len(lines) >= len(commands())
    hand.key(Qt.Key.Key_Escape)
    closed(hand)
    assert hand.kit.settings.current.text_percent == 100


def test_a_chat_is_found_by_its_title_and_opened(desk: Desk) -> None:
    hand = desk(["one", "two"])
    hand.say("Why is the sky blue?")
    first = hand.pane.chat.id
    hand.window.begin_new()
    hand.idle()
    hand.say("Rivers and lakes")
    assert hand.pane.chat.id != first
    dialog = opened(hand)
    assert "Why is the sky blue?" in typed(hand, dialog, "sky")
    hand.key(Qt.Key.Key_Return)
    hand.until(lambda: hand.pane.chat.id == first)
    closed(hand)


def test_what_cannot_be_done_says_why_and_stays(desk: Desk) -> None:
    hand = desk()
    dialog = opened(hand)
    typed(hand, dialog, "answer again")
    (line,) = [entry for entry in entries(dialog) if entry.id == "retry"]
    assert line.when == "There has to be an answer first."
    assert "Not possible now: There has to be an answer first." in line.spoken
    hand.key(Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.reject()
    closed(hand)


def test_what_was_used_last_stands_first_even_after_a_restart(desk: Desk) -> None:
    hand = desk()
    for words in ("usual", "larger"):
        typed(hand, opened(hand), words)
        hand.key(Qt.Key.Key_Return)
        closed(hand)
        hand.idle()
    dialog = opened(hand)
    assert [entry.id for entry in entries(dialog)[:2]] == ["larger", "usual_size"]
    dialog.reject()
    closed(hand)
    hand.window.close()
    assert Memory(hand.kit.places.cache / "window.json").left.commands == "larger usual_size"


def test_nothing_found_is_said(desk: Desk) -> None:
    hand = desk()
    dialog = opened(hand)
    assert typed(hand, dialog, "qqqq") == []
    assert not dialog.list.isVisible()
    hand.key(Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.reject()
    closed(hand)


def test_a_hostile_title_is_shown_as_it_is_written(desk: Desk) -> None:
    hand = desk(["one"])
    hand.say("<b>bold</b>")
    dialog = opened(hand)
    assert "<b>bold</b>" in typed(hand, dialog, "<b>")
    dialog.reject()
    closed(hand)


def test_a_screen_reader_hears_the_chosen_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = desk()
    dialog = opened(hand)
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Down)
    lines = entries(dialog)
    assert heard == [lines[1].spoken, lines[2].spoken]
    dialog.reject()
    closed(hand)


@pytest.mark.parametrize(("percent", "width"), [(100, 1100), (200, 700), (300, 400), (100, 400)])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_it_stays_inside_the_window(desk: Desk, percent: int, width: int, direction: Qt.LayoutDirection) -> None:
    hand = desk()
    hand.window.setLayoutDirection(direction)
    hand.window.set_setting("text_percent", percent)
    hand.window.resize(width, 700)
    hand.until(lambda: hand.window.width() == width)
    hand.idle()
    dialog = opened(hand)
    assert dialog.width() <= width
    assert dialog.height() <= 700
    assert dialog.list.horizontalScrollBar().maximum() == 0
    dialog.reject()
    closed(hand)
