"""The page of the pupils: who is there, changed, noted as gone and brought in from a list, and the codes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from carrel.flows.classes import rooms, roster
from tests.ui.teach.conftest import Teacher

FAULTY = "Name;Group;Id\nAmara;blue;1\nCem;red;2\n;red;3\nDara;red;2\n"


def drop(teacher: Teacher, *paths: Path) -> None:
    """Let files go over the pane."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    teacher.pane.drop.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))


def test_an_empty_class_says_how_pupils_come_into_it(teacher: Teacher) -> None:
    teacher.make_class()
    page = teacher.pupils
    assert page.nothing.isVisible()
    assert not page.codes.isVisible()
    page.new.setFocus()
    teacher.hand.key(Qt.Key.Key_Return)
    assert teacher.kept() == {}


def test_names_are_typed_one_after_the_other_and_each_gets_a_code(ready: Teacher) -> None:
    page = ready.pupils
    assert QApplication.focusWidget() is page.new
    assert page.new.text() == ""
    assert ready.lines("pupilList") == ["Amara", "Bo"]
    assert page.count.text() == "2 pupils"
    assert [line.code for line in page.list.lines.lines] == [one.code for one in ready.kept().values()]


def test_names_stand_in_the_order_of_the_alphabet_whatever_their_accents(ready: Teacher) -> None:
    for name in ("Élodie", "amina", "Zoë", "Farid"):
        roster.add(ready.kit, ready.pane.classroom, name)
    ready.hand.until(lambda: len(ready.pupils.list.lines.lines) == 6)
    assert ready.lines("pupilList")[0:2] == ["Amara", "amina"]
    assert ready.lines("pupilList")[-1] == "Zoë"


def test_enter_changes_name_and_groups_and_the_code_stays(ready: Teacher) -> None:
    page, code = ready.pupils, ready.kept()["Amara"].code
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    ready.hand.key(Qt.Key.Key_Return)
    dialog = ready.dialog("pupilDialog")
    assert code in ready.hand.find(QLabel, "pupilCode", dialog).text()
    ready.write("pupilName", "Amara <b>Obi</b>", dialog)
    ready.write("pupilGroups", " blue,, red ; blue", dialog)
    ready.hand.key(Qt.Key.Key_Return)
    ready.gone("pupilDialog")
    changed = ready.kept()["Amara <b>Obi</b>"]
    assert (changed.groups, changed.code) == (("blue", "red"), code)
    assert ready.lines("pupilList") == ["Amara <b>Obi</b>", "Bo"]
    line = page.list.chosen
    assert line is not None
    assert (line.title, line.below) == ("Amara <b>Obi</b>", "blue, red")
    assert line.spoken == f"Amara <b>Obi</b>. {' '.join(code)}. blue, red"


def test_delete_notes_that_somebody_has_left_and_that_can_be_undone(ready: Teacher) -> None:
    page = ready.pupils
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    ready.hand.key(Qt.Key.Key_Delete)
    ready.hand.until(lambda: page.count.text() == "1 pupil, 1 has left")
    assert ready.lines("pupilList") == ["Bo", "Amara"]
    assert [line.is_past for line in page.list.lines.lines] == [False, True]
    assert ready.said()[-1] == "Amara has left the class; what was done is kept."
    ready.notice("undo")
    ready.hand.until(lambda: page.count.text() == "2 pupils")
    assert not ready.kept()["Amara"].left


def test_who_has_left_can_be_there_again_and_is_not_noted_twice(ready: Teacher) -> None:
    page = ready.pupils
    page.list.choose(ready.kept()["Bo"].id)
    ready.hand.press("pupilLeft")
    ready.hand.until(lambda: ready.kept()["Bo"].left and page.back.isVisible())
    ready.rest()
    said = ready.said()
    page.list.setFocus()
    ready.hand.key(Qt.Key.Key_Delete)
    ready.rest()
    assert ready.said() == said
    ready.hand.press("pupilBack")
    ready.hand.until(lambda: not ready.kept()["Bo"].left)


def test_the_codes_are_written_as_a_page_to_cut_out(ready: Teacher, tmp_path: Path) -> None:
    path = tmp_path / "codes.html"
    ready.choose_file("codesFileDialog", path, lambda: ready.hand.press("saveCodes"))
    page = path.read_text(encoding="utf-8")
    assert all(one.code in page and name in page for name, one in ready.kept().items())
    assert ready.said() == ["codes.html was written. Open it in a browser to print it."]


def test_codes_that_cannot_be_written_are_told(ready: Teacher, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "codes.csv"
    ready.choose_file("codesFileDialog", path, lambda: ready.hand.press("saveCodes"))
    assert ready.said()[0].startswith("The file ")
    assert "Choose another folder" in ready.said()[0]


def test_a_list_with_faults_is_looked_through_first_and_its_good_rows_are_brought_in(
    ready: Teacher, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(FAULTY)
    ready.choose_file("rosterFileDialog", path, lambda: ready.hand.press("bringList"))
    dialog = ready.dialog("rosterDialog")
    ready.hand.until(ready.hand.find(QPushButton, "rosterYes", dialog).isEnabled)
    changes, faults = ready.lines("rosterChanges", dialog), ready.lines("rosterFaults", dialog)
    assert "7b: Cem is new." in changes
    assert "7b: Bo is not in the new list, and stays until you take them out." in changes
    assert [one.split(":")[0] for one in faults] == [
        "list.csv, row 4, column “Name”",
        "list.csv, row 5, column “Id”",
    ]
    assert ready.hand.find(QLabel, "rosterWrong", dialog).text() == "2 rows cannot be read:"
    assert sorted(ready.kept()) == ["Amara", "Bo"], "nothing is done before somebody says so"
    ready.hand.find(QPushButton, "rosterYes", dialog).setFocus()
    ready.hand.key(Qt.Key.Key_Return)
    ready.gone("rosterDialog")
    assert sorted(ready.kept()) == ["Amara", "Bo", "Cem"]
    assert ready.kept()["Amara"].groups == ("blue",)
    assert ready.said() == ["The list was brought in. One pupil is new in the class."]


def test_a_list_of_several_classes_asks_which_it_is(ready: Teacher, tmp_path: Path) -> None:
    path = tmp_path / "school.csv"
    path.write_text("Class,Name\n8a,Cem\n8b,Dara\n8b,Elif\n")
    drop(ready, path)
    dialog = ready.dialog("rosterDialog")
    yes, choice = ready.hand.find(QPushButton, "rosterYes", dialog), ready.hand.find(QComboBox, "rosterClass", dialog)
    assert [choice.itemText(n) for n in range(choice.count())] == ["Choose a class", "8a: 1 pupil", "8b: 2 pupils"]
    ready.rest()
    assert not yes.isEnabled()
    choice.setCurrentIndex(2)
    ready.hand.until(yes.isEnabled)
    assert "7b: Elif is new." in ready.lines("rosterChanges", dialog)
    choice.setCurrentIndex(0)
    assert not yes.isEnabled()
    choice.setCurrentIndex(1)
    ready.hand.until(yes.isEnabled)
    ready.hand.press("rosterYes", dialog)
    ready.gone("rosterDialog")
    assert sorted(ready.kept()) == ["Amara", "Bo", "Cem"]


def test_a_list_that_changes_nothing_or_is_none_says_so(ready: Teacher, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name\nAmara\nBo\n")
    drop(ready, path)
    dialog = ready.dialog("rosterDialog")
    said = ready.hand.find(QLabel, "rosterSaid", dialog)
    ready.hand.until(lambda: said.text() == "Nothing will be different.")
    assert not ready.hand.find(QPushButton, "rosterYes", dialog).isEnabled()
    dialog.close()
    ready.gone("rosterDialog")
    path.write_text("just some words\n")
    drop(ready, path)
    ready.hand.until(lambda: ready.said() and "names a column of names" in ready.said()[-1])


def test_a_dialog_that_is_closed_early_is_not_filled_afterwards(ready: Teacher, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name\nCem\n")
    drop(ready, path)
    ready.dialog("rosterDialog").close()
    ready.gone("rosterDialog")
    assert sorted(ready.kept()) == ["Amara", "Bo"]


def test_a_list_of_a_thousand_keeps_the_window_free_and_is_searched(
    ready: Teacher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside: list[tuple[str, bool]] = []

    def watched(name: str) -> Callable[..., Any]:
        real = getattr(roster, name)

        def call(*arguments: Any) -> Any:
            beside.append((name, threading.current_thread() is not threading.main_thread()))
            return real(*arguments)

        return call

    for name in ("read", "planned", "bring_in"):
        monkeypatch.setattr(roster, name, watched(name))
    path = tmp_path / "list.csv"
    path.write_text("Name;Group\n" + "".join(f"Pupil {n:04};group {n % 30}\n" for n in range(1000)))
    drop(ready, path)
    dialog = ready.dialog("rosterDialog")
    ready.hand.until(ready.hand.find(QPushButton, "rosterYes", dialog).isEnabled)
    assert len(ready.lines("rosterChanges", dialog)) == 1002
    ready.hand.press("rosterYes", dialog)
    ready.gone("rosterDialog")
    ready.hand.until(lambda: ready.pupils.count.text() == "1002 pupils")
    assert beside == [("read", True), ("planned", True), ("bring_in", True)]
    search = ready.hand.find(QLineEdit, "pupilSearch")
    search.setFocus()
    ready.type("pupil 0042")
    assert ready.lines("pupilList") == ["Pupil 0042"]
    ready.hand.key(Qt.Key.Key_Down)
    assert ready.pupils.list.hasFocus()
    search.setText(rooms.room(ready.kit, "7b").pupils[5].code)
    assert len(ready.lines("pupilList")) == 1
    search.setText("nobody at all")
    assert not ready.pupils.list.isVisible()
