"""The teacher's place in the window: where it begins, which class it shows, and how one gets about in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from carrel.flows.classes import rooms
from tests.ui.conftest import Desk
from tests.ui.teach.conftest import Teacher

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_before_there_is_a_class_it_says_what_one_is_and_offers_to_make_it(teacher: Teacher) -> None:
    assert QApplication.focusWidget() is teacher.hand.find(QPushButton, "emptyNewClass")
    assert not teacher.pane.head.acts.isVisible()
    teacher.hand.key(Qt.Key.Key_Return)
    dialog = teacher.dialog("classDialog")
    assert not teacher.hand.find(QPushButton, "formYes", dialog).isEnabled()
    teacher.type("7b")
    teacher.hand.key(Qt.Key.Key_Tab)
    teacher.type("Ms Adeyemi")
    teacher.hand.key(Qt.Key.Key_Return)
    teacher.gone("classDialog")
    [made] = rooms.rooms(teacher.kit)
    assert (made.classroom.title, made.classroom.teacher) == ("7b", "Ms Adeyemi")
    assert teacher.said() == ["The class “7b” was made."]
    assert teacher.hand.find(QLabel, "classTitle").text() == "7b"
    assert teacher.pane.head.acts.isVisible()


def test_of_several_classes_one_is_chosen_and_a_new_one_is_shown_at_once(teacher: Teacher) -> None:
    teacher.make_class("7b")
    teacher.make_class("8a", "")
    choice = teacher.hand.find(QComboBox, "classChoice")
    assert [choice.itemText(n) for n in range(choice.count())] == ["8a", "7b"]
    assert choice.currentText() == "8a"
    choice.setFocus()
    teacher.hand.key(Qt.Key.Key_Down)
    assert teacher.pane.classroom == next(one.id for one in teacher.pane.classes if one.title == "7b")


def test_the_name_of_whoever_teaches_is_offered_again_and_a_class_can_be_renamed(teacher: Teacher) -> None:
    teacher.make_class("7b")
    teacher.pane.head.change_requested.emit()
    dialog = teacher.dialog("classDialog")
    teacher.write("className", "7c", dialog)
    teacher.hand.press("formYes", dialog)
    teacher.gone("classDialog")
    assert teacher.pane.head.title.text() == "7c"
    assert rooms.room(teacher.kit, "7c").classroom.teacher == "Ms Adeyemi"


def test_a_class_made_elsewhere_shows_at_once(teacher: Teacher) -> None:
    rooms.make(teacher.kit, "9d")
    teacher.hand.until(lambda: teacher.pane.head.title.text() == "9d")


def test_escape_goes_back_to_the_chat(desk: Desk) -> None:
    teacher = Teacher(desk())
    teacher.make_class()
    teacher.hand.key(Qt.Key.Key_Escape)
    assert teacher.said() == []
    teacher.hand.key(Qt.Key.Key_Escape)
    assert teacher.window.stage.here == ""
