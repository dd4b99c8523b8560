"""A long chat: only what can be seen is made, the end is followed, and places are kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Moment
from carrel.base.work import Progress
from carrel.conversations.model import Message, State
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from carrel.ui.widgets.code_bar import CodeBar
from carrel.ui.widgets.message import MessageView
from carrel.ui.widgets.message_acts import ending
from carrel.ui.widgets.message_head import speaker
from carrel.ui.widgets.message_tools import Shown
from carrel.ui.widgets.strip import Strip
from carrel.ui.widgets.transcript import Transcript

NOW = Moment("2026-03-02T09:00:00.000000Z", 0, "2026-03-02")


def message(number: int, text: str = "", *, reasoning: str = "", state: State = "complete", **more: str) -> Shown:
    """A message of a chat: even ones are the person's."""
    role = "user" if number % 2 == 0 else "assistant"
    words = text or f"message {number}\n\n" + "some words " * (number % 40)
    return Shown(Message(f"m{number}", "c", None, role, words, NOW, reasoning, state, **more))  # type: ignore[arg-type]


@pytest.fixture
def transcript(qtbot: QtBot, theme: Theme) -> Iterator[Transcript]:
    """An empty chat on the screen."""
    made = Transcript(theme)
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def views(transcript: Transcript) -> dict[str, MessageView]:
    """The messages that are on the screen or near it."""
    found = [view for view in transcript.findChildren(MessageView) if not view.isHidden() and view.shown]
    return {view.shown.message.id: view for view in found if view.shown}


def bar(transcript: Transcript) -> int:
    return transcript.verticalScrollBar().value()


def test_of_a_thousand_messages_only_a_few_are_made(transcript: Transcript) -> None:
    transcript.show_thread([message(number) for number in range(1000)])
    assert "m999" in views(transcript)
    assert len(transcript.findChildren(MessageView)) < 40
    for _each in range(100):
        transcript.verticalScrollBar().setValue(bar(transcript) - 550)
    assert len(transcript.findChildren(MessageView)) < 60
    transcript.verticalScrollBar().setValue(0)
    assert "m0" in views(transcript)
    assert "m999" not in views(transcript)


def test_messages_stand_below_each_other_without_gaps_or_overlaps(transcript: Transcript) -> None:
    transcript.show_thread([message(number) for number in range(100)])
    for place in (0, 3000, 900, 100_000):
        transcript.verticalScrollBar().setValue(place)
        ordered = sorted(views(transcript).values(), key=lambda view: view.y())
        numbers = [int(view.shown.message.id[1:]) for view in ordered if view.shown]
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
        for one, other in pairwise(ordered):
            assert one.y() + one.height() == other.y()


def test_the_end_is_followed_until_a_person_scrolls_up(transcript: Transcript) -> None:
    items = [message(number) for number in range(20)]
    transcript.show_thread([*items, message(21, "begun", state="streaming")], writing="m21")
    scrollbar = transcript.verticalScrollBar()
    for _each in range(30):
        transcript.grow("\n\nmore and more")
    assert scrollbar.value() == scrollbar.maximum()
    scrollbar.setValue(scrollbar.maximum() - 400)
    here = bar(transcript)
    for _each in range(10):
        transcript.grow("\n\nmore and more")
    assert bar(transcript) == here
    jump = transcript.findChild(QPushButton, "jumpButton")
    assert jump is not None
    assert jump.isVisible()
    jump.click()
    assert scrollbar.value() == scrollbar.maximum()
    assert not jump.isVisible()


def test_growing_touches_only_the_message_that_grows(transcript: Transcript, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [message(number) for number in range(200)]
    transcript.show_thread([*items, message(201, "begun", state="streaming")], writing="m201")
    drawn: list[object] = []
    monkeypatch.setattr(MessageView, "show_message", lambda *arguments, **_named: drawn.append(arguments))
    for _each in range(50):
        transcript.grow(" and more")
    assert drawn == []
    assert transcript.shown_text("m201").endswith("and more")


def test_what_stays_the_same_is_not_drawn_again(transcript: Transcript, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [message(number) for number in range(10)]
    drawn: list[str] = []
    original = MessageView.show_message

    def spy(view: MessageView, shown: Shown, *, writing: bool) -> None:
        drawn.append(shown.message.id)
        original(view, shown, writing=writing)

    monkeypatch.setattr(MessageView, "show_message", spy)
    transcript.show_thread(items)
    before = set(drawn)
    drawn.clear()
    transcript.show_thread([*items[:9], message(9, "another text")])  # shorter, it may let another one be seen
    assert [one for one in drawn if one in before] == ["m9"]


def test_a_reply_that_has_grown_out_of_sight_is_whole_when_it_comes_back(transcript: Transcript) -> None:
    items = [message(number) for number in range(100)]
    transcript.show_thread([*items, message(101, "begun", state="streaming")], writing="m101")
    transcript.verticalScrollBar().setValue(0)
    assert "m101" not in views(transcript)
    transcript.grow(" **and** more")
    transcript.follow()
    assert views(transcript)["m101"].body.toPlainText() == "begun and more"
    transcript.grow(" still")
    assert views(transcript)["m101"].body.toPlainText() == "begun and more still"


def test_a_message_is_brought_into_view_and_lit(transcript: Transcript) -> None:
    transcript.show_thread([message(number) for number in range(500)])
    assert transcript.reveal("m250")
    view = views(transcript)["m250"]
    assert 0 <= view.y() - bar(transcript) < 200
    assert transcript.lit == "m250"
    assert not transcript.reveal("elsewhere")


def test_another_width_keeps_the_place(transcript: Transcript) -> None:
    transcript.show_thread([message(number) for number in range(200)])
    transcript.reveal("m100")
    transcript.resize(420, 600)
    ordered = sorted(views(transcript).values(), key=lambda view: abs(view.y() - bar(transcript)))
    assert ordered[0].shown is not None
    assert abs(int(ordered[0].shown.message.id[1:]) - 100) <= 2


def test_the_keyboard_walks_from_message_to_message(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_thread([message(number) for number in range(60)])
    transcript.activateWindow()
    transcript.step_focus(-1)
    qtbot.waitUntil(views(transcript)["m59"].body.hasFocus)
    for _each in range(40):
        transcript.step_focus(-1)
    assert views(transcript)["m19"].body.hasFocus()
    assert views(transcript)["m19"].tools.copy.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is views(transcript)["m19"].tools.copy


def test_a_message_is_copied_as_it_was_written(transcript: Transcript) -> None:
    transcript.show_thread([message(1, "**bold** `code`")])
    views(transcript)["m1"].tools.copy_text()
    assert QGuiApplication.clipboard().text() == "**bold** `code`"


def test_a_selection_is_copied_as_plain_text(transcript: Transcript) -> None:
    transcript.show_thread([message(1, "**bold** " + "x" * 500 + "\nnext")])
    body = views(transcript)["m1"].body
    body.selectAll()
    body.copy()
    assert QGuiApplication.clipboard().text() == "**bold** " + "x" * 500 + "\nnext"
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


def test_code_has_a_button_that_copies_it(transcript: Transcript) -> None:
    transcript.show_thread([message(1, "look:\n\n```python\nprint('hi')\n```\n")])
    line = views(transcript)["m1"].findChild(CodeBar)
    assert line is not None
    line.copy_button.click()
    assert QGuiApplication.clipboard().text() == "print('hi')"


def test_thoughts_are_folded_and_open_on_request(transcript: Transcript) -> None:
    transcript.show_thread([message(1, "four", reasoning="two and two")])
    view = views(transcript)["m1"]
    thoughts = view.findChild(Body, "reasoningBody")
    fold = view.findChild(QPushButton, "reasoningFold")
    assert fold is not None
    assert thoughts is not None
    assert fold.text() == "What the model thought"
    assert thoughts.isHidden()
    before = view.height()
    fold.click()
    assert thoughts.toPlainText() == "two and two"
    assert view.height() > before


def test_thoughts_come_before_the_answer(transcript: Transcript) -> None:
    transcript.show_thread([message(1, " ", state="streaming")][:0])
    waiting = Shown(Message("m1", "c", None, "assistant", "", NOW, state="streaming"))
    transcript.show_thread([waiting], writing="m1")
    view = views(transcript)["m1"]
    transcript.say_progress(Progress("Loading the model", 40, 100))
    assert view._waiting.text() == "Loading the model 40 %"
    assert view._waiting.isVisible()
    transcript.grow("hm", reasoning=True)
    fold = view.findChild(QPushButton, "reasoningFold")
    assert fold is not None
    assert fold.text() == "Thinking…"
    assert not view._waiting.isVisible()
    transcript.grow("four")
    assert view.body.toPlainText() == "four"
    assert view.shown is not None
    assert (view.shown.message.reasoning, view.shown.message.text) == ("hm", "four")


def test_a_link_asks_before_it_leads_anywhere(transcript: Transcript, qtbot: QtBot) -> None:
    asked: list[str] = []
    transcript.link_requested.connect(asked.append)
    transcript.show_thread([message(1, "[here](https://example.org/x)")])
    body = views(transcript)["m1"].body
    qtbot.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, body.cursorRect().center().y()))
    assert asked == ["https://example.org/x"]


@pytest.mark.parametrize(
    ("state", "finish", "words"),
    [
        ("complete", "stop", ""),
        ("stopped", "stopped", "You stopped this answer."),
        ("interrupted", None, "This answer was cut off."),
        ("complete", "length", "This answer reached the longest length that is set."),
        ("complete", "repetition", "The model began to repeat itself, so the answer ends here."),
    ],
)
def test_how_a_reply_ended_is_said(state: State, finish: str | None, words: str) -> None:
    assert ending(Message("m", "c", None, "assistant", "x", NOW, state=state, finish=finish)) == words


def test_who_spoke_and_where_it_ran_is_said() -> None:
    assert speaker(Message("m", "c", None, "user", "x", NOW)) == "You"
    here = Message("m", "c", None, "assistant", "x", NOW, model="starter", where="local")
    assert speaker(here) == "Carrel · starter, on this computer"
    away = Message("m", "c", None, "assistant", "x", NOW, model="big", where="school.example")
    assert speaker(away) == "Carrel · big, on school.example"


def test_heights_make_places() -> None:
    strip = Strip()
    strip.set_heights([10, 20, 30])
    assert (strip.total, strip.top(2), strip.at(0), strip.at(10), strip.at(999), strip.at(-5)) == (60, 30, 0, 1, 2, 0)
    assert strip.set_height(0, 15)
    assert not strip.set_height(0, 15)
    assert list(strip.between(16, 36)) == [1, 2]
    strip.set_heights([])
    assert (strip.total, list(strip.between(0, 10))) == (0, [])
