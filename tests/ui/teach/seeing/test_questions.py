"""The figures of the questions: those of the sheets, each with what it means and the tries behind it."""

from __future__ import annotations

import csv
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from carrel.flows.classes.seeing.looks import look_questions
from carrel.flows.classes.seeing.meaning import contest_said, discrimination, facility
from carrel.flows.classes.seeing.sheets import contested_sheet, items_sheet, misconceptions_sheet
from carrel.ui.dialogs.seeing.evidence import EvidenceDialog
from carrel.ui.dialogs.seeing.pupil import PupilDialog
from tests.flows.classes.seeing.kit import a_class, attempt
from tests.flows.classes.seeing.synthetic import synthetic
from tests.ui.teach.seeing.conftest import Opened, Teacher


def at_questions(teacher: Teacher) -> Teacher:
    """Turned to the questions."""
    teacher.room.open(teacher.room.questions)
    teacher.rest()
    return teacher


def test_the_tables_on_the_screen_are_the_sheets_and_the_files(opened: Opened) -> None:
    teacher = at_questions(opened(synthetic(4)))
    page, look = teacher.room.questions, look_questions(teacher.kit, "c4")
    sheets = (items_sheet(look.items), misconceptions_sheet(look.misconceptions), contested_sheet(look.contested))
    saved: list[bytes] = []
    page.save_requested.connect(lambda _title, _ending, content: saved.append(content))
    for place, (shown, sheet) in enumerate(zip((page.items, page.misconceptions, page.contested), sheets, strict=True)):
        assert sheet.rows
        assert shown.table.shown() == [list(row) for row in (sheet.headers, *sheet.rows)]
        page.bar.menu.actions()[place].trigger()
        rows = list(csv.reader(io.StringIO(saved[-1].decode("utf-8-sig"), newline="")))
        assert rows == shown.table.shown()


def test_each_figure_opens_its_evidence_by_keyboard(opened: Opened) -> None:
    teacher = at_questions(opened(synthetic(4)))
    page, look = teacher.room.questions, look_questions(teacher.kit, "c4")
    told = ((page.items, look.items), (page.misconceptions, look.misconceptions), (page.contested, look.contested))
    for shown, figures in told:
        row = len(figures) - 1
        teacher.focus(shown.table)
        shown.table.setCurrentCell(row, 0)
        teacher.key(Qt.Key.Key_Return, shown.table)
        dialog = teacher.dialog(EvidenceDialog)
        assert dialog.table.rowCount() == len(figures[row].evidence)
        teacher.close(dialog)


def test_a_contested_verdict_is_opened_with_both_sides_and_whose_it_is(opened: Opened) -> None:
    teacher = at_questions(opened(synthetic(4)))
    page, look = teacher.room.questions, look_questions(teacher.kit, "c4")
    page.contested.table.setCurrentCell(0, 0)
    teacher.press("contestedTries")
    dialog = teacher.dialog(EvidenceDialog)
    assert look.contested[0].pupil.name in dialog.windowTitle()
    assert contest_said(look.contested[0]) in [part.text() for part in dialog.findChildren(QLabel)]
    teacher.close(dialog)
    teacher.press("contestedPupil")
    opened_page = teacher.dialog(PupilDialog)
    assert opened_page.told.pupil == look.contested[0].pupil
    teacher.close(opened_page)


def test_what_facility_and_discrimination_mean_is_said_in_words_and_in_a_tip(opened: Opened) -> None:
    teacher = at_questions(opened(synthetic(4)))
    table = teacher.room.questions.items.table
    model, across = table.model(), Qt.Orientation.Horizontal
    tips = [str(model.headerData(column, across, Qt.ItemDataRole.ToolTipRole) or "") for column in range(9)]
    assert "how easy" in tips[4]
    assert "know the rest" in tips[5]
    assert "".join(tips[:4]) == ""
    meaning = teacher.find(QLabel, "itemsMeaning").text()
    assert facility() in meaning
    assert discrimination() in meaning


@pytest.mark.parametrize(("name", "says"), [("misconceptions", "No wrong answer"), ("contested", "No verdict")])
def test_what_is_not_there_is_said(opened: Opened, name: str, says: str) -> None:
    made = a_class(0, ["Ada"])
    made.tries = [attempt("t", "c0-Ada", 1)]
    teacher = at_questions(opened(made))
    assert teacher.find(QLabel, f"{name}Nothing").text().startswith(says)
    assert not teacher.room.findChildren(QPushButton, f"{name}Tries")[0].isVisible()
