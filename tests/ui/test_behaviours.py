"""Behaviours in the window: written with live faults, compared, tried, tested, brought in, and followed by chats."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox

from carrel.flows import browse, courses
from carrel.flows.behaviours import keeping
from carrel.ui.dialogs.behaviour import BehaviourDialog
from carrel.ui.dialogs.course import CourseDialog
from carrel.ui.dialogs.manner import MannerDialog
from carrel.ui.panes.shape.behaviours import BehavioursPage
from tests.behaviours.test_reading import FILE
from tests.ui.conftest import Desk, Hand
from tests.ui.test_acts import dialog, inside
from tests.ui.test_reach import nameless


def page_of(hand: Hand, name: str = "socratic") -> BehavioursPage:
    """The page in the window, with this behaviour chosen."""
    page = hand.window.shaping.open(BehavioursPage)
    assert isinstance(page, BehavioursPage)
    hand.until(lambda: page.list.lines.lines and page.is_at_rest)
    page.list.choose(name)
    hand.until(lambda: page.one.title.text() and page.is_at_rest and title_is_chosen(page))
    return page


def title_is_chosen(page: BehavioursPage) -> bool:
    """Whether the one that is shown is the one that is chosen."""
    line = page.list.chosen
    return line is not None and line.title == page.one.title.text()


def faults(page: BehavioursPage) -> list[str]:
    """What stands in the list of faults."""
    return [line.title for line in page.one.writing.faults.lines.lines]


def test_what_is_written_is_checked_kept_and_saved_as_a_version_to_go_back_to(desk: Desk) -> None:
    hand = desk()
    page = page_of(hand)
    one, kit = page.one, hand.kit
    one.show_face(one.writing)
    text = one.writing.box.toPlainText()
    assert not one.writing.save.isEnabled()
    cursor = one.writing.box.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    one.writing.box.setTextCursor(cursor)
    hand.qtbot.keyClicks(one.writing.box, "- about 9 words")
    hand.until(
        lambda: faults(page) == [f"Line {text.count(chr(10)) + 1}: “about 9 words” is not something a test can expect."]
    )
    assert not one.writing.save.isEnabled()
    hand.until(lambda: keeping.opened(kit, "socratic").draft == f"{text}- about 9 words")
    one.writing.box.setPlainText(text.replace("Socratic", "Mine"))
    hand.until(lambda: not faults(page) and one.writing.save.isEnabled())
    assert one.title.text() == "Mine"
    one.writing.save.click()
    hand.until(lambda: keeping.one(kit, "socratic").version == 2 and page.is_at_rest and one.versions.list.chosen)
    one.show_face(one.versions)
    assert [line.title for line in one.versions.list.lines.lines] == ["Version 2", "Version 1"]
    assert '− title = "Socratic"\n+ title = "Mine"' in one.versions.text.toPlainText()
    one.versions.list.choose("1")
    one.versions.back.click()
    hand.until(lambda: one.title.text() == "Socratic" and one.writing.box.toPlainText() == text)
    assert keeping.one(kit, "socratic").version == 3
    assert nameless(page) == []


def test_what_is_written_survives_the_window_and_can_be_discarded_and_had_back(desk: Desk) -> None:
    hand = desk()
    page = page_of(hand)
    page.one.writing.box.setPlainText("half a")
    hand.window.close()
    again = desk()
    page = page_of(again)
    assert page.one.writing.box.toPlainText() == "half a"
    page.one.writing.discard.click()
    again.until(lambda: page.one.writing.box.toPlainText().startswith("+++"))
    assert again.window.shaping.pane is not None
    notices = again.window.shaping.pane.notices.notices
    notices[-1].choices[0].act()
    again.until(lambda: page.one.writing.box.toPlainText() == "half a")


def test_one_question_and_the_tests_are_asked_from_the_page_and_can_be_stopped(desk: Desk) -> None:
    hand = desk(["Plain.", "What do you know?", "What is it made of?", "You are wrong."], pause=0.01)
    page = page_of(hand)
    one = page.one
    one.show_face(one.trying)
    one.trying.box.setText("Why is the sky blue?")
    hand.qtbot.keyClick(one.trying.box, Qt.Key.Key_Return)
    hand.until(lambda: one.trying.go.isEnabled() and not hand.window.jobs.running)
    assert {side: one.trying.replies[side].text for side in ("without", "with")} == {
        "without": "Plain.",
        "with": "What do you know?",
    }
    one.show_face(one.testing)
    one.testing.go.click()
    hand.until(lambda: one.testing.list.lines.lines[1].at_end)
    one.testing.stop()
    hand.until(lambda: not hand.window.jobs.running and one.testing.go.isEnabled())
    lines = one.testing.list.lines.lines
    assert [line.at_end for line in lines[:2]] == ["passed", "failed"]
    one.testing.list.choose(lines[1].id)
    assert "You are wrong." in one.testing.text.toPlainText()


def test_a_file_is_shown_before_it_is_kept_and_what_is_removed_comes_back(desk: Desk, tmp_path: Path) -> None:
    hand = desk()
    page = page_of(hand)
    path = tmp_path / "coach.md"
    path.write_text(FILE, encoding="utf-8")
    assert not page.take_files([tmp_path / "picture.png"])
    assert page.take_files([path])
    shown = dialog(hand, "behaviourDialog")
    assert isinstance(shown, BehaviourDialog)
    assert shown.text.toPlainText() == FILE
    assert len(keeping.everything(hand.kit)) == 4
    shown.take.click()
    hand.until(lambda: page.one.title.text() == "Coach" and page.is_at_rest)
    page.one.remove.click()
    hand.until(lambda: "coach" not in [line.id for line in page.list.lines.lines])
    assert hand.window.shaping.pane is not None
    hand.window.shaping.pane.notices.notices[-1].choices[0].act()
    hand.until(lambda: page.one.title.text() == "Coach")


def test_a_course_and_a_chat_choose_a_behaviour_and_the_glass_shows_it(desk: Desk) -> None:
    hand = desk(["one", "two"])
    course = courses.make(hand.kit, "Biology")
    hand.until(lambda: course in hand.sidebar.courses)
    hand.window.courses.open("Biology")
    found = dialog(hand, "courseDialog")
    assert isinstance(found, CourseDialog)
    found.behaviour.setCurrentIndex(found.behaviour.findData("socratic"))
    inside(found, "saveCourse").click()
    hand.until(lambda: courses.named(hand.kit, "Biology").behaviour == "socratic")
    hand.pane.begin_new(course=courses.named(hand.kit, "Biology"))
    hand.say("Hello")
    asked = hand.engines.scripted.asked
    assert "“Socratic”" in asked[-1].turns[0].text
    choice = hand.opened("manner", "mannerDialog")
    assert isinstance(choice, MannerDialog)
    assert choice.list.chosen is not None
    assert choice.list.chosen.below == "Socratic"
    choice.list.choose("plain-words")
    choice.take.click()
    chat = hand.pane.chat.id or ""
    hand.until(lambda: browse.conversation(hand.kit, chat).behaviour == "plain-words")
    hand.idle()
    hand.say("Again")
    assert "“Plain words”" in asked[-1].turns[0].text
    hand.pane.acts.act("glass", hand.messages[-1].id)
    glass = dialog(hand, "glassDialog")
    places = glass.findChild(QComboBox, "glassPlaces")
    assert places is not None
    assert "The behaviour it follows" in [places.itemText(at) for at in range(places.count())]
    hand.gone(glass)
