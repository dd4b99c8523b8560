"""The page of feedback, used as a teacher uses it: drafts, edits, approvals, decisions, and the way back from each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QBoxLayout, QPushButton
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Stamp
from carrel.flows.classes.feedback import queue
from carrel.flows.classes.seeing.contested import contested
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.teach.feedback import FeedbackPage
from carrel.ui.panes.teach.feedback.entry_list import EntryLines
from carrel.ui.theme import Theme
from tests.library.packs.kit import good, written
from tests.ui.conftest import LONGEST_WAIT_MS
from tests.ui.desk import OneEngine, make_kit
from tests.ui.practice_desk import install
from tests.ui.teach.feedback_desk import ANSWERS, Answers, furnish

_CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """The page alone in a window, and what it told."""

    def __init__(self, kit: Kit, theme: Theme, qtbot: QtBot, answers: Answers) -> None:
        self.kit, self.qtbot = kit, qtbot
        self.room = furnish(kit, answers)
        self.jobs = Jobs()
        self.page = FeedbackPage(kit, self.jobs, theme)
        self.told: list[Notice] = []
        self.page.told.connect(self.told.append)
        self.page.resize(1100, 760)
        self.page.show()
        self.page.show_class(self.room)
        self.rest()

    def rest(self) -> None:
        """Wait until what is shown is what there is."""
        self.qtbot.waitUntil(lambda: self.page.is_at_rest and not self.jobs.running, timeout=LONGEST_WAIT_MS)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=LONGEST_WAIT_MS)

    def press(self, name: str) -> None:
        """Click the visible button of this name, and wait for what comes of it."""
        [found] = [one for one in self.page.findChildren(QPushButton, name) if one.isVisible()]
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
        self.rest()

    def choose(self, name: str) -> None:
        """Choose the feedback for a pupil."""
        place = next(at for at, one in enumerate(self.page.shown) if one.pupil.name == name)
        self.page.list.choose(place)

    def write(self, text: str) -> None:
        """Write something else in the box, as a person would."""
        box = self.page.entry.saying.box
        box.setFocus()
        box.selectAll()
        self.qtbot.keyClicks(box, text)

    def undo(self) -> None:
        """Press what the last notice offers."""
        self.told[-1].choices[0].act()
        self.rest()

    def state(self, name: str) -> str:
        """Where the feedback for a pupil stands, in the store."""
        return next(one for one in queue.queue(self.kit, self.room) if one.pupil.name == name).feedback.state

    def text(self, name: str) -> str:
        """What stands there for a pupil, in the store."""
        return next(one for one in queue.queue(self.kit, self.room) if one.pupil.name == name).feedback.text


Opened = Callable[..., Desk]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, tmp_path: Path, stamp: Stamp) -> Iterator[Opened]:
    """Opens the page of a class with these answers, and has the drafts made where that is wanted."""
    desks: list[Desk] = []

    def one(answers: Answers = ANSWERS, *, drafted: bool = True) -> Desk:
        kit = make_kit(tmp_path / "home", stamp=stamp)
        install(kit, written(good(), tmp_path / "pack"))
        desks.append(Desk(kit, theme, qtbot, answers))
        if drafted:
            desks[0].press("feedbackEmptyDraft")
        return desks[0]

    yield one
    for desk in desks:
        desk.page.close()
        desk.jobs.close()
        desk.page.deleteLater()
        desk.kit.store.close()


def test_nothing_was_taken_in_yet(opened: Opened) -> None:
    desk = opened((), drafted=False)
    assert desk.page.empty.isVisible()
    assert desk.page.empty_title.text() == "No feedback waits for you."
    desk.press("feedbackEmptyDraft")
    assert desk.told[-1].what == "No try waits for feedback."


def test_what_waits_is_counted_and_drafted_with_one_click(opened: Opened) -> None:
    desk = opened(drafted=False)
    assert desk.page.empty_title.text() == "4 tries wait for feedback."
    desk.press("feedbackEmptyDraft")
    assert {one.pupil.name for one in desk.page.shown} == {name for name, *_rest in ANSWERS}
    assert desk.page.entry.name.text().strip("\u2068\u2069") == "Amara Obi"
    assert "bigger heap" in desk.page.entry.sheet.answer.text
    assert "You wrote" in desk.page.entry.saying.text
    assert not desk.page.empty.isVisible()


def test_control_enter_approves_and_goes_on_to_the_next_draft(opened: Opened) -> None:
    desk = opened()
    names = [one.pupil.name for one in desk.page.shown]
    desk.page.list.setFocus()
    desk.qtbot.keyClick(desk.page.list, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is desk.page.entry.saying.box
    for done, name in enumerate(names, 1):
        chosen = desk.page.list.chosen
        assert chosen is not None
        assert chosen.pupil.name == name
        desk.qtbot.keyClick(desk.page.entry.saying.box, Qt.Key.Key_Return, _CTRL)
        desk.rest()
        states = [one.feedback.state for one in queue.queue(desk.kit, desk.room)]
        assert states.count("approved") == done
    assert desk.told[-1].what.startswith("Approved for")


def test_a_second_press_of_enter_does_not_put_aside_what_was_approved_with_the_button(opened: Opened) -> None:
    desk = opened(drafted=False)
    desk.page.empty_draft.setFocus()
    desk.qtbot.keyClick(desk.page.empty_draft, Qt.Key.Key_Space)
    desk.rest()
    assert QApplication.focusWidget() is desk.page.list
    approve = desk.page.entry.saying.approve
    approve.setFocus()
    desk.qtbot.keyClick(approve, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is desk.page.list
    desk.rest()
    assert [one.feedback.state for one in queue.queue(desk.kit, desk.room)].count("approved") == 1


def test_an_edit_is_what_goes_out_and_undo_makes_a_draft_of_it_again(opened: Opened) -> None:
    desk = opened()
    desk.choose("Bo Lind")
    assert not desk.page.entry.saying.why.isVisible()
    desk.write("Look at both heaps.")
    assert desk.page.entry.saying.why.isVisible()
    desk.press("feedbackApprove")
    assert (desk.state("Bo Lind"), desk.text("Bo Lind")) == ("approved", "Look at both heaps.")
    desk.undo()
    assert (desk.state("Bo Lind"), desk.text("Bo Lind")) == ("draft", "Look at both heaps.")
    chosen = desk.page.list.chosen
    assert chosen is not None
    assert chosen.pupil.name == "Bo Lind"


def test_what_was_written_is_kept_when_another_one_is_chosen_or_the_page_is_left(opened: Opened) -> None:
    desk = opened()
    desk.choose("Bo Lind")
    desk.write("Half a thought")
    desk.choose("Amara Obi")
    assert "bigger heap" in desk.page.entry.saying.text
    desk.until(lambda: desk.text("Bo Lind") == "Half a thought")
    desk.write("Another one")
    desk.page.hide()
    desk.until(lambda: desk.text("Amara Obi") == "Another one")
    desk.page.show()
    desk.rest()
    desk.choose("Bo Lind")
    assert desk.page.entry.saying.text == "Half a thought"


def test_what_is_kept_while_somebody_writes_on_does_not_take_away_what_came_after(opened: Opened) -> None:
    desk = opened()
    desk.choose("Bo Lind")
    desk.write("First")
    desk.page.entry.saying.keep_now()
    desk.qtbot.keyClicks(desk.page.entry.saying.box, " and second")
    desk.until(lambda: desk.text("Bo Lind") == "First and second")
    desk.rest()
    assert desk.page.entry.saying.text == "First and second"


def test_nothing_empty_is_approved(opened: Opened) -> None:
    desk = opened()
    desk.choose("Bo Lind")
    desk.write("x")
    desk.qtbot.keyClick(desk.page.entry.saying.box, Qt.Key.Key_Backspace)
    assert not desk.page.entry.saying.approve.isEnabled()
    desk.qtbot.keyClick(desk.page.entry.saying.box, Qt.Key.Key_Return, _CTRL)
    desk.rest()
    assert desk.state("Bo Lind") == "draft"


def test_putting_aside_goes_on_and_can_be_taken_back(opened: Opened) -> None:
    desk = opened()
    desk.choose("Amara Obi")
    desk.write("Half a thought")
    desk.press("feedbackAside")
    assert desk.state("Amara Obi") == "aside"
    chosen = desk.page.list.chosen
    assert chosen is not None
    assert chosen.pupil.name != "Amara Obi"
    desk.undo()
    assert (desk.state("Amara Obi"), desk.page.entry.saying.text) == ("draft", "Half a thought")
    desk.press("feedbackAside")
    desk.choose("Amara Obi")
    desk.press("feedbackBack")
    assert desk.state("Amara Obi") == "draft"


def test_drafting_again_takes_the_edit_away_and_undo_brings_it_back(opened: Opened) -> None:
    desk = opened()
    desk.choose("Bo Lind")
    drafted = desk.page.entry.saying.text
    desk.write("My own words")
    desk.press("feedbackAgain")
    assert desk.page.entry.saying.text == drafted
    desk.undo()
    assert desk.page.entry.saying.text == "My own words"
    assert desk.text("Bo Lind") == "My own words"


@pytest.mark.parametrize(("name", "verdict"), [("Right", "right"), ("Partly", "partly"), ("Wrong", "wrong")])
def test_a_contested_verdict_is_decided_with_one_of_three(opened: Opened, name: str, verdict: str) -> None:
    desk = opened()
    desk.choose("Bo Lind")
    assert "My sister says" in desk.page.entry.deciding.reason.text()
    assert "contests the verdict" in str(desk.page.list.currentIndex().data(int(Qt.ItemDataRole.AccessibleTextRole)))
    desk.qtbot.keyClicks(desk.page.entry.deciding.because, "I read it twice.")
    desk.press(f"decide{name}")
    [entry] = [one for one in queue.queue(desk.kit, desk.room) if one.pupil.name == "Bo Lind"]
    assert entry.case is not None
    assert entry.case.decision is not None
    assert (entry.case.decision.verdict, entry.case.decision.because) == (verdict, "I read it twice.")
    assert entry.case.attempt.verdict == "wrong"
    assert "I read it twice." in desk.page.entry.saying.text
    assert [one.pupil.name for one in contested(desk.kit, desk.room)] == [ANSWERS[3][0]]
    desk.press("decisionBack")
    assert len(contested(desk.kit, desk.room)) == 2
    assert desk.page.entry.deciding.because.isVisible()


def test_it_is_told_where_a_pupil_cannot_be_reached_yet(opened: Opened) -> None:
    desk = opened()
    desk.choose("Amara Obi")
    desk.press("feedbackApprove")
    desk.choose("Amara Obi")
    assert "once they have handed something in" in desk.page.entry.saying.note.text()
    desk.choose("Bo Lind")
    desk.press("feedbackApprove")
    desk.choose("Bo Lind")
    assert "only Bo Lind can read it" in desk.page.entry.saying.note.text().replace("\u2068", "").replace("\u2069", "")


def test_drafting_shows_how_far_it_is_and_can_be_stopped(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carrel.flows.classes.feedback.draft.able", lambda kit, role, cancel: kit.engines.engine())
    desk = opened(drafted=False)
    assert isinstance(desk.kit.engines, OneEngine)
    desk.kit.engines.scripted._pause = 0.2
    desk.page.draft_all()
    desk.until(desk.page.busy.isVisible)
    assert "Drafting feedback" in desk.page.busy.words.accessibleName()
    desk.press("stopDrafting")
    assert not desk.page.busy.isVisible()
    assert len(desk.page.shown) < len(ANSWERS)
    assert desk.page.draft.isEnabled()
    desk.kit.engines.scripted._pause = 0.0
    desk.page.draft_all()
    desk.rest()
    assert len(desk.page.shown) == len(ANSWERS)


def test_what_fails_is_told_and_the_page_goes_on(opened: Opened) -> None:
    desk = opened()
    desk.choose("Bo Lind")
    with desk.kit.store.writing() as db:
        db.execute("delete from feedback")
    desk.page.set_aside()
    desk.rest()
    assert desk.told[-1].what == "There is no such feedback."
    desk.until(desk.page.empty.isVisible)


def test_another_class_shows_its_own(opened: Opened) -> None:
    desk = opened()
    other = furnish(desk.kit, (("Zoe Sand", "sums.adding.09", "It is a sum of amounts.", "Why not?"),), title="8a")
    desk.page.show_class(other)
    desk.rest()
    assert desk.page.empty_title.text() == "One try waits for feedback."
    desk.page.show_class(desk.room)
    desk.rest()
    assert len(desk.page.shown) == len(ANSWERS)


def test_a_narrow_page_has_the_list_above(opened: Opened) -> None:
    desk = opened()
    assert desk.page._sides.direction() == QBoxLayout.Direction.LeftToRight
    desk.page.resize(420, 760)
    assert desk.page._sides.direction() == QBoxLayout.Direction.TopToBottom


def test_everything_that_is_pressed_has_a_name_and_a_stop(opened: Opened) -> None:
    desk = opened()
    desk.choose("Bo Lind")
    for part in (desk.page.list, desk.page.entry.saying.box, desk.page.entry.deciding.because):
        told = QAccessible.queryAccessibleInterface(part)
        assert told.text(QAccessible.Text.Name)
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
    for one in desk.page.findChildren(QPushButton):
        assert one.accessibleName(), one.objectName()


def test_the_lines_keep_their_places_where_only_what_is_said_changes(opened: Opened) -> None:
    desk = opened()
    lines = EntryLines()
    lines.set_entries(desk.page.shown)
    resets: list[None] = []
    lines.modelReset.connect(lambda: resets.append(None))
    lines.set_entries(list(desk.page.shown))
    assert resets == []
    lines.set_entries(desk.page.shown[1:])
    assert len(resets) == 1
