"""The page of a teacher's own questions: they are brought in, looked at, tried out and taken out again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from carrel.base.stamp import Stamp
from carrel.classroom.classes.model import Assignment
from carrel.flows.authoring import items
from carrel.flows.classes import rooms
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.teach.authoring import QuestionsPage
from carrel.ui.theme import Theme
from tests.ui.conftest import LONGEST_WAIT_MS
from tests.ui.desk import make_kit
from tests.ui.teach.questions_desk import ALL, CAPITAL, FAULTY, RIVER, furnish


class Desk:
    """The page alone in a window, and what it told."""

    def __init__(self, kit: Kit, theme: Theme, qtbot: QtBot, room: str) -> None:
        self.kit, self.qtbot, self.room = kit, qtbot, room
        self.jobs = Jobs()
        self.page = QuestionsPage(kit, self.jobs, theme)
        self.told: list[Notice] = []
        self.asked_for: list[str] = []
        self.page.told.connect(self.told.append)
        self.page.bring_requested.connect(self.asked_for.append)
        self.page.resize(1100, 760)
        self.page.show()
        self.page.show_class(room)
        self.rest()

    def rest(self) -> None:
        """Wait until what is shown is what there is."""
        self.qtbot.waitUntil(lambda: self.page.is_at_rest and not self.jobs.running, timeout=LONGEST_WAIT_MS)

    def press(self, name: str) -> None:
        """Click the visible button of this name, and wait for what comes of it."""
        [found] = [one for one in self.page.findChildren(QPushButton, name) if one.isVisible()]
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
        self.rest()

    def choose(self, line: int) -> None:
        """Choose the question at this line."""
        self.page.list.setCurrentIndex(self.page.list.model().index(line, 0))

    def try_(self, typed: str) -> str:
        """What is said of this answer, given as a pupil gives it."""
        answer = self.page.question.sandbox.answer
        assert answer is not None
        answer.take_focus()
        field = answer.focusWidget()
        self.qtbot.keyClicks(field, typed)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.rest()
        return self.page.question.sandbox.verdict.text()

    def prompts(self) -> list[str]:
        """What the questions ask, as they are kept."""
        return [one.prompt for one in items.questions(self.kit, self.room, "Rivers").items]


Opened = Callable[..., Desk]


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, tmp_path: Path, stamp: Stamp) -> Iterator[Opened]:
    """Opens the page of a class with these questions."""
    desks: list[Desk] = []

    def one(listed: tuple[dict[str, Any], ...] = ALL, *, is_set: bool = True) -> Desk:
        kit = make_kit(tmp_path / "home", stamp=stamp)
        desks.append(Desk(kit, theme, qtbot, furnish(kit, listed, is_set=is_set)))
        return desks[0]

    yield one
    for desk in desks:
        desk.page.close()
        desk.jobs.close()
        desk.page.deleteLater()
        desk.kit.store.close()


def test_without_an_assignment_there_is_nothing_to_bring_in(opened: Opened) -> None:
    desk = opened(is_set=False)
    assert desk.page.empty_title.text() == "Nothing is set for this class yet."
    assert not desk.page.empty_acts.isVisible()


def test_a_file_is_brought_in_and_what_was_left_out_is_told(opened: Opened, tmp_path: Path) -> None:
    desk = opened(())
    desk.press("questionsEmptyBring")
    [assignment] = desk.asked_for
    assert assignment == rooms.room(desk.kit, desk.room).assignments[0].id
    path = tmp_path / "mine.json"
    path.write_text(json.dumps([RIVER, FAULTY, {"kind": "text"}]))
    desk.page.bring_in(assignment, path)
    desk.rest()
    assert desk.prompts() == [RIVER["prompt"]]
    assert desk.told[-1].what == "The assignment has one question now. 2 were left out."
    assert "would not be marked right" in desk.told[-1].next_step
    desk.page.bring_in(assignment, tmp_path / "nowhere.json")
    desk.rest()
    assert "cannot be read" in desk.told[-1].what


def test_a_question_is_shown_as_it_goes_out_with_its_key(opened: Opened) -> None:
    desk = opened()
    desk.choose(1)
    assert desk.page.question.prompt.text == CAPITAL["prompt"]
    assert desk.page.question.key.text().splitlines() == ["✓ Vienna", "○ Graz"]
    assert "goes out with the next class pack" in desk.page.question.state.text()
    assert not desk.page.question.approve.isVisible()


def test_an_answer_is_marked_as_it_will_be_point_by_point(opened: Opened) -> None:
    desk = opened()
    assert desk.try_("the danube") == "It would be marked: right."
    assert desk.try_("the Rhine") == "It would be marked: wrong."
    desk.choose(3)
    assert not desk.page.question.sandbox.verdict.isVisible()
    assert desk.try_("Water runs downhill.") == "It would be marked: partly right."
    points = [one.text() for one in desk.page.question.sandbox.findChildren(QLabel, "sandboxPoint")]
    assert [one[0] for one in points if one] == ["✓", "?"]


def test_a_question_is_taken_out_and_undo_puts_it_back(opened: Opened) -> None:
    desk = opened()
    desk.press("questionRemove")
    assert RIVER["prompt"] not in desk.prompts()
    desk.told[-1].choices[0].act()
    desk.rest()
    assert RIVER["prompt"] in desk.prompts()


def test_another_assignment_has_its_own(opened: Opened) -> None:
    desk = opened()
    room = rooms.room(desk.kit, desk.room).classroom
    rooms.assign(desk.kit, room.id, Assignment("", "", "Lakes", room.created, task="Draw one."))
    desk.page.show_class(desk.room)
    desk.rest()
    assert len(desk.page.list.lines) == len(ALL)
    desk.page.which.setCurrentIndex(desk.page.which.findText("Lakes"))
    desk.rest()
    assert desk.page.empty.isVisible()
    desk.page.which.setCurrentIndex(desk.page.which.findText("Rivers"))
    desk.rest()
    assert len(desk.page.list.lines) == len(ALL)
