"""The teacher's place in the window: where it begins, which class it shows, and how one gets about in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

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
    assert teacher.hand.find(QPushButton, "emptyList").isVisible()  # its pupils come next


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


def test_control_and_tab_turn_the_pages_and_arrows_do_where_the_tabs_have_the_focus(ready: Teacher) -> None:
    pane, seen = ready.pane, []
    pane.show_page(pane.pages[0])
    for _turn in pane.pages:
        ready.hand.key(Qt.Key.Key_Tab, CONTROL)
        seen.append(pane.page)
    assert seen == [*pane.pages[1:], pane.pages[0]]
    assert QApplication.focusWidget() is pane.tabs
    ready.hand.key(Qt.Key.Key_Backtab, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert pane.page is pane.pages[-1]
    ready.hand.key(Qt.Key.Key_Left)
    assert pane.page is pane.pages[-2]


def test_all_that_can_have_the_focus_says_what_it_is(ready: Teacher) -> None:
    for page in ready.pane.pages:
        ready.pane.show_page(page)
        ready.rest()
        areas = ready.pane.findChildren(QAbstractScrollArea)
        for widget in ready.pane.findChildren(QWidget):
            inner = widget.objectName().startswith("qt_") or widget.parent() in areas
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
                told = QAccessible.queryAccessibleInterface(widget)
                assert told is not None
                assert told.text(QAccessible.Text.Name), (page.title, widget.objectName())
                needs_more = isinstance(widget, QComboBox | QLineEdit | QAbstractItemView)
                assert widget.accessibleName() or not needs_more, (page.title, widget.objectName())


def test_in_a_narrow_window_no_word_of_the_invitation_is_cut(desk: Desk) -> None:
    hand = desk()
    hand.window.resize(420, 760)
    teacher = Teacher(hand)
    for said in teacher.pane.empty.findChildren(QLabel):
        if said.text():
            assert said.height() >= said.heightForWidth(said.width()), said.text()


def test_with_large_letters_in_a_low_window_the_pane_scrolls_and_no_button_is_squeezed(ready: Teacher) -> None:
    ready.window.set_setting("text_percent", 200)
    ready.window.resize(1100, 620)
    ready.rest()
    page = ready.pupils
    page.list.choose(ready.kept()["Bo"].id)
    ready.rest()
    for one in (page.add, page.bring, page.codes, page.change, page.leave):
        assert one.height() >= one.minimumSizeHint().height(), one.objectName()
    assert page.list.viewport().height() > 2 * page.list.sizeHintForRow(0), "two lines are seen at once"


def test_the_key_for_finding_looks_for_a_pupil(ready: Teacher) -> None:
    ready.pane.show_page(ready.pane.pages[-1])
    ready.window.actions_by_id["find"].trigger()
    ready.rest()
    assert QApplication.focusWidget() is ready.pupils.search
    ready.type("BO")
    assert ready.lines("pupilList") == ["Bo"]
    ready.hand.key(Qt.Key.Key_Escape)
    assert ready.lines("pupilList") == ["Amara", "Bo"]
    assert ready.window.stage.here == "teach"
