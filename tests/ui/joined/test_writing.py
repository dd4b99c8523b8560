"""Writing for a class in the window: what is told, what is kept, what the record says, and handing it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from carrel.base.work import Cancel
from carrel.classroom.classes.model import Policy
from carrel.flows.classes import take_in, works, writing
from carrel.records import tables as records
from carrel.records.model import Event, HandedIn, Pasted, PolicySet, Revised, VisibilityTold
from carrel.store.faults import DiskFull
from carrel.ui.panes.joined.writing import WritingPage
from tests.ui.conftest import Desk
from tests.ui.joined.conftest import Pupil, Teacher


def at_text(pupil: Pupil, teacher: Teacher, rule: Policy = "hints") -> WritingPage:
    """At the page of a text that is to be written."""
    teacher.asks("Essay", topics=(), task="Write about the cell.\n\n<b>Ten</b> lines.", policy=rule)
    pane = pupil.join(teacher.gives())
    pupil.hand.key(Qt.Key.Key_Return)
    pupil.hand.until(lambda: pane.writing.isVisible() and pane.writing.shown is not None)
    return pane.writing


def type_in(pupil: Pupil, page: WritingPage, text: str) -> None:
    """Type, and wait until it is kept."""
    pupil.hand.qtbot.keyClicks(page.paper, text)
    kept(pupil, page)


def kept(pupil: Pupil, page: WritingPage) -> None:
    """Wait until all is kept."""
    pupil.hand.until(lambda: page.keeping.is_kept and not pupil.window.jobs.running)


def paste(page: WritingPage, text: str) -> None:
    """Paste this where the cursor is."""
    data = QMimeData()
    data.setText(text)
    page.paper.insertFromMimeData(data)


def happened(pupil: Pupil, page: WritingPage) -> list[Event]:
    """What the record says."""
    assert page.shown is not None
    with pupil.kit.store.reading() as db:
        return [link.entry.event for link in records.links(db, page.shown.work)]


def test_what_is_asked_recorded_and_allowed_stands_over_the_text_before_the_first_word(
    pupil: Pupil, teacher: Teacher
) -> None:
    page = at_text(pupil, teacher)
    assert page.task.text() == "Write about the cell.\n\n<b>Ten</b> lines."
    assert page.task.textFormat() is Qt.TextFormat.PlainText
    assert page.says.text() == writing.told()
    assert page.rule.text().startswith("Hints only")
    assert QApplication.focusWidget() is page.paper
    assert not page.hand_in.isEnabled()
    assert [type(one) for one in happened(pupil, page)[1:]] == [VisibilityTold, PolicySet]


def test_what_is_typed_is_kept_at_once_and_is_there_at_the_next_start(
    sit: Callable[[], Pupil], desk: Desk, teacher: Teacher
) -> None:
    pupil = sit()
    page = at_text(pupil, teacher)
    type_in(pupil, page, "A cell ")
    pupil.hand.qtbot.keyClicks(page.paper, "lives.")
    pupil.window.close()
    again = Pupil(desk())
    found = writing.look_at(again.kit, "Essay")
    assert found is not None
    assert found.text == "A cell lives."


def test_a_paste_is_recorded_with_its_length_and_what_was_moved_as_ones_own(pupil: Pupil, teacher: Teacher) -> None:
    page = at_text(pupil, teacher)
    type_in(pupil, page, "Mine. ")
    paste(page, "From somewhere else. ")
    kept(pupil, page)
    paste(page, "Mine.")
    kept(pupil, page)
    told = [(one.characters, one.origin) for one in happened(pupil, page) if isinstance(one, Pasted)]
    assert told == [(21, "unknown"), (5, "own")]
    added = [one.added for one in happened(pupil, page) if isinstance(one, Revised)]
    assert added == ["Mine. ", "From somewhere else. ", "Mine."]
    assert page.paper.toPlainText() == "Mine. From somewhere else. Mine."


def test_what_was_typed_and_pasted_can_be_undone(pupil: Pupil, teacher: Teacher) -> None:
    page = at_text(pupil, teacher)
    type_in(pupil, page, "Mine. ")
    paste(page, "Not mine.")
    page.paper.undo()
    assert page.paper.toPlainText() == "Mine. "
    page.paper.redo()
    assert page.paper.toPlainText() == "Mine. Not mine."
    kept(pupil, page)


def test_handed_in_it_comes_to_the_teacher_with_a_sound_record(pupil: Pupil, teacher: Teacher, tmp_path: Path) -> None:
    page = at_text(pupil, teacher)
    type_in(pupil, page, "A cell lives.")
    pupil.press("writingHandIn")
    pupil.hand.until(lambda: "Handed in:" in page.count.text())
    assert sum(isinstance(one, HandedIn) for one in happened(pupil, page)) == 1
    pane = pupil.pane
    pupil.hand.until(lambda: pane.notices.notices)
    pane.notices.clear()
    page.paper.setFocus()
    pupil.hand.key(Qt.Key.Key_Escape)
    assert not page.isVisible(), "Escape goes back to the class"
    assert pupil.window.stage.here == "my_class"
    pupil.hand.until(lambda: "One text waits to go to your teacher." in pupil.shown(pane))
    path = tmp_path / "work"
    assert "Essay: your text" in pupil.hand_in(pane, path).replace("\u2068", "").replace("\u2069", "")
    pupil.hand.until(path.exists)
    pupil.settle()
    list(take_in.take_in(teacher.kit, teacher.room.id, [path], Cancel(), trust=True))
    [one] = works.works(teacher.kit, "7b")
    assert (one.work.text, one.work.sound) == ("A cell lives.", True)


def test_how_it_was_made_can_be_read_at_any_time(pupil: Pupil, teacher: Teacher) -> None:
    page = at_text(pupil, teacher)
    type_in(pupil, page, "A cell lives.")
    told: list[str] = []
    page.made_requested.connect(lambda _title, text: told.append(text))
    pupil.press("writingMade")
    pupil.hand.until(lambda: told)
    assert "It was written in one step." in told[0]
    assert "No help was used in Carrel." in told[0]


@pytest.mark.parametrize(("rule", "offered"), [("off", False), ("hints", False), ("feedback", True), ("open", True)])
def test_help_with_the_text_is_offered_where_the_teacher_allows_it(
    pupil: Pupil, teacher: Teacher, rule: Policy, offered: bool
) -> None:
    page = at_text(pupil, teacher, rule)
    found = page.findChild(QPushButton, "writingFeedback")
    assert found is not None
    assert found.isVisibleTo(page) is offered


def test_what_could_not_be_kept_is_told_and_kept_with_the_next_change(
    pupil: Pupil, teacher: Teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_text(pupil, teacher)
    full = DiskFull("The disk is full.", "Make room.")

    def refuse(*_given: object) -> None:
        raise full

    with monkeypatch.context() as patched:
        patched.setattr(writing, "keep", refuse)
        pupil.hand.qtbot.keyClicks(page.paper, "One ")
        pupil.hand.until(lambda: any(one.what == full.what for one in pupil.pane.notices.notices))
        assert not page.keeping.is_kept
    type_in(pupil, page, "two")
    found = writing.look_at(pupil.kit, "Essay")
    assert found is not None
    assert found.text == "One two"
