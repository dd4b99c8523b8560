"""The page of a pupil, and reports that are kept as files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel

from carrel.base.show import one_line
from carrel.flows.classes.seeing.pupil import page
from carrel.flows.classes.seeing.report import Report, Section, class_report, pupil_report
from carrel.flows.classes.seeing.report_files import written
from carrel.flows.classes.seeing.sheets import pupil_sheet
from carrel.flows.figures.table import Table
from carrel.ui.dialogs.seeing.evidence import EvidenceDialog
from carrel.ui.dialogs.seeing.pupil import PupilDialog
from carrel.ui.render.report import laid_out, paper_theme, pdf_bytes
from carrel.ui.theme import Theme
from tests.flows.classes.seeing.kit import a_class, attempt
from tests.flows.classes.seeing.synthetic import synthetic
from tests.ui.teach.seeing.conftest import Opened, Teacher

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def paper(theme: Theme) -> Iterator[Theme]:
    """What reports are written in."""
    made = paper_theme()
    yield made
    made.deleteLater()


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    told = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return told


def squeezed(text: str) -> str:
    """The letters alone: where lines end is no matter."""
    return re.sub(r"[\s\u200b\ufffe\ufeff]", "", text)


def test_the_page_shows_what_is_known_alone_and_the_other_tries_apart(opened: Opened) -> None:
    teacher = opened(synthetic(5))
    told = page(teacher.kit, "c5", "P07")
    teacher.room.seeing.show_pupil("c5", "P07")
    dialog = teacher.dialog(PupilDialog)
    sheet = pupil_sheet(told)
    assert dialog.skills.shown() == [list(row) for row in (sheet.headers, *sheet.rows)]
    assert dialog.recent.rowCount() == len(told.recent)
    row = next(place for place, one in enumerate(told.rows) if one.evidence and one.assisted_evidence)
    dialog.skills.setCurrentCell(row, 0)
    for name, wanted in (("pupilUnaided", told.rows[row].evidence), ("pupilOthers", told.rows[row].assisted_evidence)):
        teacher.press(name, dialog)
        evidence = teacher.dialog(EvidenceDialog)
        assert evidence.table.rowCount() == len(wanted)
        teacher.close(evidence)
    dialog.skills.opened.emit(row, 3)
    evidence = teacher.dialog(EvidenceDialog)
    assert evidence.table.rowCount() == len(told.rows[row].assisted_evidence)
    teacher.close(evidence)
    teacher.close(dialog)


def test_a_pupil_without_tries_has_a_page_that_says_so(opened: Opened) -> None:
    teacher = opened(a_class(0, ["Ada"]))
    teacher.room.seeing.show_pupil("c0", "Ada")
    dialog = teacher.dialog(PupilDialog)
    assert teacher.find(QLabel, "pupilNothing", dialog).text().startswith("Nothing was tried yet")
    teacher.close(dialog)


def save(teacher: Teacher, action: QAction, path: Path) -> str:
    """Keep what a line of a menu offers at this place; the name that was proposed."""
    action.trigger()
    teacher.until(lambda: teacher.room.findChildren(QFileDialog))
    [dialog] = teacher.room.findChildren(QFileDialog)
    name = Path(dialog.selectedFiles()[0]).name
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    teacher.until(path.exists)
    teacher.until(lambda: not teacher.room.findChildren(QFileDialog))
    teacher.rest()
    return name


def test_the_report_of_the_class_is_kept_in_each_form(opened: Opened, tmp_path: Path) -> None:
    teacher = opened(synthetic(5))
    report = class_report(teacher.kit, "c5")
    menu = teacher.room.now.bar.menu
    for ending in ("html", "csv", "pdf"):
        path = tmp_path / f"kept.{ending}"
        action = next(one for one in menu.actions() if one.objectName() == f"report_{ending}")
        assert save(teacher, action, path) == f"Report, Class 5.{ending}"
        assert teacher.notice() == f"Saved as {path}."
        if ending != "pdf":
            assert path.read_bytes() == written(report, ending)
    told = pages_of((tmp_path / "kept.pdf").read_bytes())
    whole = squeezed("".join(told))
    assert [pupil.name for pupil in teacher.made.here if pupil.name not in whole] == []


def test_the_report_of_a_pupil_is_kept_from_the_page(opened: Opened, tmp_path: Path) -> None:
    teacher = opened(synthetic(5))
    teacher.room.seeing.show_pupil("c5", "P07")
    dialog = teacher.dialog(PupilDialog)
    action = next(one for one in dialog.save.menu().actions() if one.objectName() == "report_html")
    path = tmp_path / "kept.html"
    assert save(teacher, action, path) == "Report, P07.html"
    assert path.read_bytes() == written(pupil_report(page(teacher.kit, "c5", "P07")), "html")
    teacher.close(dialog)


def test_a_pdf_has_every_cell_its_class_its_day_and_the_number_of_each_page(opened: Opened, paper: Theme) -> None:
    made = synthetic(5)
    teacher = opened(made)
    report = class_report(teacher.kit, "c5")
    pdf = pdf_bytes(report, paper)
    told = pages_of(pdf)
    assert len(told) > 3
    for number, words in enumerate(told, 1):
        assert f"Page {number} of {len(told)}" in words
        assert "Report: Class 5 · 30 pupils · as of 2026-03-02" in words
    whole = squeezed("".join(told))
    for section in report.sections:
        assert squeezed(section.title) in whole
        cells = [one_line(cell, 2000) for row in section.table.rows for cell in row]
        assert [cell for cell in cells if squeezed(cell) not in whole] == []
    assert pdf.count(b"/FontFile") >= 1, "letters are in the file"
    size = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert size == pytest.approx((595, 842), abs=1)


def test_hostile_names_are_words_on_paper(opened: Opened, paper: Theme) -> None:
    made = a_class(0, [HOSTILE, "مريم الحسن"])
    made.tries = [attempt(f"t{number}{pupil.name}", pupil.id, number) for number in range(3) for pupil in made.pupils]
    teacher = opened(made)
    whole = squeezed("".join(pages_of(pdf_bytes(class_report(teacher.kit, "c0"), paper))))
    assert squeezed(HOSTILE) in whole


def report_of(rows: int, cell: str = "some words") -> Report:
    """A report with one table."""
    table = Table(("Name", "Said"), tuple((f"N{number}", cell) for number in range(rows)))
    return Report("A title", "of a day", (Section("Part", ("Said.",), table, "nothing"),))


LONG = [(0, "x"), (3, "x"), (200, "one two three " * 12), (2, "word " * 390), (2, "w" * 1990)]


@pytest.mark.parametrize(("rows", "cell"), LONG)
def test_nothing_reaches_beyond_its_page_and_no_line_is_lost(theme: Theme, rows: int, cell: str) -> None:
    size = QSizeF(300, 400)
    pages = laid_out(report_of(rows, cell), theme, size).pages
    drawn: Counter[tuple[int, int]] = Counter()
    for shown in pages:
        assert all(QRectF(-0.01, -0.01, 300.02, 400.02).contains(box.area) for box in shown.boxes)
        for line in shown.lines:
            assert line.at.y() + line.words.lines[line.number].height() <= size.height() + 0.01
            drawn[id(line.words), line.number] += 1
    every = {id(line.words): line.words for shown in pages for line in shown.lines}
    assert set(drawn) == {(name, number) for name, words in every.items() for number in range(len(words.lines))}
    heads = {id(line.words) for shown in pages[1:] for line in shown.lines[:2]}
    assert {name for (name, _number), count in drawn.items() if count > 1} <= heads


def test_a_row_stays_whole_and_the_head_is_on_every_page_of_its_table(theme: Theme) -> None:
    pages = laid_out(report_of(200, "one two three " * 5), theme, QSizeF(300, 400)).pages
    assert len(pages) > 10
    assert len({id(shown.lines[0].words) for shown in pages[1:]}) == 1
    head = {id(line.words) for line in pages[1].lines[:2]}
    homes: dict[int, set[int]] = {}
    for number, shown in enumerate(pages):
        for line in shown.lines:
            homes.setdefault(id(line.words), set()).add(number)
    assert all(len(where) == 1 for name, where in homes.items() if name not in head)
    assert any(line.number > 0 for shown in pages for line in shown.lines)
