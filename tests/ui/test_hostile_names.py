"""Texts made to do harm stand in titles, course names and file names of the real window, and are only words there."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from carrel.base.show import one_line
from carrel.base.text import clean
from carrel.base.work import Cancel
from carrel.courses.model import LONGEST_TITLE
from carrel.flows import attach, browse, courses, teach
from carrel.flows.prepare import Beginning
from tests.ui.conftest import Desk, Hand
from tests.ui.payloads import PAYLOADS
from tests.ui.watch import Watch

FREEZE_S = 30
"""A guard against hangs; the longest of all takes a fraction of a second here."""


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """What is opened, and what Qt is asked to load for a text."""
    made = Watch()
    monkeypatch.setattr(QTextDocument, "loadResource", lambda *asked: made.seen.append(f"Qt {asked}"), raising=False)
    return made


def prepared(hand: Hand) -> tuple[str, str]:
    """A chat in a course; the ids of both."""
    course = courses.make(hand.kit, "Biology")
    beginning = Beginning(course.id)
    for _step in teach.say(hand.kit, None, "hi", Cancel(), beginning, ()):
        pass
    (chat,) = browse.conversations(hand.kit)
    hand.window.open(chat.id)
    hand.until(lambda: hand.pane.chat.id == chat.id)
    hand.idle()
    return chat.id, course.id


def is_called(hand: Hand, title: str) -> bool:
    """Whether the window has heard of the title."""
    return hand.pane.chat.conversation is not None and hand.pane.chat.conversation.title == title


def rest_on(widget: QWidget) -> None:
    """Let the mouse rest on a widget until its tip would come."""
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), widget.mapToGlobal(QPoint(2, 2)))
    QApplication.sendEvent(widget, event)


def test_whatever_a_title_a_course_or_a_file_is_called_nothing_is_opened_and_nothing_freezes(
    desk: Desk, tmp_path: Path, watch: Watch
) -> None:
    hand = desk(["yes"])
    chat, course = prepared(hand)
    longest = 0.0
    for text in PAYLOADS.values():
        watch.seen.clear()
        began = time.monotonic()
        watch.on = True
        browse.rename(hand.kit, chat, text)
        name = one_line(text)[:LONGEST_TITLE].strip() or "x"
        courses.change(hand.kit, replace(courses.named(hand.kit, course), title=name))
        attach.attach_text(hand.kit, text, "words", "draft", chat)
        hand.window.open(chat)
        hand.until(partial(is_called, hand, clean(text)))
        hand.pane.attaching.refresh()
        hand.until(lambda: hand.pane.attaching.taken)
        hand.idle()
        for label in ("paneTitle", "paneCourse"):
            rest_on(hand.find(QLabel, label))
        hand.window.grab()
        watch.on = False
        longest = max(longest, time.monotonic() - began)
        shown = [label.text() for label in hand.window.findChildren(QLabel) if label.isVisibleTo(hand.window)]
        guessing = [one for one in hand.window.findChildren(QLabel) if one.textFormat() is not Qt.TextFormat.PlainText]
        assert [one.objectName() for one in guessing if one.objectName() != "qtooltip_label"] == []  # ui/plain escapes
        assert not {"\u202e", "\x00"} & set("".join(shown))
        assert [one for one in watch.seen if str(tmp_path) not in one] == []
        for taken in hand.pane.attaching.taken:
            attach.take_off(hand.kit, taken.attachment.id, "draft", chat)
        hand.pane.attaching.refresh()
        hand.until(lambda: not hand.pane.attaching.taken)
    assert longest < FREEZE_S
