"""The window says what was marked otherwise here, and shows the talks that came along."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Moment
from carrel.classroom.classes.model import Pupil
from carrel.classroom.joined.model import Joined
from carrel.classroom.shared.model import SharedTurn
from carrel.flows.classes.hand_back import ToHandBack
from carrel.flows.classes.seeing.evidence import Behind
from carrel.flows.classes.shared_talks import PupilTalk
from carrel.flows.classes.take_in import TakenIn
from carrel.flows.figures.tries import Tried
from carrel.ui.dialogs.classes.taken import line, summary
from carrel.ui.dialogs.hand_in import HandInDialog
from carrel.ui.dialogs.seeing.evidence import EvidenceDialog
from carrel.ui.dialogs.seeing.talk import TalkDialog
from carrel.ui.theme import Theme
from tests.ui.conftest import LONGEST_WAIT_MS

MOMENT = Moment("2026-03-02T09:00:00.000000Z", 60, "2026-03-02")
AMARA = Pupil("p", "c", "Amara <b>Obi</b>", "KOMA-7", MOMENT)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialogs stand over."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def a_talk() -> PupilTalk:
    """Two turns about one question."""
    turns = tuple(
        SharedTurn("t", "a", "i", role, text, MOMENT)  # type: ignore[arg-type]
        for role, text in (("user", "What is <i>a heap</i>?"), ("assistant", "Say what you see."))
    )
    return PupilTalk(AMARA, "a", "Sums", "i", "How much is 8 and 6?", turns)


def behind(*talks: PupilTalk, other: str = "") -> Behind:
    """A wrong try, with these talks."""
    tried = Tried("a", MOMENT, "How much is 8 and 6?", "13", "wrong", "", 0, True, False, other)
    return Behind("Amara", tried, talks)


def test_a_line_and_the_summary_say_what_was_marked_otherwise_and_what_came_along() -> None:
    one = TakenIn(Path("a.carrel-results"), "ok", "The work of Amara was taken in.", tries=3, differs=2, talks=1)
    says = "2 answers were marked otherwise here than on the pupil's computer; what was marked here counts."
    assert line(one) == (
        "a.carrel-results: The work of Amara was taken in. 3 tries are new. "
        f"The talk with the tutor about one question came along. {says}"
    )
    assert summary([one], stopped=False) == f"One file was taken in. 3 tries are new. {says}"
    honest = TakenIn(Path("b.carrel-results"), "ok", "The work of Bo was taken in.", tries=3)
    assert "marked" not in line(honest) + summary([honest], stopped=False)


def test_the_evidence_shows_both_verdicts_and_opens_the_talk_by_keyboard(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    dialog = EvidenceDialog("Counting", "", [behind(a_talk(), other="right"), behind(a_talk())], theme, window)
    dialog.open()
    verdicts = [row[3] for row in dialog.table.shown()[1:]]
    assert verdicts == ["wrong (on the pupil's computer: right)", "wrong"]
    read = dialog.findChild(QPushButton, "readTalks")
    assert read is not None
    read.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(read, Qt.Key.Key_Space)
    talks = dialog.findChild(TalkDialog)
    assert talks is not None
    said = [one.text().replace("\u200b", "") for one in talks.findChildren(QLabel, "talkSaid")]
    assert said == ["What is <i>a heap</i>?", "Say what you see."], "one talk is there once, as it was written"
    assert {one.textFormat() for one in talks.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    talks.reject()
    qtbot.waitUntil(lambda: dialog.findChild(TalkDialog) is None, timeout=LONGEST_WAIT_MS)
    dialog.reject()


def test_without_a_talk_there_is_nothing_to_open(theme: Theme, window: QWidget) -> None:
    assert EvidenceDialog("Counting", "", [behind()], theme, window).findChild(QPushButton, "readTalks") is None


def test_a_pupil_reads_that_the_talk_goes_along_before_handing_in(theme: Theme, window: QWidget) -> None:
    joined = Joined("c", "7b", "Ms Adeyemi", b"k" * 32, None, "KOMA-7", "", "told", MOMENT)
    with_talk = ToHandBack(joined, (("Sums", 2),), True, "1234", "file", (), (("Sums", 2),))
    lines = [one.text() for one in HandInDialog(with_talk, theme, window).findChildren(QLabel, "handInHolds")]
    assert lines[2:] == [
        "Sums: your talk with the tutor about 2 questions",
        "The task says that this talk goes along. Your other chats stay on this computer.",
    ]
    without = ToHandBack(joined, (("Sums", 2),), True, "1234", "file")
    said = [one.text() for one in HandInDialog(without, theme, window).findChildren(QLabel, "handInHolds")]
    assert not any("talk" in one for one in said)
