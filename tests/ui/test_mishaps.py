"""A mistake of ours keeps what was being written before it says anything, and says what is kept."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel
from carrel.engine.api import ChatRequest
from carrel.flows import browse
from carrel.store.faults import StoreDamaged
from carrel.ui import start
from carrel.ui.dialogs.report import SAVED, ReportDialog
from carrel.ui.jobs import install_hooks
from carrel.ui.theme import Theme
from carrel.ui.window.memory import Memory
from tests.ui.conftest import Desk, Hand

SECRET = "my essay on rivers"
CHAT = "chats that were said"


@pytest.fixture
def caught(qtbot: QtBot) -> Iterator[Callable[[Hand], None]]:
    """Sends what nobody catches to the window, as the running program does, and not to the test."""
    undo: list[Callable[[], None]] = []

    def catch(hand: Hand) -> None:
        undo.append(install_hooks(hand.window.mishaps.tell))

    yield catch
    for one in reversed(undo):
        one()


def break_in_a_slot(_checked: bool = False) -> None:
    """A slot of the window with a mistake in it."""
    raise ValueError(SECRET)


def report(hand: Hand) -> ReportDialog:
    """The dialog, once it is there."""
    hand.until(lambda: hand.window.findChild(ReportDialog))
    dialog = hand.window.findChild(ReportDialog)
    assert dialog is not None
    return dialog


def words(dialog: QDialog, name: str) -> str:
    """What a label of the dialog says."""
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.text()


def kept_draft(hand: Hand) -> str:
    """The draft of the open chat, as it is on the disk at this moment."""
    return browse.conversation(hand.kit, hand.pane.chat.id or "").draft


def press_a_broken_button(hand: Hand) -> None:
    """Let a slot fail, inside the handling of an event."""
    button = QPushButton("broken", hand.window)
    button.clicked.connect(break_in_a_slot)
    button.click()


@pytest.mark.qt_no_exception_capture
def test_a_mistake_in_a_slot_keeps_the_draft_before_the_dialog_opens(
    desk: Desk, caught: Callable[[Hand], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = desk(["yes"])
    hand.say(CHAT)
    caught(hand)
    on_disk_when_shown: list[str] = []
    show = hand.window.dialogs.show_report

    def look_first(text: str, kept: bool) -> None:
        on_disk_when_shown.append(kept_draft(hand))
        show(text, kept)

    monkeypatch.setattr(hand.window.dialogs, "show_report", look_first)
    hand.text.setFocus()
    hand.qtbot.keyClicks(hand.text, SECRET)
    press_a_broken_button(hand)
    dialog = report(hand)
    assert on_disk_when_shown == [SECRET]
    assert "is saved" in words(dialog, "reportKept")
    text = dialog.findChild(QPlainTextEdit, "reportText")
    assert text is not None
    assert "ValueError" in text.toPlainText()
    assert SECRET not in text.toPlainText()
    assert CHAT not in text.toPlainText()
    hand.gone(dialog)


@pytest.mark.qt_no_exception_capture
def test_the_draft_of_a_new_chat_is_kept_too(desk: Desk, caught: Callable[[Hand], None]) -> None:
    hand = desk()
    caught(hand)
    hand.text.setFocus()
    hand.qtbot.keyClicks(hand.text, SECRET)
    press_a_broken_button(hand)
    dialog = report(hand)
    assert Memory(hand.kit.places.cache / "window.json").left.draft == SECRET
    assert "is saved" in words(dialog, "reportKept")
    hand.gone(dialog)


@pytest.mark.qt_no_exception_capture
def test_what_could_not_be_kept_is_not_called_saved(
    desk: Desk, caught: Callable[[Hand], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = desk(["yes"])
    hand.say(CHAT)
    caught(hand)

    def refuse(*_given: object) -> None:
        raise StoreDamaged("The file is damaged.", "Restore a copy.")

    monkeypatch.setattr(browse, "set_draft", refuse)
    press_a_broken_button(hand)
    dialog = report(hand)
    assert "could not be saved" in words(dialog, "reportKept")
    hand.gone(dialog)


@pytest.mark.qt_no_exception_capture
def test_a_mistake_in_every_frame_is_one_dialog(desk: Desk, caught: Callable[[Hand], None]) -> None:
    hand = desk()
    caught(hand)
    button = QPushButton("broken", hand.window)
    button.clicked.connect(break_in_a_slot)
    for _each in range(5):
        button.click()
    hand.gone(report(hand))
    button.click()
    hand.idle()
    assert hand.window.findChild(ReportDialog) is None


def test_the_text_of_a_broken_reply_is_on_the_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = desk(["one two three " * 20])

    def fail(request: ChatRequest, cancel: Cancel) -> Iterator[object]:
        yield from real(request, cancel)
        raise ZeroDivisionError

    real = hand.engines.scripted.chat
    monkeypatch.setattr(hand.engines.scripted, "chat", fail)
    hand.type_and_send(CHAT)
    dialog = report(hand)
    assert hand.kept()[-1].text.startswith("one two three")
    hand.gone(dialog)


@pytest.mark.qt_no_exception_capture
def test_a_reply_on_its_way_goes_on_and_is_kept_whole(desk: Desk, caught: Callable[[Hand], None]) -> None:
    whole = "one two three four five six seven eight nine ten"
    hand = desk([whole], pause=0.1)
    caught(hand)
    hand.type_and_send(CHAT)
    hand.until(lambda: len(hand.texts) == 2 and hand.texts[1])
    assert hand.pane.chat.is_answering
    press_a_broken_button(hand)
    dialog = report(hand)
    hand.idle()
    assert hand.kept()[-1].text == whole
    hand.gone(dialog)


def test_a_report_can_be_copied_and_saved(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ReportDialog("Carrel 1\n\nValueError", SAVED, theme, parent)
    copy = dialog.findChild(QPushButton, "copyReport")
    assert copy is not None
    copy.click()
    assert QGuiApplication.clipboard().text() == "Carrel 1\n\nValueError"
    dialog.save(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text() == "Carrel 1\n\nValueError"
    assert words(dialog, "reportDone") == "Saved as report.txt."
    dialog.save(tmp_path / "missing" / "report.txt")
    assert "could not be saved" in words(dialog, "reportDone")


def answer_the_next_box(shown: list[str]) -> None:
    """Read the box that will be opened, and close it."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        shown.append(dialog.objectName())
        shown.extend(one.text() for one in dialog.findChildren(QLabel))
        dialog.accept()

    QTimer.singleShot(0, look)


def test_without_a_window_the_reason_is_shown_as_plain_text(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_environment: object) -> None:
        raise CarrelError("The folder <b>x</b> cannot be read.", "Choose another.", "errno 13")

    monkeypatch.setattr(start, "open_house", refuse)
    shown: list[str] = []
    answer_the_next_box(shown)
    hook = sys.excepthook
    assert start.start({}) == 1
    assert {"fatalDialog", "The folder <b>x</b> cannot be read.", "Choose another.", "errno 13"} <= set(shown)
    assert "Choose another." in capsys.readouterr().err
    assert sys.excepthook is hook


def test_a_mistake_before_there_is_a_window_is_reported_too(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_environment: object) -> None:
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr(start, "open_house", fail)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # what the test changes is put back
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    with pytest.raises(ZeroDivisionError) as raised:
        start.start({})
    shown: list[str] = []
    answer_the_next_box(shown)
    sys.excepthook(raised.type, raised.value, raised.tb)
    assert "reportDialog" in shown
    assert any("cannot go on" in words for words in shown)
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert SECRET not in said
