"""The place for shaping the assistant, and its page of evaluation sets, used by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QWidget,
)

from carrel.flows.evaluate import runs, sets
from carrel.ui.dialogs.evaluation.running import RunDialog
from carrel.ui.dialogs.evaluation.writing import SetDialog
from carrel.ui.panes.shape.evaluation import EvaluationPage
from tests.flows.evaluate.desk import TEXT
from tests.ui.conftest import Desk, Hand

OLD = ("one", "old two", "old three", "four")
NEW = ("one", "two", "new three", "fore")


class Shaper:
    """Uses the page of one window."""

    def __init__(self, hand: Hand) -> None:
        self.hand, self.kit, self.window = hand, hand.kit, hand.window
        page = hand.window.shaping.open(EvaluationPage)
        assert isinstance(page, EvaluationPage)
        self.page = page
        self.rest()

    def rest(self) -> None:
        """Wait until all that is shown is what there is."""
        self.hand.until(lambda: not self.window.jobs.running and self.page.is_at_rest)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """The dialog of this kind, once it is there."""
        self.hand.until(lambda: [one for one in self.window.findChildren(kind) if one.isVisible()])
        return next(one for one in self.window.findChildren(kind) if one.isVisible())

    def yes(self, kind: type[QDialog]) -> None:
        """Press the first button of a dialog of this kind, and come back to the window."""
        self.hand.press("formYes", self.dialog(kind))
        self.hand.until(lambda: not any(one.isVisible() for one in self.window.findChildren(kind)))
        self.window.activateWindow()
        self.hand.until(self.window.isActiveWindow)

    def make(self) -> str:
        """A set of four questions, in sight; its id."""
        made = sets.add(self.kit, sets.checked("md", TEXT))
        self.page.show_set(made.id)
        self.rest()
        return made.id

    def run(self, *replies: str) -> None:
        """Run the set in sight, with these replies."""
        self.hand.engines.scripted.replies.extend(replies)
        self.hand.press("runEvaluation")
        self.yes(RunDialog)
        self.hand.until(lambda: self.page.sets.run.isEnabled() and not self.window.jobs.running)
        self.rest()

    def save_table(self, path: Path) -> None:
        """Save the run in sight as a table."""
        self.page.run.save.menu().actions()[1].trigger()
        self.hand.until(lambda: self.window.findChild(QFileDialog, "saveDialog"))
        asking = self.window.findChild(QFileDialog, "saveDialog")
        assert asking is not None
        asking.fileSelected.emit(str(path))
        self.hand.until(path.exists)
        asking.close()

    def lines(self, name: str) -> list[tuple[str, str, str]]:
        """What stands in a list: the title, what is at its end, and below it."""
        found = self.hand.find(QAbstractItemView, name)
        return [(one.title, one.at_end, one.below) for one in found.lines.lines]  # type: ignore[attr-defined]

    def said(self, name: str) -> str:
        """What a label says."""
        return self.hand.find(QLabel, name).text()


@pytest.fixture
def shaper(desk: Desk) -> Shaper:
    """The page in sight."""
    return Shaper(desk())


def test_two_runs_of_a_set_are_compared_voted_on_and_saved(shaper: Shaper, tmp_path: Path) -> None:
    hand, page = shaper.hand, shaper.page
    named = shaper.make()
    assert shaper.said("noRuns").startswith("It was not run yet")
    shaper.run(*OLD)
    shaper.run(*NEW)
    assert [(title, below) for title, _end, below in shaper.lines("evaluationRuns")] == [
        ("Run 2: starter", "3 of 4 as expected"),
        ("Run 1: starter", "4 of 4 as expected"),
    ]
    page.sets.runs.setFocus()
    hand.key(Qt.Key.Key_Return)
    shaper.rest()
    assert shaper.said("runTitle") == "Numbers · Run 2: starter"
    box = hand.find(QComboBox, "runFormer")
    box.setCurrentIndex(1)
    shaper.rest()
    assert [(title, end) for title, end, _below in shaper.lines("runQuestions")] == [
        ("Figures", ""),
        ("one", "same"),
        ("two", "same"),
        ("three", "same"),
        ("four", "worse"),
    ]
    assert shaper.said("figuresSaid").startswith("0 better, 1 worse, 3 the same. Win rate 38 %")
    assert page.run.figures.questions.shown()[4] == ["four", "worse", "as expected", "not as expected"]
    page.run.list.choose("two")
    shown = [one.text for one in page.run.replies.findChildren(type(page.run.replies.question), "evaluationReply")]
    assert shown == ["old two", "two"]
    hand.press("runVote")
    hand.until(page.vote.isVisible)
    for _card in range(2):
        first = page.vote.replies[0].text in NEW
        hand.key(Qt.Key.Key_1 if first else Qt.Key.Key_2)
        shaper.rest()
    hand.key(Qt.Key.Key_Backspace)
    shaper.rest()
    assert shaper.said("voteSaid") == "Which reply is better? 2 of 3"
    assert "Run" not in " ".join(one.text() for one in page.vote.findChildren(QLabel) if one.isVisible())
    hand.key(Qt.Key.Key_Escape)  # what was told of the run goes first
    assert page.vote.isVisible()
    hand.key(Qt.Key.Key_Escape)
    assert page.run.isVisible()
    hand.press("runVote")
    hand.until(lambda: page.vote.isVisible() and not shaper.window.jobs.running)
    for _card in range(2):
        hand.key(Qt.Key.Key_0)
        shaper.rest()
    assert shaper.said("voteResultSaid").startswith(
        "“Run 2: starter” was preferred once, the other run was preferred 0"
    )
    assert page.vote.result.table.shown()[1:] == [
        ["Run 1: starter", "0"],
        ["Run 2: starter", "1"],
        ["Equal", "3"],
        ["Of these the same in both, word for word", "1"],
    ]
    page.step_back()
    shaper.save_table(tmp_path / "out.csv")
    assert "four,worse" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert len(runs.of_set(shaper.kit, named)) == 2


def test_a_set_is_written_with_its_faults_beside_it_and_removed_with_an_undo(shaper: Shaper, tmp_path: Path) -> None:
    hand, page = shaper.hand, shaper.page
    assert [title for title, _end, _below in shaper.lines("evaluationSets")] == ["Everyday questions to the tutor"]
    hand.press("newEvaluation")
    dialog = shaper.dialog(SetDialog)
    assert isinstance(dialog, SetDialog)
    assert dialog.yes.isEnabled(), "what a new set begins with can be run"
    dialog.box.setPlainText(TEXT.replace("contain: two", ""))
    hand.until(lambda: dialog.is_at_rest and dialog.faults.lines.lines)
    assert [one.at_end for one in dialog.faults.lines.lines] == ["line 19"]
    assert not dialog.yes.isEnabled()
    dialog.faults.opened.emit(dialog.faults.lines.lines[0].id)
    assert dialog.box.textCursor().blockNumber() == 18
    dialog.box.setPlainText(TEXT)
    hand.until(lambda: dialog.is_at_rest and dialog.yes.isEnabled())
    shaper.yes(SetDialog)
    hand.until(lambda: shaper.page.sets.title.text() == "Numbers")
    shaper.rest()
    page.sets.list.setFocus()
    hand.key(Qt.Key.Key_Delete)
    hand.until(lambda: len(shaper.lines("evaluationSets")) == 1)
    hand.press("undo")
    hand.until(lambda: len(shaper.lines("evaluationSets")) == 2)
    path = tmp_path / "more.jsonl"
    path.write_text('{"title": "More"}\n{"ask": "Say five.", "contains": ["five"]}\n', encoding="utf-8")
    pane = shaper.window.shaping.pane
    assert pane is not None
    pane.drop.dropped.emit([path])
    shaper.yes(SetDialog)
    hand.until(lambda: shaper.page.sets.title.text() == "More")


def test_a_run_that_is_stopped_can_go_on_and_only_one_runs_at_a_time(desk: Desk) -> None:
    shaper = Shaper(desk(["one", *OLD[1:]], pause=0.02))
    shaper.make()
    shaper.hand.press("runEvaluation")
    shaper.yes(RunDialog)
    shaper.hand.until(shaper.page.sets.busy.isVisible)
    assert not shaper.page.sets.run.isEnabled()
    shaper.hand.press("stopEvaluation")
    shaper.hand.until(lambda: not shaper.window.jobs.running)
    shaper.rest()
    pane = shaper.window.shaping.pane
    assert pane is not None
    assert [one.what for one in pane.notices.notices] == ["Stopped. What was asked is kept, and the run can go on."]
    [half] = runs.of_set(shaper.kit)
    assert half.run.ended is None
    page = shaper.page.sets
    page.runs.setFocus()
    shaper.hand.press("goOnRun")
    shaper.hand.until(lambda: runs.of_set(shaper.kit)[0].run.ended is not None and not shaper.window.jobs.running)
    assert runs.of_set(shaper.kit)[0].figures.asked == 4


def test_all_that_can_have_the_focus_says_what_it_is_and_escape_goes_back_step_by_step(shaper: Shaper) -> None:
    shaper.make()
    shaper.run(*OLD)
    shaper.page.show_run(runs.of_set(shaper.kit)[0].run.id)
    shaper.rest()
    pane = shaper.window.shaping.pane
    assert pane is not None
    areas = pane.findChildren(QAbstractScrollArea)
    for _face in range(2):
        for widget in pane.findChildren(QWidget):
            inner = widget.objectName().startswith("qt_") or widget.parent() in areas
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
                told = QAccessible.queryAccessibleInterface(widget)
                assert told is not None
                assert told.text(QAccessible.Text.Name), widget.objectName()
        for notice in list(pane.notices.notices):
            pane.notices.dismiss(notice)
        shaper.hand.key(Qt.Key.Key_Escape)
        shaper.rest()
    assert shaper.window.stage.here == ""
    shaper.window.actions_by_id["shape"].trigger()
    assert shaper.window.stage.here == "shape"
    assert QApplication.focusWidget() is pane.tabs
