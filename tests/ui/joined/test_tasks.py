"""The place of a pupil's classes: what is asked, beginning it, and handing it in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from carrel.base.work import Cancel
from carrel.classroom import signing
from carrel.flows import practise
from carrel.flows.classes import open_pack, take_in
from carrel.flows.classes.take_in import TakenIn
from carrel.flows.read_in import read_in
from carrel.library import tables as library
from carrel.ui.dialogs.text import TextDialog
from carrel.ui.widgets.plain_text import PlainText
from tests.ui.conftest import Desk
from tests.ui.joined.conftest import Pupil, Teacher


def test_who_is_in_no_class_is_told_how_one_gets_there(desk: Desk) -> None:
    pupil = Pupil(desk())
    pupil.window.actions_by_id["my_class"].trigger()
    assert "You are in no class here." in pupil.shown(pupil.pane)
    assert QApplication.focusWidget() is pupil.pane.empty.open
    pupil.hand.key(Qt.Key.Key_Escape)
    assert pupil.window.stage.here == ""


def test_a_task_says_its_days_its_rule_and_how_far_it_is(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks("Later", opens=teacher.day(2))
    teacher.asks("Before", due=teacher.day(-1), policy="open")
    teacher.asks("Today", due=teacher.day(0))
    pane = pupil.join(teacher.gives())
    said = pupil.shown(pane)
    for words in (
        "Your teacher sees your tries at what is set here",
        "You can still do it.",
        "To be done today.",
        "Opens on",
        "Hints only: no solutions, and no talk with the tutor.",
        "All help is allowed.",
        "3 questions to practise.",
        "There is nothing to hand in yet.",
    ):
        assert words in said
    assert pupil.buttons(pane).count("Start") == 2, "what is to come cannot be begun"
    assert not pane.sections[0].hand_in.isEnabled()


def test_what_the_tutor_follows_is_told_before_it_begins_and_while_it_lasts_and_can_be_read(
    pupil: Pupil, teacher: Teacher
) -> None:
    task = teacher.asks(policy="open", behaviour="socratic")
    pane = pupil.join(teacher.gives())
    told = "The tutor follows your teacher's “Socratic” here."
    assert told in pupil.shown(pane)
    _reads(pupil, pane, f"manner_{task.id}")
    pupil.hand.press(f"start_{task.id}", pane)
    pupil.hand.until(lambda: pupil.window.stage.here == "practice")
    pupil.settle()
    practice = pupil.window.practising.pane
    assert practice is not None
    assert told in practice.head.rule.text()
    _reads(pupil, practice, "practiceManner")


def _reads(pupil: Pupil, pane: QWidget, name: str) -> None:
    """A press shows the whole text, and a key closes it."""
    pupil.hand.press(name, pane)
    dialog = pupil.window.findChild(TextDialog)
    assert dialog is not None
    box = dialog.findChild(PlainText)
    assert box is not None
    assert "Ask one question at a time, and end with it." in box.toPlainText()
    dialog.accept()
    pupil.hand.until(lambda: pupil.window.findChild(TextDialog) is None)


def test_start_begins_the_practice_of_the_task_and_go_on_comes_back_to_it(pupil: Pupil, teacher: Teacher) -> None:
    task = teacher.asks()
    pane = pupil.join(teacher.gives())
    assert QApplication.focusWidget() is pane.findChild(QPushButton, f"start_{task.id}")
    pupil.hand.key(Qt.Key.Key_Return)
    pupil.hand.until(lambda: pupil.window.stage.here == "practice")
    pupil.settle()
    practice = pupil.window.practising.pane
    assert practice is not None
    assert practice.standing is not None
    session = practice.standing.session
    with pupil.kit.store.reading() as db:
        from carrel.assessment.attempts import tables  # noqa: PLC0415

        assert tables.session(db, session).assignment == task.id
    practise.attempt(pupil.kit, session, "999")
    pupil.window.open_place("my_class")
    pupil.hand.until(lambda: "1 of 3 questions tried." in pupil.shown(pupil.pane))
    go_on = pupil.pane.findChild(QPushButton, f"start_{task.id}")
    assert go_on is not None
    assert go_on.text() == "Go on"
    pupil.press(f"start_{task.id}")
    pupil.hand.until(lambda: practice.standing is not None)
    assert practice.standing.session == session


def test_handing_in_says_what_goes_and_to_whom_and_the_teacher_gets_it(
    pupil: Pupil, teacher: Teacher, tmp_path: Path
) -> None:
    teacher.asks()
    pane = pupil.join(teacher.gives())
    [task] = open_pack.mine(pupil.kit, pane.sections[0].one.joined)
    now = practise.begin(pupil.kit, practise.Wish("topic", task.topics, 3, assignment=task.id))
    practise.attempt(pupil.kit, now.session, "999")
    pupil.hand.until(lambda: "One try waits to go to your teacher." in pupil.shown(pane))
    path = tmp_path / "work.carrel-results"
    said = pupil.hand_in(pane, path)
    assert "Adding: one try" in said
    assert "Only your teacher can open it." in said
    assert pane.shown is not None
    assert pane.shown.number in said
    pupil.hand.until(path.exists)
    pupil.hand.until(lambda: "Nothing is new since then." in pupil.shown(pane))
    [told] = [
        one
        for one in take_in.take_in(teacher.kit, teacher.room.id, [path], Cancel(), trust=True)
        if isinstance(one, TakenIn)
    ]
    assert (told.state, told.tries, told.fingerprint) == ("ok", 1, pane.shown.number)
    assert signing.fingerprint(b"") != told.fingerprint


def test_a_file_that_cannot_be_written_is_told(pupil: Pupil, teacher: Teacher, tmp_path: Path) -> None:
    teacher.asks()
    pane = pupil.join(teacher.gives())
    [task] = open_pack.mine(pupil.kit, pane.sections[0].one.joined)
    now = practise.begin(pupil.kit, practise.Wish("topic", task.topics, 3, assignment=task.id))
    practise.attempt(pupil.kit, now.session, "999")
    pupil.hand.until(lambda: bool(pane.sections) and pane.sections[0].hand_in.isEnabled())
    pupil.hand_in(pane, tmp_path / "nowhere" / "work")
    pupil.hand.until(lambda: any(one.tone == "error" for one in pane.notices.notices))
    assert "cannot be written" in pane.notices.notices[-1].what


def test_a_document_of_the_task_opens_in_the_reader(pupil: Pupil, teacher: Teacher, tmp_path: Path) -> None:
    paper = tmp_path / "cells.md"
    paper.write_text("# Cells\n\nA cell has a wall.")
    list(read_in(teacher.kit, [paper], Cancel()))
    with teacher.kit.store.reading() as db:
        [document] = [one for one in library.documents(db) if one.pack is None]
    teacher.asks("Read", topics=(), documents=(document.id,))
    pane = pupil.join(teacher.gives())
    read = next(one for one in pane.findChildren(QPushButton) if one.objectName().startswith("read_"))
    assert read.accessibleName() == "Read “Cells”"
    pupil.hand.qtbot.mouseClick(read, Qt.MouseButton.LeftButton)
    pupil.hand.until(lambda: any(one.isVisible() for one in pupil.window.findChildren(QWidget, "readerPane")))


def test_a_pack_that_was_changed_says_so_and_nothing_can_be_handed_in(pupil: Pupil, teacher: Teacher) -> None:
    teacher.asks()
    pane = pupil.join(teacher.gives())
    open_pack.kept_file(pupil.kit, pane.sections[0].one.joined.classroom).write_bytes(b"nothing")
    pane.refresh()
    pupil.hand.until(lambda: "no longer as your teacher signed it" in pupil.shown(pane))
    assert not pane.sections[0].hand_in.isEnabled()


def test_hostile_titles_stay_words(pupil: Pupil, teacher: Teacher) -> None:
    title = "<b>Essay</b> & <img src=x>"
    teacher.asks(title)
    pane = pupil.join(teacher.gives())
    assert title in [one.text() for one in pane.findChildren(QLabel, "taskTitle")]
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in pane.findChildren(QLabel))


def test_what_is_due_stands_first_at_home_and_begins_from_there(pupil: Pupil, teacher: Teacher) -> None:
    task = teacher.asks(due=teacher.day(1))
    pupil.join(teacher.gives())
    pupil.window.open_place("home")
    name = f"go_task_{task.id}"
    pupil.hand.until(lambda: pupil.window.findChild(QPushButton, name) is not None)
    home = pupil.window.home.pane
    assert home is not None
    assert home.shown is not None
    assert (home.shown.steps[0].kind, home.shown.steps[0].id) == ("task", task.id)
    assert not any(one.isVisible() for one in home.findChildren(QPushButton, f"not_task_{task.id}"))
    pupil.press(name)
    pupil.hand.until(lambda: pupil.window.stage.here == "practice")
    pupil.settle()
    with pupil.kit.store.reading() as db:
        from carrel.assessment.attempts import tables  # noqa: PLC0415

        lying = tables.lying_open(db, "")
    assert lying is not None
    assert lying.assignment == task.id
