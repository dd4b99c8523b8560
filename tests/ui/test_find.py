"""Finding words in the chat that is open, and those that a search over all chats led to."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget

from carrel.base.work import Cancel
from carrel.conversations.finding import Place, places, readable
from carrel.flows import browse, teach
from carrel.ui.panes.conversation import finding
from carrel.ui.widgets.body import Body
from tests.ui.conftest import Desk, Hand


class Lit:
    """Stands in for how a text lights words, and remembers what it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.words: dict[Body, str] = {}
        self.went: list[tuple[str, int]] = []
        lit = self

        def mark_found(body: Body, words: str) -> int:
            lit.words[body] = words
            return readable(body.toPlainText()).count(readable(words))

        def go_to_match(body: Body, number: int) -> QRect:
            lit.went.append((body.toPlainText(), number))
            return QRect(0, 0, 10, 10)

        monkeypatch.setattr(Body, "mark_found", mark_found, raising=False)
        monkeypatch.setattr(Body, "go_to_match", go_to_match, raising=False)
        monkeypatch.setattr(Body, "clear_found", lambda body: lit.words.pop(body, None), raising=False)


@pytest.fixture
def lit(monkeypatch: pytest.MonkeyPatch) -> Lit:
    """What is lit in the messages on the screen."""
    return Lit(monkeypatch)


def count(hand: Hand) -> str:
    return hand.find(QLabel, "findCount").text()


def find(hand: Hand, words: str) -> None:
    hand.window.actions_by_id["find"].trigger()
    hand.find(QLineEdit, "findField").setText(words)
    hand.idle()


def long_chat(hand: Hand, turns: int) -> None:
    """A chat whose messages do not all have a place on the screen."""
    conversation: str | None = None
    for number in range(turns):
        for step in teach.say(hand.kit, conversation, f"Question {number}: what is a léaf?\n" * 6, Cancel()):
            if isinstance(step, teach.Said):
                conversation = step.conversation.id
    hand.window.open(conversation or "")
    hand.until(lambda: len(hand.messages) == 2 * turns)
    hand.idle()


def test_words_are_found_whatever_their_accents_and_capitals() -> None:
    texts = [("a", readable("Ein **Bl**att färbt sich")), ("b", readable("BLATT und blatt")), ("c", readable("nichts"))]
    assert places(texts, "blatt") == [Place("a", 0), Place("b", 0), Place("b", 1)]
    assert places(texts, "FARBT") == [Place("a", 0)]
    assert places(texts, "  ") == places(texts, "**") == []
    assert places([("a", readable("الضُّوء"))], "الضوء") == [Place("a", 0)]


def test_every_message_is_looked_through_not_only_what_is_on_the_screen(desk: Desk, lit: Lit) -> None:
    hand = desk(["An answer about leaves."] * 20)
    long_chat(hand, 20)
    assert len(hand.pane.transcript.bodies()) < 40
    find(hand, "LEAF")
    place, _of, total = count(hand).split(" ")
    assert (int(place) > 100, total) == (True, "120")  # the chat is open at its end
    find(hand, "leaves")
    assert count(hand).endswith("of 20")


def test_enter_and_f3_go_on_and_back_and_around(desk: Desk, lit: Lit) -> None:
    hand = desk(["one leaf", "two leaf leaf"])
    hand.say("first")
    hand.say("second")
    find(hand, "leaf")
    assert count(hand) == "1 of 3"
    field = hand.find(QLineEdit, "findField")
    hand.qtbot.keyClick(field, Qt.Key.Key_Return)
    hand.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert count(hand) == "3 of 3"
    assert lit.went[-1] == ("two leaf leaf", 1)
    hand.qtbot.keyClick(field, Qt.Key.Key_F3)
    assert count(hand) == "1 of 3"
    hand.qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count(hand) == "3 of 3"
    hand.qtbot.keyClick(field, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert count(hand) == "2 of 3"
    hand.qtbot.mouseClick(hand.find(QToolButton, "findNext"), Qt.MouseButton.LeftButton)
    assert count(hand) == "3 of 3"


def test_going_to_a_place_far_away_brings_it_onto_the_screen_and_lights_it(desk: Desk, lit: Lit) -> None:
    hand = desk(["An answer."] * 20)
    long_chat(hand, 20)
    find(hand, "question 0:")
    first = hand.messages[0].id
    assert first in hand.pane.transcript.bodies()
    assert lit.words[hand.pane.transcript.bodies()[first]] == "question 0:"
    assert hand.pane.transcript.verticalScrollBar().value() < 200


def test_escape_closes_it_gives_the_focus_back_and_stays_there(desk: Desk, lit: Lit) -> None:
    hand = desk(["An answer."] * 20)
    long_chat(hand, 20)
    hand.text.setFocus()
    hand.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = hand.find(QLineEdit, "findField")
    assert field.hasFocus()
    hand.qtbot.keyClicks(field, "question 3:")
    hand.idle()
    place = hand.pane.transcript.verticalScrollBar().value()
    hand.key(Qt.Key.Key_Escape)
    assert hand.text.hasFocus()
    assert not hand.pane.find_bar.isVisible()
    assert lit.words == {}
    assert hand.pane.transcript.verticalScrollBar().value() == place


def test_escape_in_the_search_does_not_stop_an_answer(desk: Desk, lit: Lit) -> None:
    hand = desk(["a slow answer that goes on and on " * 8], pause=0.02)
    hand.type_and_send("hello")
    hand.until(lambda: len(hand.messages) == 2)
    hand.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    hand.key(Qt.Key.Key_Escape)
    assert hand.pane.chat.is_answering
    hand.pane.chat.stop()
    hand.idle()


def test_what_is_not_there_is_said_and_no_words_say_nothing(desk: Desk, lit: Lit) -> None:
    hand = desk(["An answer."])
    hand.say("hello")
    find(hand, "zebra")
    assert count(hand) == "Not found"
    assert not hand.find(QToolButton, "findNext").isEnabled()
    find(hand, "")
    assert hand.pane.findChild(QLabel, "findCount").text() == ""  # type: ignore[union-attr]  # it is there


def test_a_new_message_is_found_too(desk: Desk, lit: Lit) -> None:
    hand = desk(["one leaf", "another leaf"])
    hand.say("first")
    find(hand, "leaf")
    assert count(hand) == "1 of 1"
    hand.say("second")
    assert count(hand).endswith("of 2")


def test_another_chat_begins_without_a_search(desk: Desk, lit: Lit) -> None:
    hand = desk(["one leaf"])
    hand.say("first")
    find(hand, "leaf")
    hand.press("newChat")
    hand.until(lambda: hand.pane.chat.id is None)
    assert not hand.pane.find_bar.isVisible()
    assert lit.words == {}


def test_the_words_of_the_search_over_all_chats_are_lit_in_the_message(desk: Desk, lit: Lit) -> None:
    hand = desk(["Plants are green.", "Stars are hot."])
    hand.say("plants?")
    first = hand.pane.chat.id or ""
    message = hand.messages[1].id
    hand.press("newChat")
    hand.say("stars?")
    hand.sidebar.search.setText("gréen")
    hand.window.open(first, message)
    hand.until(lambda: hand.pane.chat.id == first)
    hand.until(lambda: lit.words.get(hand.pane.transcript.bodies().get(message)) == "gréen")  # type: ignore[arg-type]  # None is no key
    hand.idle()
    hand.window.open(first)
    hand.until(lambda: not lit.words)


def test_the_bar_is_used_without_a_mouse(desk: Desk, lit: Lit) -> None:
    hand = desk(["one leaf"])
    hand.say("leaf?")
    find(hand, "leaf")
    names = []
    for _step in range(3):
        hand.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert isinstance(focus, QWidget)
        assert focus.accessibleName()
        names.append(focus.objectName())
    assert names == ["findPrevious", "findNext", "findClose"]
    hand.key(Qt.Key.Key_Space)
    assert not hand.pane.find_bar.isVisible()


def test_the_search_itself_runs_beside_the_window(desk: Desk, lit: Lit, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = desk(["one leaf"])
    hand.say("leaf?")
    assert browse.thread(hand.kit, hand.pane.chat.id or "")
    threads: set[str] = set()

    def watched(messages: Iterable[tuple[str, str]], words: str) -> list[Place]:
        threads.add(threading.current_thread().name)
        return places(messages, words)

    monkeypatch.setattr(finding, "places", watched)
    find(hand, "leaf")
    assert [name.partition("-")[0] for name in threads] == ["job"]
