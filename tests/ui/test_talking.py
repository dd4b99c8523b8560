"""Talking: a question, the reply as it is made, and everything a person can do about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from carrel.base.errors import CarrelError
from carrel.engine.api import EngineLost
from carrel.ui.widgets.parts import IconButton
from tests.ui.conftest import Desk, Hand

LOST = EngineLost("The model stopped by itself.", "Ask again.", "exit code -11")
LONG = "word " * 400


def click(hand: Hand, index: int, name: str) -> None:
    """Press one of the small buttons of a message."""
    view = hand.view(index)
    view.tools.wake(True)
    button = view.findChild(IconButton, name)
    assert button is not None
    assert button.isVisibleTo(view), name
    assert button.isEnabled(), name
    hand.until(lambda: button.width() > 10)
    hand.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def begin(hand: Hand, text: str = "go") -> None:
    """Ask, and wait until the reply has a few words."""
    hand.type_and_send(text)
    hand.until(
        lambda: len(hand.messages) == 2 and hand.pane.transcript.shown_text(hand.messages[1].id).count("word") > 3
    )


def test_a_question_is_answered_and_kept(desk: Desk) -> None:
    hand = desk(["Two and two make **four**."])
    hand.say("What is 2 + 2?")
    assert hand.texts == ["What is 2 + 2?", "Two and two make **four**."]
    assert [message.state for message in hand.kept()] == ["complete", "complete"]
    assert hand.view(1).body.toPlainText() == "Two and two make four."
    assert hand.find(QLabel, "paneTitle").text() == "What is 2 + 2?"
    assert hand.text.toPlainText() == ""


def test_the_reply_grows_while_it_is_made_and_stop_keeps_what_was_said(desk: Desk) -> None:
    hand = desk([LONG], pause=0.01)
    begin(hand)
    assert hand.find(IconButton, "sendButton").accessibleName() == "Stop"
    hand.key(Qt.Key.Key_Escape)
    hand.idle()
    reply = hand.kept()[1]
    assert reply.state == "stopped"
    assert 3 < len(reply.text.split()) < 400
    assert hand.view(1).body.toPlainText().split() == reply.text.split()
    assert hand.find(QLabel, "ending").text() == "You stopped this answer."


def test_a_stopped_reply_goes_on_in_its_own_place(desk: Desk) -> None:
    hand = desk([LONG, "and the rest."], pause=0.01)
    begin(hand)
    hand.qtbot.mouseClick(hand.find(IconButton, "sendButton"), Qt.MouseButton.LeftButton)
    hand.idle()
    before = hand.texts[1]
    hand.press("continueMessage")
    hand.until(lambda: hand.messages[1].state == "complete")
    assert hand.texts[1] == before + "and the rest."
    assert len(hand.kept()) == 2


def test_another_answer_is_a_sibling_and_the_arrows_switch(desk: Desk) -> None:
    hand = desk(["first", "second"])
    hand.say("hello")
    click(hand, 1, "retryMessage")
    hand.until(lambda: hand.texts[-1] == "second" and not hand.window.jobs.running)
    assert hand.view(1).tools.count.text() == "2 of 2"
    click(hand, 1, "previousSibling")
    hand.until(lambda: hand.texts[-1] == "first" and not hand.window.jobs.running)
    assert hand.view(1).tools.count.text() == "1 of 2"
    assert not hand.view(1).tools.previous.isEnabled()
    click(hand, 1, "nextSibling")
    hand.until(lambda: hand.texts[-1] == "second")


def test_saying_it_differently_keeps_the_first_branch(desk: Desk) -> None:
    hand = desk(["about cats", "about dogs"])
    hand.say("cats?")
    click(hand, 0, "editMessage")
    box = hand.find(QPlainTextEdit, "editBox")
    box.setPlainText("dogs?")
    hand.press("sendEdit")
    hand.until(lambda: hand.texts == ["dogs?", "about dogs"] and not hand.window.jobs.running)
    assert hand.view(0).tools.count.text() == "2 of 2"
    click(hand, 0, "previousSibling")
    hand.until(lambda: hand.texts == ["cats?", "about cats"])


def test_leaving_the_edit_changes_nothing(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("hello")
    click(hand, 0, "editMessage")
    hand.qtbot.keyClick(hand.find(QPlainTextEdit, "editBox"), Qt.Key.Key_Escape)
    assert hand.view(0)._edit is None
    assert hand.view(0).body.hasFocus()
    assert hand.texts == ["hello", "yes"]


def test_a_deleted_message_can_be_had_back_and_the_chat_stays(desk: Desk) -> None:
    hand = desk(["one", "two"])
    hand.say("first")
    hand.say("second")
    click(hand, 2, "deleteMessage")
    hand.until(lambda: hand.notice() == "Message deleted.")
    assert hand.texts == ["first", "one"]
    hand.press("undo")
    hand.until(lambda: hand.texts == ["first", "one", "second", "two"])


def test_the_engine_dies_in_the_middle_and_nothing_is_lost(desk: Desk) -> None:
    hand = desk([("half of it", LOST), " and the rest"])
    hand.say("go")
    assert hand.notice() == "The model stopped by itself."
    assert [message.state for message in hand.kept()] == ["complete", "interrupted"]
    assert hand.view(1).body.toPlainText() == "half of it"
    assert hand.find(QLabel, "ending").text() == "This answer was cut off."
    hand.press("noticeContinue")
    hand.until(lambda: hand.texts == ["go", "half of it and the rest"] and not hand.pane.chat.is_answering)
    assert hand.notice() == ""


def test_retry_after_a_death_asks_again(desk: Desk) -> None:
    hand = desk([("half", LOST), "whole"])
    hand.say("go")
    hand.press("noticeRetry")
    hand.until(lambda: hand.texts == ["go", "whole"])
    hand.idle()


def test_a_reply_that_never_began_offers_only_retry(desk: Desk) -> None:
    hand = desk([LOST, "now"])
    hand.say("go")
    assert hand.window.findChild(QPushButton, "noticeContinue") is None
    hand.press("noticeRetry")
    hand.until(lambda: hand.texts == ["go", "now"])


def test_a_turn_that_cannot_be_kept_is_given_back(desk: Desk) -> None:
    hand = desk()
    hand.pane.composer.set_draft("word " * 210_000)
    written = hand.pane.composer.draft()
    hand.text.send_requested.emit()
    assert hand.pane.composer.draft() == ""
    hand.until(lambda: "longer than one message" in hand.notice())
    assert hand.pane.composer.draft() == written
    assert hand.messages == []


def test_a_new_chat_goes_on_beside_the_reply_of_another(desk: Desk) -> None:
    hand = desk([LONG, "short"], pause=0.003)
    begin(hand)
    first = hand.pane.chat.id
    hand.press("newChat")
    hand.until(lambda: hand.pane.chat.id is None and not hand.messages)
    assert not hand.pane.chat.is_answering
    hand.window.open(first or "")
    hand.until(lambda: hand.pane.chat.is_answering)
    said = len(hand.pane.transcript.shown_text(hand.messages[1].id))
    hand.until(lambda: len(hand.pane.transcript.shown_text(hand.messages[1].id)) > said)
    hand.idle()
    assert hand.kept()[1].text == LONG


def test_closing_the_window_keeps_what_was_said_and_ends_the_engine(desk: Desk, tmp_path: Path) -> None:
    hand = desk([LONG], pause=0.01)
    begin(hand)
    hand.window.close()
    assert hand.engines.closed
    reply = hand.kept()[1]
    assert reply.state == "stopped"
    assert len(reply.text.split()) > 3
    again = desk(home="home2")
    assert again.messages == []


def test_the_last_chat_is_open_again_after_a_restart(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("remember me")
    hand.window.close()
    hand.kit.store.close()
    again = desk()
    again.until(lambda: again.texts == ["remember me", "yes"])


def test_our_own_mistake_is_reported_and_the_window_goes_on(desk: Desk) -> None:
    hand = desk(["fine"])

    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret words")

    reports: list[str] = []
    hand.window.jobs.bug.connect(reports.append)
    hand.window.jobs.fetch(broken)
    hand.until(lambda: reports)
    assert "ZeroDivisionError" in reports[0]
    assert "secret words" not in reports[0]
    hand.until(lambda: hand.window.findChild(QPushButton, "goOn"))
    button = hand.window.findChild(QPushButton, "goOn")
    assert button is not None
    button.click()
    hand.say("still there?")
    assert hand.texts[-1] == "fine"


def test_a_known_error_never_opens_a_box(desk: Desk) -> None:
    hand = desk([CarrelError("It is full.", "Make room.")])
    hand.say("go")
    assert hand.notice() == "It is full."
    assert hand.window.isActiveWindow() or not hand.window.findChildren(QPushButton, "goOn")
