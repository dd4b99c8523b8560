"""Courses in the window: chosen, made, changed, deleted, and chats moved into them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
)

from carrel.courses.model import Course
from carrel.flows import attach, browse, courses, tidy
from carrel.ui.dialogs.course import CourseDialog
from carrel.ui.notices import Notice
from tests.ui.conftest import Desk, Hand
from tests.ui.test_reach import nameless
from tests.ui.test_sidebar import index, titles


def choose(hand: Hand, name: str, words: str = "") -> None:
    """Pick a line of the chooser's menu."""
    menu = hand.sidebar.chooser.menu()
    actions = [one for one in menu.findChildren(QAction, name) if words in one.text()]
    assert len(actions) == 1, [one.text() for one in menu.actions()]
    actions[0].trigger()


def dialog_of(hand: Hand) -> CourseDialog:
    """The dialog that is open."""
    hand.until(lambda: hand.window.findChild(CourseDialog))
    dialog = hand.window.findChild(CourseDialog)
    assert dialog is not None
    return dialog


def made(hand: Hand, title: str) -> Course:
    """A course that the window knows of."""
    course = courses.make(hand.kit, title)
    hand.until(lambda: course in hand.sidebar.courses)
    return course


def write(dialog: QDialog, title: str) -> None:
    """Give the course a title."""
    line = dialog.findChild(QLineEdit, "courseTitle")
    assert line is not None
    line.setText(title)


def press(hand: Hand, dialog: QDialog, name: str) -> None:
    """Click a button of the dialog."""
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    hand.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_a_new_course_is_made_and_new_chats_begin_in_it(desk: Desk) -> None:
    hand = desk(["about cells"])
    choose(hand, "newCourse")
    dialog = dialog_of(hand)
    assert nameless(dialog) == []
    write(dialog, "Biology")
    instructions = dialog.findChild(QPlainTextEdit, "courseInstructions")
    assert instructions is not None
    instructions.setPlainText("Speak of plants.")
    count = dialog.findChild(QLabel, "instructionsCount")
    assert count is not None
    assert count.text() == "16 characters of 4,000"
    hints = dialog.findChild(QRadioButton, "help_hints")
    model = dialog.findChild(QComboBox, "courseModel")
    assert hints is not None
    assert model is not None
    hints.click()
    model.setCurrentIndex(model.findData("qwen"))
    press(hand, dialog, "saveCourse")
    hand.until(lambda: hand.sidebar.course is not None)
    course = hand.sidebar.course
    assert course is not None
    assert (course.title, course.instructions, course.help, course.model) == (
        "Biology",
        "Speak of plants.",
        "hints",
        "qwen",
    )
    empty = hand.find(QLabel, "listEmpty")
    assert "no chat in Biology yet" in empty.text()
    hand.until(lambda: hand.pane.chat.course == course)
    hand.say("What is a cell?")
    assert "Speak of plants." in hand.engines.scripted.asked[0].turns[0].text
    assert hand.find(QLabel, "paneCourse").text() == "Biology"
    assert titles(hand) == ["What is a cell?"]


def test_the_chosen_course_filters_the_list_and_survives_a_restart(desk: Desk) -> None:
    hand = desk(["one", "two"])
    hand.say("in no course")
    course = made(hand, "Biology")
    choose(hand, "chooseCourse", "Biology")
    hand.until(lambda: titles(hand) == [] and hand.sidebar.course == course)
    hand.window.begin_new()
    hand.until(lambda: hand.pane.chat.id is None)
    hand.say("in the course")
    hand.until(lambda: titles(hand) == ["in the course"])
    hand.window.close()
    hand.kit.store.close()
    again = desk()
    again.until(lambda: titles(again) == ["in the course"])
    assert again.texts == ["in the course", "two"]
    choose(again, "chooseCourse", "All chats")
    again.until(lambda: titles(again) == ["in the course", "in no course"])
    assert [index(again, at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)] == [
        "in the course, in Biology",
        "in no course",
    ]


def test_a_chat_is_moved_from_its_menu_and_goes_back_with_an_undo(desk: Desk) -> None:
    hand = desk(["one"])
    hand.say("hello")
    made(hand, "<b>Biology</b> & more")
    menu = hand.sidebar.list.menu_for(index(hand, 0).data(Qt.ItemDataRole.UserRole))
    places = menu.findChild(QMenu, "moveMenu")
    assert places is not None
    first = places.actions()[0]
    assert first.text() == "<b>Biology</b> && more"
    first.trigger()
    menu.deleteLater()
    hand.until(lambda: hand.notice() == "1 chat moved to <b>Biology</b> & more.")
    hand.until(lambda: hand.find(QLabel, "paneCourse").accessibleName() == "Course: <b>Biology</b> & more")
    hand.press("undo")
    hand.until(lambda: hand.pane.chat.course is None)
    hand.idle()
    assert browse.conversation(hand.kit, hand.pane.chat.id or "").course is None


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing")
def test_the_command_moves_the_open_chat(desk: Desk) -> None:
    hand = desk(["one"])
    hand.window.actions_by_id["move_chat"].trigger()
    assert hand.notice() == "Open a chat first; then it can be moved."
    hand.say("hello")
    course = made(hand, "Biology")
    hand.window.actions_by_id["move_chat"].trigger()
    menu = hand.sidebar.findChild(QMenu, "moveMenu")
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    hand.until(lambda: hand.pane.chat.course == course)
    hand.idle()


def test_a_deleted_course_leaves_its_chats_and_comes_back_with_an_undo(desk: Desk) -> None:
    hand = desk(["one"])
    course = made(hand, "Biology")
    choose(hand, "chooseCourse", "Biology")
    hand.until(lambda: hand.pane.chat.course == course)
    hand.say("hello")
    choose(hand, "editCourse")
    press(hand, dialog_of(hand), "deleteCourse")
    hand.until(lambda: hand.notice() == "Biology was deleted; its chats stay.")
    hand.until(lambda: hand.sidebar.course is None and titles(hand) == ["hello"])
    hand.press("undo")
    hand.until(lambda: hand.pane.chat.course == course)
    hand.idle()


def test_a_course_deleted_from_a_new_chat_can_be_had_back_and_what_is_typed_stays(desk: Desk) -> None:
    hand = desk()
    course = made(hand, "Biology")
    choose(hand, "chooseCourse", "Biology")
    hand.until(lambda: hand.pane.chat.course == course)
    hand.qtbot.keyClicks(hand.text, "half a question")
    choose(hand, "editCourse")
    press(hand, dialog_of(hand), "deleteCourse")
    hand.until(lambda: hand.pane.chat.course is None and hand.notice() == "Biology was deleted; its chats stay.")
    hand.press("undo")
    hand.until(lambda: course in hand.sidebar.courses)
    assert hand.pane.composer.draft() == "half a question"
    hand.idle()


def test_sources_are_dropped_taken_away_had_back_and_kept_together(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    course = made(hand, "Biology")
    attach.attach_text(hand.kit, "old.txt", "old", "course", course.id)
    good, bad = tmp_path / "new.txt", tmp_path / "bad.txt"
    good.write_text("A new source.")
    bad.write_bytes(b"\x00\x01")
    hand.window.courses.open(course.id)
    dialog = dialog_of(hand)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(good)), QUrl.fromLocalFile(str(bad))])
    none = Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none))
    hand.until(lambda: len(dialog.sources.added) == 1 and dialog.notices.notices)
    assert dialog.notices.notices[0].what == "bad.txt cannot be attached. This is not a document that Carrel can read."
    press(hand, dialog, "sourceButton")
    assert len(dialog.sources.removed) == 1
    assert [one.name for one in courses.sources(hand.kit, course.id)] == ["old.txt"]
    press(hand, dialog, "saveCourse")
    hand.until(lambda: [one.name for one in courses.sources(hand.kit, course.id)] == ["new.txt"])
    hand.until(lambda: hand.window.findChild(CourseDialog) is None)
    hand.idle()


def test_what_cannot_be_kept_is_said_in_the_dialog(desk: Desk) -> None:
    hand = desk()
    hand.window.courses.open()
    dialog = dialog_of(hand)
    save = dialog.findChild(QPushButton, "saveCourse")
    assert save is not None
    assert not save.isEnabled()
    write(dialog, "Biology")
    dialog.instructions.setPlainText("x" * 5_000)
    press(hand, dialog, "saveCourse")
    hand.until(lambda: dialog.notices.notices)
    notice: Notice = dialog.notices.notices[0]
    assert notice.what == "The instructions are longer than 4000 characters."
    assert courses.courses(hand.kit) == []
    hand.gone(dialog)


def test_a_model_that_is_gone_stays_chosen_until_a_person_chooses_another(desk: Desk) -> None:
    hand = desk()
    course = made(hand, "Biology")
    courses.use_model(hand.kit, course.id, "lost")
    hand.window.courses.open(course.id)
    dialog = dialog_of(hand)
    assert dialog.model.currentText() == "lost (not on this computer)"
    press(hand, dialog, "saveCourse")
    hand.until(lambda: hand.window.findChild(CourseDialog) is None)
    assert courses.named(hand.kit, course.id).model == "lost"


def test_many_chats_are_chosen_with_the_keyboard_and_tidied_with_one_undo(desk: Desk) -> None:
    hand = desk(["one", "two", "three"])
    for text in ("first", "second", "third"):
        hand.window.begin_new()
        hand.until(lambda: hand.pane.chat.id is None)
        hand.say(text)
    course = made(hand, "Biology")
    hand.window.actions_by_id["select_chats"].trigger()
    view = hand.sidebar.list
    assert view.hasFocus()
    view.setCurrentIndex(index(hand, 0))
    hand.qtbot.keyClick(view, Qt.Key.Key_Space)
    hand.qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert hand.find(QLabel, "selectedCount").text() == "2 selected"
    assert index(hand, 1).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    hand.qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: hand.find(QLabel, "selectedCount").text() == "3 selected")
    hand.sidebar.bar.move_requested.emit(course.id)
    hand.until(lambda: hand.notice() == "3 chats moved to Biology.")
    assert not view.rows.checking
    hand.press("undo")
    hand.until(lambda: courses.counts(hand.kit) == {None: 3})
    hand.idle()
    hand.window.actions_by_id["select_chats"].trigger()
    hand.qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: hand.find(QLabel, "selectedCount").text() == "3 selected")
    hand.press("selectionDelete")
    hand.until(lambda: hand.notice() == "3 chats deleted." and titles(hand) == [])
    assert hand.pane.chat.id is None
    hand.press("undo")
    hand.until(lambda: titles(hand) == ["third", "second", "first"])
    hand.idle()


def test_control_and_shift_clicks_choose_and_escape_ends_it(desk: Desk) -> None:
    hand = desk(["one", "two", "three"])
    for text in ("first", "second", "third"):
        hand.window.begin_new()
        hand.until(lambda: hand.pane.chat.id is None)
        hand.say(text)
    hand.until(lambda: len(titles(hand)) == 3)
    view = hand.sidebar.list

    def click(number: int, keys: Qt.KeyboardModifier) -> None:
        where = view.visualRect(index(hand, number)).center()
        hand.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, where)

    click(0, Qt.KeyboardModifier.ControlModifier)
    assert list(view.rows.chosen) == [index(hand, 0).data(Qt.ItemDataRole.UserRole).conversation]
    click(2, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.rows.chosen) == 3
    click(1, Qt.KeyboardModifier.NoModifier)
    assert len(view.rows.chosen) == 2
    hand.qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.rows.checking
    assert hand.sidebar.bar.isHidden()
    hand.idle()


def test_empty_chats_are_deleted_with_an_undo(desk: Desk) -> None:
    hand = desk(["one", "two"])
    hand.say("full")
    hand.window.begin_new()
    hand.until(lambda: hand.pane.chat.id is None)
    hand.say("empty")
    hand.pane.chat.change(lambda: browse.delete_message(hand.kit, hand.messages[0].id))
    hand.until(lambda: hand.texts == [])
    choose(hand, "deleteEmpty")
    hand.until(lambda: hand.notice() == "Chat deleted." and len(tidy.ids(hand.kit)) == 1)
    hand.press("undo")
    hand.until(lambda: len(tidy.ids(hand.kit)) == 2)
    hand.idle()
    hand.sidebar.tidying.delete(tidy.ids(hand.kit))
    hand.until(lambda: hand.notice() == "2 chats deleted.")
    choose(hand, "deleteEmpty")
    hand.until(lambda: hand.notice() == "There are no empty chats.")


def test_a_search_stays_in_the_course_unless_it_is_told_not_to(desk: Desk) -> None:
    hand = desk(["zebra outside", "zebra inside"])
    hand.say("first")
    course = made(hand, "Biology")
    choose(hand, "chooseCourse", "Biology")
    hand.window.begin_new()
    hand.until(lambda: hand.pane.chat.id is None and hand.pane.chat.course == course)
    hand.say("second")
    hand.sidebar.search.setText("zebra")
    hand.until(lambda: titles(hand) == ["second"] and hand.find(QLabel, "foundCount").text() == "1 find in 1 chat")
    hand.find(QCheckBox, "onlyThisCourse").click()
    hand.until(lambda: set(titles(hand)) == {"first", "second"})
    hand.qtbot.keyClick(hand.sidebar.search, Qt.Key.Key_Escape)
    hand.until(lambda: titles(hand) == ["second"])
