"""What can be done with a reply: quick asks, practice, a better answer, marks that stay, and the menu of it all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton

from carrel.attachments.model import Attachment
from carrel.base.stamp import Moment
from carrel.base.work import Cancel
from carrel.flows import asks, teach
from carrel.flows.asks import ASKS
from carrel.flows.standing import Standing
from carrel.ui.widgets.attached import attached_chips
from carrel.ui.widgets.plain_text import PlainText
from carrel.ui.window import Window
from tests.ui.conftest import Desk, Hand

NOW = Moment("2026-03-02T09:00:00.000000Z", 60, "2026-03-02")


def dialog(hand: Hand, name: str) -> QDialog:
    """The dialog with this name, once it is there."""
    hand.until(lambda: hand.window.findChild(QDialog, name))
    found = hand.window.findChild(QDialog, name)
    assert found is not None
    return found


def inside(among: QDialog, name: str) -> QPushButton:
    """A button of a dialog."""
    found = among.findChild(QPushButton, name)
    assert found is not None
    return found


def marks(hand: Hand, index: int) -> list[str]:
    """What the marks of a message say."""
    kinds = hand.view(index).findChildren(QPushButton)
    return [one.text() for one in kinds if one.property("kind") == "mark" and one.isVisibleTo(hand.window)]


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask.id)
def test_a_quick_ask_is_one_click_and_a_turn_of_the_chat(desk: Desk, ask: object) -> None:
    chosen = next(one for one in ASKS if one is ask)
    hand = desk(["A river is water.", "It flows."])
    hand.say("river?")
    hand.press(f"asks-{chosen.id}")
    hand.until(lambda: hand.texts[-1] == "It flows." and not hand.window.jobs.running)
    assert hand.texts[2] == chosen.says()


def test_quick_asks_stand_under_the_last_reply_only(desk: Desk) -> None:
    hand = desk(["one", "two"])
    hand.say("first")
    hand.say("second")
    assert hand.find(QPushButton, "asks-simpler", hand.window).isVisibleTo(hand.view(3)), "find knows of one only"


def test_asking_about_an_earlier_reply_begins_a_branch_and_keeps_the_other_one(desk: Desk) -> None:
    hand = desk(["one", "two", "simply one"])
    hand.say("first")
    hand.say("second")
    hand.pane.acts.act("simpler", hand.messages[1].id)
    hand.until(lambda: hand.texts[-1] == "simply one" and not hand.window.jobs.running)
    assert hand.texts[:2] == ["first", "one"]
    assert hand.view(2).tools.count.text() == "2 of 2"
    hand.window.activateWindow()
    hand.view(2).body.setFocus()
    hand.until(hand.view(2).body.hasFocus)
    hand.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    hand.until(lambda: hand.texts == ["first", "one", "second", "two"] and not hand.window.jobs.running)
    hand.text.setFocus()
    hand.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    hand.until(lambda: hand.texts[-1] == "simply one")


def test_while_an_answer_is_written_a_quick_ask_and_a_test_wait_kindly(desk: Desk) -> None:
    hand = desk(["one", "word " * 300], pause=0.01)
    hand.say("first")
    hand.type_and_send("go")
    hand.until(lambda: len(hand.messages) == 4)
    for act in ("simpler", "compare"):
        hand.pane.notices.clear()
        hand.pane.acts.act(act, hand.messages[1].id)
        assert hand.notice() == "An answer is being written."
    assert len(hand.messages) == 4
    hand.pane.chat.stop()
    hand.idle()


def test_while_an_answer_is_written_nothing_that_was_done_is_lost_silently(desk: Desk) -> None:
    hand = desk(["one", "word " * 300], pause=0.01)
    hand.say("first")
    hand.type_and_send("go")
    hand.until(lambda: len(hand.messages) == 4)
    transcript, first = hand.pane.transcript, hand.messages[0].id
    for ask in (transcript.delete_requested, transcript.retry_requested, transcript.sibling_requested):
        hand.pane.notices.clear()
        ask.emit(first)
        assert hand.notice() == "An answer is being written."
    transcript.edit_requested.emit(first, "what I wrote in the meantime")
    assert hand.text.toPlainText() == "what I wrote in the meantime"
    hand.pane.chat.stop()
    hand.idle()
    assert len(hand.kept()) == 4


RIVER = "The Nile is 6,650 kilometres long. An estuary is the wide mouth of a river at the sea."


def test_a_quiz_opens_practice_over_the_reply_and_leaves_a_mark_on_it(desk: Desk) -> None:
    hand = desk([RIVER])
    hand.say("river?")
    hand.press("asks-quiz")
    hand.until(lambda: hand.window.stage.here == "practice" and practised(hand))
    now = practised(hand)
    assert now is not None
    assert (now.scope, now.wanted, now.item is not None) == ("source", 2, True)
    assert hand.find(QLabel, "practiceUnreviewed").text().startswith("Made by Carrel from this text")
    hand.window.stage.leave()
    hand.until(lambda: marks(hand, 1) == ["Kept for practice"])
    hand.press("marks-quiz")
    hand.until(lambda: hand.window.stage.here == "practice")
    hand.idle()


def test_a_quiz_on_a_reply_is_taken_back_and_that_is_undone(desk: Desk) -> None:
    hand = desk([RIVER])
    hand.say("river?")
    hand.press("asks-quiz")
    hand.until(lambda: hand.window.stage.here == "practice" and practised(hand))
    hand.window.stage.leave()
    reply = hand.messages[1].id
    hand.pane.acts.act("unquiz", reply)
    hand.until(lambda: marks(hand, 1) == [])
    hand.press("undo")
    hand.until(lambda: marks(hand, 1) == ["Kept for practice"])


def test_a_reply_that_says_too_little_is_told_in_a_sentence(desk: Desk) -> None:
    hand = desk(["A river is water."])
    hand.say("river?")
    hand.press("asks-quiz")
    hand.until(lambda: "says too little that can be asked about" in hand.notice())
    assert (hand.window.stage.here, marks(hand, 1)) == ("", [])


def practised(hand: Hand) -> Standing | None:
    """Where the practice stands that is shown."""
    pane = hand.window.practising.pane
    return pane.standing if pane is not None else None


def test_a_better_answer_is_kept_with_what_the_model_had_received_and_can_be_undone(desk: Desk) -> None:
    hand = desk(["A river is water."])
    hand.say("river?")
    reply = hand.messages[1].id
    hand.press("asks-better")
    found = dialog(hand, "betterDialog")
    box = found.findChild(QPlainTextEdit, "betterBox")
    assert box is not None
    assert box.toPlainText() == "A river is water."
    inside(found, "keepBetter").click()
    wrong = found.findChild(QLabel, "betterWrong")
    assert wrong is not None
    hand.until(lambda: wrong.text().startswith("This is what the reply says already."))
    box.setPlainText("A river is water that flows.")
    why = found.findChild(QLineEdit, "betterWhy")
    happens = found.findChild(QLabel, "betterHappens")
    assert why is not None
    assert happens is not None
    assert "asked again outside of courses, the model is shown this example" in happens.text()
    why.setText("A lake is water, too.")
    inside(found, "keepBetter").click()
    hand.until(lambda: marks(hand, 1) == ["You would have said it differently"])
    kept = asks.better(hand.kit, reply).kept
    said = [(one.said, one.better, one.why) for one in kept]
    assert said == [("A river is water.", "A river is water that flows.", "A lake is water, too.")]
    assert "river?" in kept[0].context
    hand.press("undo")
    hand.until(lambda: marks(hand, 1) == [])


def test_what_was_written_before_can_be_read_deleted_and_brought_back(desk: Desk) -> None:
    hand = desk(["A river is water."])
    hand.say("river?")
    reply = hand.messages[1].id
    hand.press("asks-better")
    found = dialog(hand, "betterDialog")
    box = found.findChild(QPlainTextEdit, "betterBox")
    assert box is not None
    box.setPlainText("Better.")
    inside(found, "keepBetter").click()
    hand.until(lambda: marks(hand, 1))
    hand.until(lambda: hand.window.findChild(QDialog, "betterDialog") is None)
    hand.press("marks-better")
    found = dialog(hand, "betterDialog")
    words = found.findChild(QLabel, "betterKept")
    assert words is not None
    assert words.text() == "Better."
    delete = inside(found, "deleteBetter")
    delete.click()
    hand.until(lambda: not asks.better(hand.kit, reply).kept)
    assert delete.text() == "Undo the deletion"
    delete.click()
    hand.until(lambda: [one.better for one in asks.better(hand.kit, reply).kept] == ["Better."])
    hand.gone(found)
    hand.idle()


def test_the_menu_holds_everything_and_opens_by_keys(desk: Desk) -> None:
    hand = desk(["A river is water."])
    hand.say("river?")
    hand.window.activateWindow()
    hand.text.setFocus()
    hand.key(Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    menu = hand.window.findChild(QMenu, "messageMenu")
    assert menu is not None
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:6] == ["Simpler", "Deeper", "An example", "Step by step", "Quiz me on this", "I'd have said…"]
    assert words[6:] == [
        "Ask three ways",
        "What the model received",
        "Read aloud or stop reading",
        "Copy this message",
        "Remember this…",
        "Answer again",
        "Delete this message",
    ]
    asked: list[str] = []
    hand.pane.acts.quiz_requested.connect(asked.append)
    next(action for action in menu.actions() if action.text() == "Quiz me on this").trigger()
    menu.close()
    assert asked == [hand.messages[1].id]
    hand.idle()
    hand.window.activateWindow()
    hand.view(0).body.setFocus()
    hand.until(hand.view(0).body.hasFocus)
    mine = hand.pane.transcript.open_menu()
    assert mine is not None
    assert [one.text() for one in mine.actions()] == [
        "Copy this message",
        "Remember this…",
        "Change what you said",
        "Delete this message",
    ]
    mine.close()


def test_tab_reaches_the_quick_asks_after_the_small_buttons(desk: Desk) -> None:
    hand = desk(["A river is water."])
    hand.say("river?")
    hand.window.activateWindow()
    hand.view(1).body.setFocus(Qt.FocusReason.TabFocusReason)
    hand.until(hand.view(1).tools.more.isVisible)
    hand.view(1).tools.more.setFocus(Qt.FocusReason.TabFocusReason)
    hand.key(Qt.Key.Key_Tab)
    assert hand.find(QPushButton, "asks-simpler").hasFocus()


def test_what_went_with_a_turn_stands_under_it_and_opens_as_plain_text(desk: Desk) -> None:
    hand = desk(["Leaves are green."])
    text = Attachment("a1", "leaf <b>notes</b> & more.md", "# Leaves\n" * 300, NOW)
    steps = list(teach.say(hand.kit, None, "read this", Cancel(), texts=[text]))
    assert isinstance(steps[0], teach.Said)
    hand.window.open(steps[0].conversation.id)
    hand.until(lambda: len(hand.messages) == 2)
    chip = hand.find(QPushButton, "attached-a1")
    assert chip.accessibleName() == "\u2068leaf <b>notes</b> & more.md\u2069 · 600 words"
    chip.click()
    found = dialog(hand, "textDialog")
    shown = found.findChild(PlainText)
    assert shown is not None
    assert shown.toPlainText() == text.text
    hand.gone(found)


def test_a_long_name_keeps_its_ending_and_a_size_is_in_words() -> None:
    assert attached_chips([Attachment("a", "x" * 90 + ".md", "hello", NOW)])[0].words.endswith("xxx.md\u2069 · 1 word")


def test_the_window_knows_each_dialog_that_can_be_asked_for(desk: Desk) -> None:
    hand = desk(["A river is water."])
    hand.say("river?")
    window: Window = hand.window
    for name in ("glass", "better"):
        hand.pane.acts.dialog_requested.emit(name, hand.messages[1].id)
        hand.gone(dialog(hand, f"{name}Dialog"))
    assert window.isVisible()
