"""The page of the assignments: what is set, changed, taken back, and what pupils will be told of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
)

from carrel.classroom.classes.model import POLICIES, Assignment
from carrel.flows import holdings
from carrel.flows.classes import pupils, rooms
from carrel.flows.classes.choices import Choices
from carrel.flows.classes.give_out import give_out, told
from carrel.flows.classes.policies import policy_words
from carrel.ui.dialogs.classes.assignment import AssignmentDialog
from carrel.ui.dialogs.classes.check_list import Checkable, CheckList
from carrel.ui.theme import Theme
from tests.ui.teach.conftest import TOPIC, Teacher


def opened(teacher: Teacher, press: str = "") -> AssignmentDialog:
    """The dialog of a new assignment, or the one that a button opens."""
    page = teacher.assignments
    teacher.hand.press(press or ("newAssignment" if page.list.lines.lines else "emptyAssignment"))
    dialog = teacher.dialog("assignmentDialog")
    assert isinstance(dialog, AssignmentDialog)
    return dialog


def given(teacher: Teacher) -> list[Assignment]:
    """What is set, as it is kept, newest first."""
    return list(rooms.room(teacher.kit, teacher.pane.classroom).assignments)


def test_an_assignment_is_set_by_keyboard_alone(ready: Teacher) -> None:
    page = ready.assignments
    assert page.nothing.isVisible()
    page.nothing.step.setFocus()
    ready.hand.key(Qt.Key.Key_Return)
    dialog = ready.dialog("assignmentDialog")
    ready.type("Sums")
    ready.hand.key(Qt.Key.Key_Tab)
    listed = ready.hand.find(QListWidget, "taskTopics", dialog)
    assert listed.hasFocus()
    ready.hand.key(Qt.Key.Key_Home)
    ready.hand.key(Qt.Key.Key_Space)
    ready.hand.find(QPushButton, "formYes", dialog).setFocus()
    ready.hand.key(Qt.Key.Key_Return)
    ready.gone("assignmentDialog")
    [made] = given(ready)
    assert (made.title, len(made.topics), made.count, made.policy, made.given) == ("Sums", 1, 10, "hints", True)
    assert ready.said() == ["“Sums” goes out with the next pack."]
    assert [line.title for line in page.list.lines.lines] == ["Sums"]
    assert page.list.lines.lines[0].below == (
        "10 questions · Hints only · for everybody · without a last day · goes out with the next pack"
    )


def test_lessons_are_added_from_the_dialog_where_there_are_none(
    teacher: Teacher, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holdings, "foundations", lambda: pack)
    teacher.make_class()
    dialog = opened(teacher)
    teacher.type("Sums")
    assert not dialog.topics.isVisible()
    teacher.hand.press("taskAddLessons", dialog)
    teacher.hand.until(dialog.topics.isVisible)
    assert not dialog.add_lessons.isVisible()
    dialog.topics.check(TOPIC)
    teacher.hand.press("formYes", dialog)
    teacher.gone("assignmentDialog")
    assert [(one.title, one.topics) for one in given(teacher)] == [("Sums", (TOPIC,))]


def test_all_of_it_is_kept_as_it_was_filled_in_and_what_is_told_follows(ready: Teacher) -> None:
    pupils.change(ready.kit, ready.kept()["Bo"].id, "Bo", ["blue & red"])
    ready.rest()
    dialog = opened(ready)
    said = ready.hand.find(QLabel, "taskTold", dialog)
    private = said.text()
    assert private == told((dialog.draft(),))
    dialog.title.setText("Rivers")
    ready.hand.find(QPlainTextEdit, "taskText", dialog).setPlainText("Why do rivers bend?")
    ready.hand.find(QRadioButton, "policy_open", dialog).click()
    ready.hand.find(QCheckBox, "taskTranscript", dialog).click()
    assert said.text() == told((dialog.draft(),)) != private
    for name, day in (("taskOpens", (2027, 3, 1)), ("taskDue", (2027, 3, 12))):
        ready.hand.find(QCheckBox, name, dialog).click()
        ready.hand.find(QDateEdit, f"{name}Day", dialog).setDate(QDate(*day))
    ready.hand.find(QCheckBox, "taskGroup_0", dialog).click()
    ready.hand.press("formYes", dialog)
    ready.gone("assignmentDialog")
    [made] = given(ready)
    assert (made.task, made.policy, made.transcript) == ("Why do rivers bend?", "open", True)
    assert (made.opens, made.due, made.groups) == ("2027-03-01", "2027-03-12", ("blue & red",))
    below = ready.assignments.list.lines.lines[0].below
    assert below.startswith(
        "a text to write · All help · for blue & red · from Monday, 1 March 2027 · due by Friday, 12"
    )


def test_the_tutor_gets_a_behaviour_where_it_speaks_and_one_that_is_gone_is_still_named(ready: Teacher) -> None:
    dialog = opened(ready)
    box = ready.hand.find(QComboBox, "taskBehaviour", dialog)
    assert not box.isEnabled(), "with hints only it says nothing in words of its own"
    ready.hand.find(QRadioButton, "policy_feedback", dialog).click()
    assert box.isEnabled()
    box.setCurrentText("Socratic")
    dialog.title.setText("Sums")
    dialog.topics.check(TOPIC)
    ready.hand.press("formYes", dialog)
    ready.gone("assignmentDialog")
    [made] = given(ready)
    assert (made.behaviour, made.policy) == ("socratic", "feedback")
    gone = AssignmentDialog(replace(made, behaviour="gone"), Choices(), dialog.theme, ready.pane)
    assert (gone.behaviour.currentText(), gone.draft().behaviour) == ("gone (not here)", "gone")
    gone.deleteLater()


def test_without_help_there_is_no_talk_that_could_come_back(ready: Teacher) -> None:
    dialog = opened(ready)
    box = ready.hand.find(QCheckBox, "taskTranscript", dialog)
    box.click()
    assert dialog.draft().transcript
    ready.hand.find(QRadioButton, "policy_off", dialog).click()
    assert not box.isEnabled()
    assert not dialog.draft().transcript
    dialog.close()
    ready.gone("assignmentDialog")


def test_each_rule_says_what_the_tutor_may_then_do(ready: Teacher) -> None:
    dialog = opened(ready)
    for policy in POLICIES:
        choice = ready.hand.find(QRadioButton, f"policy_{policy}", dialog)
        assert choice.text() == policy_words()[policy].name
        assert choice.accessibleDescription() == policy_words()[policy].says
        assert any(one.text() == policy_words()[policy].says for one in dialog.findChildren(QLabel))
        choice.click()
        assert dialog.draft().policy == policy
    dialog.close()
    ready.gone("assignmentDialog")


def test_what_cannot_be_set_is_told_in_the_dialog_and_nothing_typed_is_lost(ready: Teacher) -> None:
    dialog = opened(ready)
    ready.hand.press("formYes", dialog)
    ready.hand.until(lambda: [one.what for one in dialog.notices.notices] == ["A title is missing."])
    dialog.title.setText("Sums")
    ready.hand.press("formYes", dialog)
    ready.hand.until(lambda: [one.what for one in dialog.notices.notices] == ["The assignment asks for nothing yet."])
    dialog.topics.check(TOPIC)
    for name, day in (("taskOpens", (2027, 3, 12)), ("taskDue", (2027, 3, 1))):
        ready.hand.find(QCheckBox, name, dialog).click()
        ready.hand.find(QDateEdit, f"{name}Day", dialog).setDate(QDate(*day))
    ready.hand.press("formYes", dialog)
    ready.hand.until(lambda: [one.what for one in dialog.notices.notices] == ["The assignment is due before it opens."])
    assert (dialog.title.text(), dialog.topics.checked) == ("Sums", (TOPIC,))
    assert given(ready) == []
    dialog.close()
    ready.gone("assignmentDialog")


def test_what_went_out_says_that_a_change_comes_with_the_next_pack(ready: Teacher) -> None:
    made = rooms.assign(ready.kit, "7b", Assignment("", "", "Sums", ready.kit.stamp.now(), topics=(TOPIC,)))
    give_out(ready.kit, ready.pane.classroom, ready.kit.places.data / "7b.carrel-class")
    page = ready.assignments
    ready.hand.until(lambda: "tries came back from 0 of 2" in "".join(line.below for line in page.list.lines.lines))
    page.list.choose(made.id)
    dialog = opened(ready, "changeAssignment")
    assert "next pack" in ready.hand.find(QLabel, "taskWentOut", dialog).text()
    assert dialog.topics.checked == (TOPIC,)
    dialog.title.setText("More sums")
    dialog.items.setValue(5)
    ready.hand.press("formYes", dialog)
    ready.gone("assignmentDialog")
    assert given(ready) == [replace(made, title="More sums", count=5)]


def test_an_assignment_is_taken_back_and_put_back(ready: Teacher) -> None:
    for title in ("Old", "New"):
        rooms.assign(ready.kit, "7b", Assignment("", "", title, ready.kit.stamp.now(), topics=(TOPIC,)))
    page = ready.assignments
    ready.hand.until(lambda: ready.lines("assignmentList") == ["New", "Old"])
    before = given(ready)
    page.list.choose(before[1].id)
    page.list.setFocus()
    ready.hand.key(Qt.Key.Key_Delete)
    ready.hand.until(lambda: ready.lines("assignmentList") == ["New"])
    assert ready.said()[-1] == "“Old” was taken back."
    ready.notice("undo")
    ready.hand.until(lambda: ready.lines("assignmentList") == ["New", "Old"])
    assert sorted(given(ready), key=lambda one: one.id) == sorted(before, key=lambda one: one.id)


def test_a_search_finds_what_is_said_beside_a_line_and_forgets_no_check(theme: Theme) -> None:
    offered = [Checkable(f"t{n}", f"Topic {n}", "Algebra" if n == 11 else "Sums, counting") for n in range(20)]
    found = CheckList(offered, ["t3", "gone"], "Topics", "topics", theme)
    found.search.setText("ALGEBRA")
    seen = [found.list.item(row).text() for row in range(21) if not found.list.item(row).isHidden()]
    assert seen == ["Topic 11"]
    found.check("t11")
    found.search.setText("no such thing")
    checked = found.checked
    assert checked == ("t3", "t11", "gone")
    assert found.count.text() == "3 chosen: Topic 3, Topic 11, gone (no longer here)"
    found.check("gone", on=False)
    assert found.checked == checked[:2]
    found.deleteLater()
