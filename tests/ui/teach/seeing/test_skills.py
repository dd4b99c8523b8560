"""The heat map: its words are those of the sheet, its colours are never alone, and the keys reach every cell."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from carrel.classroom.classes import tables
from carrel.flows.classes.seeing.heat import heat
from carrel.flows.classes.seeing.looks import by_need, look_skills
from carrel.flows.classes.seeing.sheets import heat_sheet
from carrel.flows.figures.table import as_csv
from carrel.ui.dialogs.seeing.evidence import EvidenceDialog
from carrel.ui.dialogs.seeing.pupil import PupilDialog
from carrel.ui.panes.teach.seeing.heat_model import Place
from carrel.ui.panes.teach.seeing.levels import levels
from tests.flows.classes.seeing.kit import Class, a_class, attempt
from tests.flows.classes.seeing.synthetic import synthetic
from tests.ui.teach.seeing.conftest import Opened, Teacher


def at_skills(teacher: Teacher) -> Teacher:
    """Turned to the heat map."""
    teacher.room.open(teacher.room.skills)
    teacher.until(lambda: teacher.room.skills.view.heat.rowCount() or teacher.room.skills.empty.isVisible())
    teacher.rest()
    return teacher


def test_the_words_on_the_screen_are_those_of_the_sheet_and_of_the_file(opened: Opened) -> None:
    teacher = at_skills(opened(synthetic(2)))
    page = teacher.room.skills
    sheet = heat_sheet(heat(teacher.kit, "c2"))
    assert page.view.shown() == [list(row) for row in (sheet.headers, *sheet.rows)]
    saved: list[bytes] = []
    page.save_requested.connect(lambda _title, _ending, content: saved.append(content))
    for index in (0, 1):
        page.order.setCurrentIndex(index)
        page.bar.menu.actions()[0].trigger()
        rows = list(csv.reader(io.StringIO(saved[-1].decode("utf-8-sig"), newline="")))
        assert rows == page.view.shown()
    assert saved[0] == as_csv(sheet)
    assert saved[0] != saved[1]


def test_the_keys_reach_every_cell_and_enter_opens_its_tries(opened: Opened) -> None:
    teacher = at_skills(opened(synthetic(2)))
    view = teacher.room.skills.view
    asked: list[Place] = []
    view.opened.disconnect()
    view.opened.connect(asked.append)
    teacher.focus(view)
    view.setCurrentIndex(view.heat.index(0, 0))
    across = [Qt.Key.Key_Right, Qt.Key.Key_Left]
    wanted: list[tuple[str, ...]] = []
    for row in range(view.heat.rowCount()):
        for _column in range(view.heat.columnCount()):
            place = view.place
            assert place is not None
            if place.figure.evidence:
                wanted.append(place.figure.evidence)
            teacher.key(Qt.Key.Key_Return, view)
            teacher.key(across[row % 2], view)
        teacher.key(Qt.Key.Key_Down, view)
    assert [place.figure.evidence for place in asked] == wanted
    seen = {(place.pupil, place.figure.skill) for place in asked}
    told = heat(teacher.kit, "c2")
    assert seen == {
        *((row.pupil.id, cell.skill) for row in told.rows for cell in row.cells if cell.evidence),
        *(("", over.skill) for over in told.skills if over.evidence),
    }


def test_the_evidence_of_a_cell_is_its_very_tries_and_that_of_the_class_names_the_pupils(opened: Opened) -> None:
    teacher = at_skills(opened(synthetic(2)))
    page, view = teacher.room.skills, teacher.room.skills.view
    told = heat(teacher.kit, "c2")
    row, cell = next((row, cell) for row in told.rows for cell in row.cells if cell.tries > 2)
    column = [one.skill for one in told.skills].index(cell.skill)
    view.setCurrentIndex(view.heat.index(told.rows.index(row), column))
    teacher.press("heatTries")
    dialog = teacher.dialog(EvidenceDialog)
    assert dialog.table.rowCount() == len(cell.evidence)
    assert dialog.table.shown()[0][0] == "When"
    assert row.pupil.name in dialog.windowTitle()
    teacher.close(dialog)
    view.setCurrentIndex(view.heat.index(len(told.rows), column))
    assert not page.pupil.isEnabled()
    teacher.press("heatTries")
    dialog = teacher.dialog(EvidenceDialog)
    assert dialog.table.shown()[0][0] == "Pupil"
    shown = {line[0] for line in dialog.table.shown()[1:]}
    assert shown == {one.pupil.name for one in told.rows if one.cells[column].evidence}
    teacher.close(dialog)


def test_the_name_of_a_pupil_opens_the_page_by_mouse_and_by_the_button(opened: Opened) -> None:
    teacher = at_skills(opened(synthetic(2)))
    view = teacher.room.skills.view
    view.verticalHeader().sectionClicked.emit(3)
    page = teacher.dialog(PupilDialog)
    assert page.told.pupil.name == "P03"
    teacher.close(page)
    view.setCurrentIndex(view.heat.index(5, 0))
    teacher.press("heatPupil")
    page = teacher.dialog(PupilDialog)
    assert page.told.pupil.name == "P05"
    teacher.close(page)


def test_by_need_those_who_need_the_teacher_come_first_and_the_chosen_cell_stays(opened: Opened) -> None:
    teacher = at_skills(opened(synthetic(2)))
    page = teacher.room.skills
    page.view.setCurrentIndex(page.view.heat.index(4, 1))
    before = page.view.place
    page.order.setCurrentIndex(1)
    look = look_skills(teacher.kit, "c2")
    wanted = [row.pupil.name for row in by_need(look.heat, look.waiting).rows]
    assert [line[0] for line in page.view.shown()[1:]] == [*wanted, "Class"]
    after = page.view.place
    assert before is not None
    assert after is not None
    assert (after.pupil, after.figure.skill) == (before.pupil, before.figure.skill)


def test_every_level_has_a_ground_and_words_of_its_own_and_each_cell_is_said_whole(opened: Opened) -> None:
    assert len({level.ground for level in levels()}) == len({level.words for level in levels()}) == len(levels())
    made = a_class(0, ["Ada", "Bo"])
    made.tries = [
        *(attempt(f"a{number}", "c0-Ada", number, verdict="right") for number in range(6)),
        *(attempt(f"b{number}", "c0-Bo", number) for number in range(6)),
        attempt("c", "c0-Bo", 9, skills=("s2",)),
    ]
    model, role = at_skills(opened(made)).room.skills.view.heat, Qt.ItemDataRole.AccessibleTextRole
    said = [[str(model.index(row, column).data(role)) for column in (0, 1)] for row in (0, 1, 2)]
    assert said[0] == ["Ada: s1: 6 of 6, known 98 %. Can do unaided.", "Ada: s2: –. Not tried unaided yet."]
    assert said[1][0] == "Bo: s1: 0 of 6, known 9 %. Less likely known than not."
    assert said[1][1] == "Bo: s2: 0 of 1, too little. Not enough evidence."
    assert said[2][0].startswith("Class: s1: too few. Averages of fewer than 5 pupils are hidden")


def test_a_group_alone_is_shown_and_left_again_when_it_is_gone(opened: Opened) -> None:
    made = synthetic(2)
    made.pupils = [replace(one, groups=("few",) if place < 3 else ()) for place, one in enumerate(made.pupils)]
    teacher = at_skills(opened(made))
    page = teacher.room.skills
    group = page.bar.group
    assert [group.itemText(number) for number in range(group.count())] == ["All pupils", "few"]
    group.setCurrentIndex(1)
    teacher.until(lambda: page.view.heat.rowCount() == 4)
    assert set(page.view.shown()[-1][1:]) <= {"too few", "–"}
    teacher.rest()
    with teacher.kit.store.writing() as db:
        for one in made.here:
            tables.keep_pupil(db, replace(one, groups=()))
    page.show_class("c2")
    teacher.until(lambda: page.view.heat.rowCount() == 31)
    assert page.of == ""
    assert not group.isVisible()
    assert teacher.notice() == ""


def test_a_class_without_tries_says_so(opened: Opened) -> None:
    teacher = at_skills(opened(a_class(0, ["Ada"])))
    page = teacher.room.skills
    assert teacher.find(QLabel, "seeingEmptyTitle", page).text() == "Nothing was tried yet, or no work was taken in."
    assert not page.view.isVisible()


def test_names_that_look_like_markup_are_words(opened: Opened) -> None:
    hostile = "<b>Ada</b><img src=x>"
    made: Class = a_class(0, [hostile])
    made.tries = [attempt("t", made.pupils[0].id, 1, skills=("<i>s</i>",))]
    teacher = at_skills(opened(made))
    view = teacher.room.skills.view
    assert view.shown()[1][0] == hostile
    tip = str(view.heat.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "<img" not in tip
    assert "<i>" not in tip
    view.setCurrentIndex(view.heat.index(0, 0))
    said = teacher.find(QLabel, "heatSaid")
    assert hostile in said.text()
    assert said.textFormat() is Qt.TextFormat.PlainText
    teacher.press("heatPupil")
    page = teacher.dialog(PupilDialog)
    assert all(part.textFormat() is Qt.TextFormat.PlainText for part in page.findChildren(QLabel))
    teacher.close(page)


def test_buttons_wait_for_a_cell(opened: Opened) -> None:
    teacher = at_skills(opened(synthetic(2)))
    assert not teacher.find(QPushButton, "heatPupil").isEnabled()
    assert not teacher.find(QPushButton, "heatTries").isEnabled()
    view = teacher.room.skills.view
    teacher.focus(view)
    assert teacher.find(QPushButton, "heatPupil").isEnabled()
    assert teacher.find(QPushButton, "heatTries").isEnabled() is bool(view.place and view.place.figure.evidence)
