"""The box to write in: it sends, keeps drafts, and no paste can freeze it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from carrel.flows import browse, courses
from carrel.store.faults import DiskFull
from carrel.ui.theme import Theme
from carrel.ui.widgets.composer import Composer
from carrel.ui.widgets.parts import IconButton
from carrel.ui.window.memory import Memory
from tests.ui.conftest import Desk


@pytest.fixture
def composer(qtbot: QtBot, theme: Theme) -> Iterator[Composer]:
    """The box alone."""
    made = Composer(theme)
    made.resize(600, 200)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def sent(composer: Composer) -> list[str]:
    """What was sent."""
    texts: list[str] = []
    composer.sent.connect(texts.append)
    return texts


def paste(composer: Composer, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    composer.text.insertFromMimeData(data)


def test_enter_sends_and_shift_enter_begins_a_line(qtbot: QtBot, composer: Composer, sent: list[str]) -> None:
    qtbot.keyClicks(composer.text, "one")
    qtbot.keyClick(composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(composer.text, "two")
    assert sent == []
    qtbot.keyClick(composer.text, Qt.Key.Key_Enter)
    assert sent == ["one\ntwo"]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_is_not_sent(qtbot: QtBot, composer: Composer, sent: list[str], text: str) -> None:
    composer.text.setPlainText(text)
    assert not composer.action.isEnabled()
    qtbot.keyClick(composer.text, Qt.Key.Key_Return)
    assert sent == []


def test_enter_belongs_to_the_word_that_is_being_composed(qtbot: QtBot, composer: Composer, sent: list[str]) -> None:
    composer.text.setPlainText("に")
    QApplication.sendEvent(composer.text, QInputMethodEvent("ほ", []))
    qtbot.keyClick(composer.text, Qt.Key.Key_Return)
    assert sent == []
    done = QInputMethodEvent("", [])
    done.setCommitString("本")
    QApplication.sendEvent(composer.text, done)
    qtbot.keyClick(composer.text, Qt.Key.Key_Return)
    assert len(sent) == 1


def test_it_grows_to_eight_lines_and_no_further(composer: Composer) -> None:
    heights = []
    for lines in (1, 4, 8, 20):
        composer.text.setPlainText("\n".join("x" * lines))
        heights.append(composer.text.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_a_paste_of_more_than_a_message_is_cut_with_a_sentence(composer: Composer) -> None:
    told: list[str] = []
    composer.told.connect(told.append)
    paste(composer, "word and word\n" * 90_000)
    assert len(composer.draft()) <= 1_000_000
    assert told == ["The text was too long for one message, so only its beginning was pasted."]
    assert "characters" in composer._count.text()


def test_a_very_long_line_is_broken_with_a_sentence(composer: Composer) -> None:
    told: list[str] = []
    composer.told.connect(told.append)
    paste(composer, "x" * 300_000)
    assert max(map(len, composer.draft().split("\n"))) <= 5_000
    assert told == ["Very long lines were broken so that they can be shown."]


def test_only_text_is_pasted(composer: Composer) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b><img src='file:///etc/hostname'>")
    data.setText("bold\x00")
    composer.text.insertFromMimeData(data)
    assert composer.draft() == "bold"


def test_while_an_answer_is_written_the_button_stops_it(qtbot: QtBot, composer: Composer, sent: list[str]) -> None:
    stops: list[int] = []
    composer.stop_requested.connect(lambda: stops.append(1))
    composer.set_draft("next question")
    composer.set_answering(True)
    qtbot.keyClick(composer.text, Qt.Key.Key_Return)
    assert sent == []
    qtbot.mouseClick(composer.action, Qt.MouseButton.LeftButton)
    assert stops == [1]
    assert composer.draft() == "next question"


def test_who_sees_it_stands_above_the_box(desk: Desk) -> None:
    hand = desk()
    assert hand.find(QLabel, "whoSees").text() == "Only you see this chat. It stays on this computer."


def test_each_chat_keeps_its_draft_over_a_restart(desk: Desk) -> None:
    hand = desk(["yes", "no"])
    hand.say("first chat")
    first = hand.pane.chat.id or ""
    hand.qtbot.keyClicks(hand.text, "half a thought")
    hand.press("newChat")
    hand.until(lambda: hand.pane.chat.id is None and hand.text.toPlainText() == "")
    hand.qtbot.keyClicks(hand.text, "a new one")
    hand.window.open(first)
    hand.until(lambda: hand.text.toPlainText() == "half a thought")
    hand.press("newChat")
    hand.until(lambda: hand.text.toPlainText() == "a new one")
    hand.window.close()
    hand.kit.store.close()

    again = desk()
    again.until(lambda: again.text.toPlainText() == "a new one")
    again.window.open(first)
    again.until(lambda: again.text.toPlainText() == "half a thought")


def test_sending_clears_the_draft(desk: Desk) -> None:
    hand = desk(["yes", "no"])
    hand.say("first")
    hand.say("second")
    assert browse.conversation(hand.kit, hand.pane.chat.id or "").draft == ""


def test_a_card_asks_without_touching_what_is_written(desk: Desk) -> None:
    hand = desk(["Plants make food from light."])
    hand.qtbot.keyClicks(hand.text, "unsent")
    hand.pane.welcome.asked.emit("What is photosynthesis?")
    hand.until(lambda: hand.texts == ["What is photosynthesis?", "Plants make food from light."])
    hand.idle()
    assert hand.text.toPlainText() == "unsent"


def test_pausing_while_typing_reads_ahead(desk: Desk) -> None:
    hand = desk()
    hand.engines.scripted.prepared.clear()
    hand.qtbot.keyClicks(hand.text, "Wh")
    hand.until(lambda: hand.engines.scripted.prepared)
    hand.idle()


def test_the_button_says_what_it_does(composer: Composer) -> None:
    button = composer.findChild(IconButton, "sendButton")
    assert button is not None
    assert button.accessibleName() == "Send"
    composer.set_answering(True)
    assert button.accessibleName() == "Stop"


def test_the_send_key_can_be_ctrl_enter(qtbot: QtBot, composer: Composer, sent: list[str]) -> None:
    composer.set_send_key(needs_ctrl=True)
    qtbot.keyClicks(composer.text, "one")
    qtbot.keyClick(composer.text, Qt.Key.Key_Return)
    qtbot.keyClicks(composer.text, "two")
    assert sent == []
    qtbot.keyClick(composer.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == ["one\ntwo"]
    assert "Ctrl+Enter" in composer.action.toolTip()
    composer.set_send_key(needs_ctrl=False)
    qtbot.keyClick(composer.text, Qt.Key.Key_Return)
    assert len(sent) == 2


def test_up_in_an_empty_box_changes_the_last_turn_and_in_a_full_one_moves(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("first")
    hand.text.setFocus()
    hand.key(Qt.Key.Key_Up)
    hand.until(lambda: hand.window.findChild(QPlainTextEdit, "editBox"))
    hand.window.begin_new()
    hand.idle()
    asked: list[int] = []
    hand.pane.composer.edit_last_requested.connect(lambda: asked.append(1))
    hand.qtbot.keyClicks(hand.text, "x")
    hand.key(Qt.Key.Key_Up)
    assert asked == []


def test_who_types_without_a_pause_loses_at_most_half_a_second(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("first")
    chat = hand.pane.chat.id or ""
    written: list[str] = []
    for number in range(40):
        hand.qtbot.keyClicks(hand.text, f"word{number} ")
        hand.qtbot.wait(50)
        written.append(browse.conversation(hand.kit, chat).draft)
    assert "word0" in written[-1]  # never a pause, and yet it was kept
    assert len(set(written)) > 2
    hand.until(lambda: browse.conversation(hand.kit, chat).draft == hand.text.toPlainText())


def test_the_draft_of_a_new_chat_in_a_course_is_kept_too(desk: Desk) -> None:
    hand = desk()
    hand.pane.begin_new(None, courses.make(hand.kit, "Biology"))
    hand.qtbot.keyClicks(hand.text, "half a question")
    hand.until(lambda: Memory(hand.kit.places.cache / "window.json").left.draft == "half a question")


def test_keeping_a_draft_shows_nothing_anew(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("first")
    hand.until(lambda: browse.conversation(hand.kit, hand.pane.chat.id or "").titled != "first")
    hand.idle()
    shown: list[object] = []
    hand.pane.opened.connect(shown.append)
    hand.qtbot.keyClicks(hand.text, "unsent")
    hand.until(lambda: browse.conversation(hand.kit, hand.pane.chat.id or "").draft == "unsent")
    hand.idle()
    assert shown == []


def test_a_draft_that_the_full_disk_refuses_is_kept_in_memory(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = desk(["yes"])
    hand.say("first")
    chat = hand.pane.chat.id or ""

    def refuse(*_given: object) -> None:
        raise DiskFull("The disk is full.", "Make room.")

    with monkeypatch.context() as patch:
        patch.setattr(browse, "set_draft", refuse)
        hand.qtbot.keyClicks(hand.text, "unsent")
        hand.press("newChat")
        hand.until(lambda: hand.pane.chat.id is None)
        hand.idle()
    hand.window.open(chat)
    hand.until(lambda: hand.text.toPlainText() == "unsent")


def test_typing_in_a_draft_of_a_megabyte_looks_at_little_of_it(
    composer: Composer, monkeypatch: pytest.MonkeyPatch
) -> None:
    paste(composer, "some words\n" * 90_000)
    monkeypatch.setattr(composer.text, "toPlainText", lambda: pytest.fail("it read all of it"))
    for _each in range(50):
        composer.text.textCursor().insertText("a")
    assert composer.action.isEnabled()


def test_undo_takes_back_what_was_pasted_and_leaves_what_was_typed(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.text, "typed ")
    paste(composer, "pasted")
    qtbot.keyClick(composer.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert composer.draft() == "typed "
