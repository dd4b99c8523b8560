"""How full the context is, who sees a chat, and what is done while nobody waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from carrel.base.work import Cancel
from carrel.courses.model import Course, Help
from carrel.engine.api import Turn
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import attach, browse, courses, prepare, teach
from carrel.flows.prepare import Meter
from carrel.ui.theme import Theme
from carrel.ui.widgets.composer import Composer
from carrel.ui.widgets.meter import ContextMeter
from carrel.ui.widgets.who_sees import who_sees
from tests.ui.conftest import Desk, Hand


class Watched(ScriptedEngine):
    """Reads ahead until it is stopped, and remembers in which thread, how often, and whether it was stopped."""

    def __init__(self, replies: Sequence[str] = (), context: int = 4096) -> None:
        super().__init__(replies, context=context)
        self.threads: set[str] = set()
        self.begun = 0
        self.stopped = 0
        self.waits = True

    def prepare(self, turns: Sequence[Turn], cancel: Cancel) -> int:
        self.threads.add(threading.current_thread().name)
        self.begun += 1
        super().prepare(turns, cancel)
        if self.waits and cancel.wait(20):
            self.stopped += 1
        return 0

    def count(self, turns: Sequence[Turn]) -> int:
        self.threads.add(threading.current_thread().name)
        return super().count(turns)


def watch(hand: Hand, engine: Watched) -> Watched:
    hand.engines.scripted = engine
    return engine


@pytest.fixture
def meter(qtbot: QtBot, theme: Theme) -> Iterator[ContextMeter]:
    made = ContextMeter(theme)
    yield made
    made.close()
    made.deleteLater()


def course(hand: Hand, title: str, help: Help) -> Course:
    made = replace(courses.make(hand.kit, title), help=help)
    courses.change(hand.kit, made)
    return made


# ---- the meter ------------------------------------------------------------------------------------------------------


def test_the_meter_says_nothing_until_it_knows_and_then_plain_figures(meter: ContextMeter) -> None:
    assert meter.isHidden()
    meter.show_use(1204, 4096)
    assert meter.text() == "1,204 of 4,096 tokens"
    assert meter.accessibleName() == "This chat takes 1,204 of the 4,096 tokens that the model can keep in mind."
    assert meter.property("tone") == ""
    meter.forget()
    assert meter.isHidden()


@pytest.mark.parametrize(
    ("used", "dropped", "short", "spoken"),
    [
        (2900, (), "nearly full", "It is nearly full."),
        (1000, ("Something did not fit.",), "not all of it fits", "It does not all fit any more."),
    ],
)
def test_near_full_it_warns_in_words_too(
    meter: ContextMeter, used: int, dropped: tuple[str, ...], short: str, spoken: str
) -> None:
    meter.show_use(used, 4096, dropped)
    assert meter.property("tone") == "warning"
    assert meter.text().endswith(short)
    assert meter.accessibleName().endswith(spoken)


def test_what_is_typed_and_attached_is_measured(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    shown = hand.pane.composer.meter
    hand.until(lambda: not shown.isHidden())
    before = shown.text()
    hand.qtbot.keyClicks(hand.text, "four words are here")
    hand.until(lambda: shown.text() != before)
    typed = shown.text()
    (tmp_path / "a.txt").write_text("many words " * 50)
    hand.pane.attaching.add([tmp_path / "a.txt"])
    hand.until(lambda: shown.text() != typed)
    hand.idle()


def test_another_chat_says_nothing_until_it_is_measured(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("hello")
    hand.until(lambda: not hand.pane.composer.meter.isHidden())
    watch(hand, Watched())
    hand.press("newChat")
    hand.until(lambda: hand.pane.chat.id is None)
    assert hand.pane.composer.meter.isHidden()
    hand.pane.chat.idle.rest()
    hand.idle()


def test_pressing_it_explains_and_shows_what_would_be_sent(desk: Desk) -> None:
    hand = desk()
    hand.qtbot.keyClicks(hand.text, "my question")
    hand.until(lambda: not hand.pane.composer.meter.isHidden())
    hand.qtbot.mouseClick(hand.find(QToolButton, "contextMeter"), Qt.MouseButton.LeftButton)
    notice = hand.pane.notices.notices[-1]
    assert "4,096 tokens" in notice.what
    assert [choice.name for choice in notice.choices] == ["showPrompt"]
    notice.choices[0].act()
    hand.until(lambda: hand.window.findChild(QDialog, "textDialog"))
    dialog = hand.window.findChild(QDialog, "textDialog")
    assert dialog is not None
    box = hand.find(QPlainTextEdit, "plainText", dialog)
    assert box.isReadOnly()
    assert box.toPlainText().endswith("user: my question")
    assert hand.engines.scripted.asked == []
    hand.gone(dialog)


def test_when_it_is_full_older_turns_are_summarised_on_request(desk: Desk) -> None:
    hand = desk()
    engine = watch(hand, Watched(context=1600))
    engine.waits = False
    conversation: str | None = None
    for number in range(5):
        engine.replies.append("An answer about plants and light. " * 40)
        for step in teach.say(hand.kit, conversation, f"Tell me more about plants {number}", Cancel()):
            if isinstance(step, teach.Said):
                conversation = step.conversation.id
    hand.window.open(conversation or "")
    hand.until(lambda: hand.pane.composer.meter.property("tone") == "warning")
    hand.idle()
    hand.pane.fullness.explain()
    notice = hand.pane.notices.notices[-1]
    assert "When it is nearly full, a summary stands for older turns." in notice.next_step
    (now,) = [choice for choice in notice.choices if choice.name == "summariseNow"]
    before = len(browse.chat(hand.kit, conversation or "").summaries)
    engine.replies.append("Plants need light.")
    now.act()
    hand.until(lambda: "summar" in hand.notice())
    hand.until(lambda: hand.notice() == "Older turns are summarised.")
    hand.until(lambda: hand.pane.composer.meter.property("tone") == "")
    hand.idle()
    assert len(browse.chat(hand.kit, conversation or "").summaries) == before + 1
    assert hand.texts == [one.text for one in browse.thread(hand.kit, conversation or "")]


def test_nothing_is_offered_to_summarise_in_a_short_chat(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("hello")
    hand.pane.fullness._take(Meter(100, 4096))
    hand.pane.fullness.explain()
    assert [choice.name for choice in hand.pane.notices.notices[-1].choices] == ["showPrompt"]


def test_the_prompt_that_is_shown_is_the_one_that_is_sent(desk: Desk, tmp_path: Path) -> None:
    hand = desk(["one", "two"])
    hand.say("first")
    (tmp_path / "a.txt").write_text("leaves are green")
    chat = hand.pane.chat.id
    attach.attach_file(hand.kit, tmp_path / "a.txt", "draft", chat)
    shown = prepare.next_prompt(hand.kit, chat, Cancel(), "and then?")
    for _step in teach.say(hand.kit, chat, "and then?", Cancel()):
        pass
    sent = browse.sent_prompt(hand.kit, browse.thread(hand.kit, chat or "")[-1].id)
    assert sent.text == shown
    hand.idle()


# ---- who sees it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("help", "words"),
    [
        ("open", "\u2068Biology\u2069 · only you see this chat; it stays on this computer."),
        ("hints", "\u2068Biology\u2069 · hints only · only you see this chat; it stays on this computer."),
        (
            "feedback",
            "\u2068Biology\u2069 · feedback on your own work only · only you see this chat; it stays on this computer.",
        ),
        ("off", "The tutor is switched off in \u2068Biology\u2069. You can write here, and nothing is sent."),
    ],
)
def test_the_line_names_the_course_and_its_policy(desk: Desk, help: Help, words: str) -> None:
    hand = desk()
    hand.pane.begin_new(None, course(hand, "Biology", help))
    assert hand.find(QLabel, "whoSees").text() == words
    hand.pane.begin_new()
    assert hand.find(QLabel, "whoSees").text() == "Only you see this chat. It stays on this computer."
    hand.idle()


def test_where_the_tutor_is_off_nothing_is_sent_and_what_is_typed_is_kept(desk: Desk) -> None:
    hand = desk()
    engine = watch(hand, Watched())
    hand.pane.chat.idle.rest()
    hand.pane.begin_new(None, course(hand, "Exam", "off"))
    hand.type_and_send("what is the answer?")
    assert not hand.find(QToolButton, "sendButton").isEnabled()
    hand.until(lambda: hand.window._memory.left.draft == "what is the answer?")
    assert (hand.texts, hand.text.toPlainText()) == ([], "what is the answer?")
    assert engine.begun == 0
    hand.pane.begin_new()
    assert hand.find(QToolButton, "sendButton").isEnabled()
    hand.pane.chat.idle.rest()
    hand.idle()


@pytest.mark.parametrize("begun", [True, False])
def test_a_course_that_switches_its_tutor_off_is_heard_at_once(desk: Desk, begun: bool) -> None:
    hand = desk(["yes"])
    made = course(hand, "Biology", "open")
    hand.pane.begin_new(None, made)
    if begun:
        hand.say("hello")
    hand.text.setPlainText("another question")
    assert hand.find(QToolButton, "sendButton").isEnabled()
    courses.change(hand.kit, replace(made, help="off"))
    hand.until(lambda: not hand.find(QToolButton, "sendButton").isEnabled())
    assert hand.text.toPlainText() == "another question"
    hand.pane.chat.idle.rest()
    hand.idle()


def test_a_long_name_is_shortened_and_cannot_turn_the_line() -> None:
    made = Course("c", None, "x" * 100 + "\u202eend")  # type: ignore[arg-type]  # when it was made is not shown
    words = who_sees(made)
    assert len(words) < 110
    assert "\u202e" not in words


def test_at_twice_the_size_the_line_wraps_and_nothing_overlaps(qtbot: QtBot, theme: Theme) -> None:
    theme.choose("light", 200)
    composer = Composer(theme)
    made = Course("c", None, "Introduction to molecular biology", help="feedback")  # type: ignore[arg-type]  # see above
    composer.set_course(made)
    composer.meter.show_use(3999, 4096)
    composer.resize(380, 300)
    composer.show()
    line, frame = composer.findChild(QLabel, "whoSees"), composer.findChild(QFrame, "composerFrame")
    assert line is not None
    assert frame is not None
    lines = line.heightForWidth(line.width()) // line.fontMetrics().lineSpacing()
    meter = composer.meter.mapTo(composer, composer.meter.rect().topLeft()).y()
    composer.close()
    composer.deleteLater()
    theme.choose("light", 100)
    assert lines > 2
    assert line.height() >= line.heightForWidth(line.width())
    assert line.geometry().bottom() < meter < frame.geometry().top()


# ---- reading ahead --------------------------------------------------------------------------------------------------


def test_a_pause_reads_ahead_beside_the_window_and_each_key_stops_it(desk: Desk) -> None:
    hand = desk()
    engine = watch(hand, Watched())
    hand.qtbot.keyClicks(hand.text, "Wha")
    hand.until(lambda: engine.begun == 1)
    assert engine.prepared[-1][-1].text == "Wha"
    hand.qtbot.keyClicks(hand.text, "t")
    hand.until(lambda: engine.stopped == 1)
    hand.until(lambda: engine.begun == 2)
    assert engine.prepared[-1][-1].text == "What"
    assert all(name.startswith("job-") for name in engine.threads)
    hand.pane.chat.idle.rest()
    hand.idle()


def test_opening_a_chat_reads_that_chat_ahead(desk: Desk) -> None:
    hand = desk(["one", "two"])
    hand.say("the first chat")
    first = hand.pane.chat.id or ""
    hand.press("newChat")
    hand.say("the second chat")
    engine = watch(hand, Watched())
    engine.waits = False
    hand.window.open(first)
    hand.until(lambda: engine.prepared)
    assert [turn.text for turn in engine.prepared[0]][1:] == ["the first chat", "one"]
    hand.idle()


def test_sending_stops_it_and_does_not_wait(desk: Desk) -> None:
    hand = desk()
    engine = watch(hand, Watched(["Green."]))
    hand.qtbot.keyClicks(hand.text, "What colour?")
    hand.until(lambda: engine.begun == 1)
    hand.key(Qt.Key.Key_Return)
    hand.until(lambda: hand.texts[1:] == ["Green."])
    assert engine.stopped == 1
    engine.waits = False
    hand.pane.chat.idle.rest()
    hand.idle()


def test_while_keys_come_nothing_is_read_ahead(desk: Desk) -> None:
    hand = desk()
    hand.pane.chat.idle.rest()
    engine = watch(hand, Watched())
    for letter in "many letters":
        hand.qtbot.keyClick(hand.text, letter)
        hand.qtbot.wait(20)
    assert engine.begun == 0
    hand.until(lambda: engine.begun == 1)
    hand.pane.chat.idle.rest()
    hand.idle()
