"""Reports say what the screen says, to a browser and to a spreadsheet, and no name does any harm there."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from carrel.base.show import one_line
from carrel.flows.classes.seeing.heat import heat
from carrel.flows.classes.seeing.looks import look_questions
from carrel.flows.classes.seeing.pupil import page
from carrel.flows.classes.seeing.queue import queue
from carrel.flows.classes.seeing.report import SKILLS_BESIDE, Report, class_report, pupil_report
from carrel.flows.classes.seeing.report_files import ReportKindUnknown, written
from carrel.flows.classes.seeing.sheets import (
    cases_sheet,
    contested_sheet,
    heat_sheet,
    items_sheet,
    misconceptions_sheet,
    pupil_sheet,
    queue_sheet,
)
from carrel.flows.figures.table import Table
from carrel.flows.kit import Kit
from tests.flows.classes.seeing.kit import Class, a_class, attempt, put
from tests.flows.classes.seeing.synthetic import synthetic

HOSTILE = "<script>alert('x')</script>"
FORMULA = '=HYPERLINK("http://x","y")'


class Reader(HTMLParser):
    """What a browser finds: the names of the elements, and the tables cell by cell."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[list[str]]] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")

    def handle_data(self, data: str) -> None:
        """Words."""
        self.text += data
        if self.tables and self.tables[-1] and self.tables[-1][-1] and self.elements[-1][0] in {"td", "th"}:
            self.tables[-1][-1][-1] += data.strip("\n")


def hostile() -> Class:
    """A class whose every word tries something."""
    made = a_class(0, [HOSTILE, FORMULA, "Cy", "Di", "Ed", "مريم"])
    for pupil in made.pupils:
        made.tries += [
            attempt(f"{pupil.id}{number}", pupil.id, number, skills=(HOSTILE,), answer=FORMULA, misconception=HOSTILE)
            for number in range(10)
        ]
    made.tries.append(attempt("doubt", made.pupils[0].id, 90, item=HOSTILE, contested=f"{FORMULA} {HOSTILE}"))
    return made


def cells(content: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def as_read(table: Table) -> list[list[str]]:
    """The rows of a table as they are read."""
    return [[one_line(cell, 2000) for cell in row] for row in (table.headers, *table.rows)]


def screens(kit: Kit, room: str) -> list[Table]:
    """The tables that the pages of a class show."""
    look = look_questions(kit, room)
    asked = items_sheet(look.items), misconceptions_sheet(look.misconceptions), contested_sheet(look.contested)
    return [heat_sheet(heat(kit, room)), *asked, queue_sheet(queue(kit, room).waiting)]


def test_every_cell_of_the_screen_stands_in_the_spreadsheet_in_its_place(kit: Kit) -> None:
    with kit.store.writing() as db:
        put(db, synthetic(5))
    rows = cells(written(class_report(kit, "c5"), "csv"))
    for table in screens(kit, "c5"):
        assert table.rows
        wanted = as_read(table)
        begin = rows.index(wanted[0])
        assert rows[begin : begin + len(wanted)] == wanted
        assert rows[begin + len(wanted) : begin + len(wanted) + 1] in ([[]], [])


def test_a_page_has_the_same_cells_as_the_screen(kit: Kit) -> None:
    with kit.store.writing() as db:
        put(db, synthetic(5))
    told = Reader(written(class_report(kit, "c5"), "html")).tables
    for table in screens(kit, "c5"):
        assert as_read(table) in told


def test_the_heat_map_is_as_wide_as_paper_and_loses_no_skill(kit: Kit) -> None:
    made = a_class(0, ["Ada", "Bo"])
    made.tries = [attempt(f"t{number}", "c0-Ada", number, skills=(f"s{number:02}",)) for number in range(14)]
    with kit.store.writing() as db:
        put(db, made)
    report = class_report(kit, "c0")
    section = next(one for one in report.sections if one.title == "What is known")
    assert [len(part.headers) - 1 for part in section.parts] == [SKILLS_BESIDE, SKILLS_BESIDE, 2]
    sheet = heat_sheet(heat(kit, "c0"))
    for number in range(len(sheet.rows)):
        assert [cell for part in section.parts for cell in part.rows[number][1:]] == list(sheet.rows[number][1:])
        assert {part.rows[number][0] for part in section.parts} == {sheet.rows[number][0]}


@pytest.mark.parametrize("which", ["class", "pupil"])
def test_no_word_of_a_report_is_markup_and_nothing_is_fetched(kit: Kit, which: str) -> None:
    with kit.store.writing() as db:
        put(db, hostile())
    report = class_report(kit, "c0") if which == "class" else pupil_report(page(kit, "c0", HOSTILE))
    told = Reader(written(report, "html"))
    assert {name for name, _said in told.elements} <= {
        "html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "p", "div", "table", "thead",
        "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert not [said for _name, said in told.elements if {"src", "href", "onload", "onclick"} & said.keys()]
    assert ("meta", "default-src 'none'; style-src 'unsafe-inline'") in {
        (name, said.get("content")) for name, said in told.elements
    }
    assert HOSTILE in told.text
    assert b"<script" not in written(report, "html")
    assert "url(" not in told.text


@pytest.mark.parametrize("which", ["class", "pupil"])
def test_no_cell_of_a_report_is_a_formula(kit: Kit, which: str) -> None:
    with kit.store.writing() as db:
        put(db, hostile())
    report = class_report(kit, "c0") if which == "class" else pupil_report(page(kit, "c0", FORMULA))
    rows = cells(written(report, "csv"))
    assert [cell for row in rows for cell in row if FORMULA in cell]
    assert not [cell for row in rows for cell in row if re.match(r"[=+@]|-\D", cell)]


def test_the_report_of_a_pupil_has_the_figures_of_the_page(kit: Kit) -> None:
    made = synthetic(5)
    with kit.store.writing() as db:
        put(db, made)
    for pupil in made.here[:5]:
        told = page(kit, "c5", pupil.id)
        report = pupil_report(told)
        tables = [one.table for one in report.sections]
        assert tables[:2] == [pupil_sheet(told), cases_sheet(told.cases)]
        assert report.title == f"Report: {pupil.name}"
        assert report.about == "as of 2026-03-02 · Class 5"
        mine = [one for one in made.counted() if one.learner == f"pupil:{pupil.id}"]
        assert [one.attempt for one in told.recent] == [one.id for one in reversed(mine)][:30]


def test_a_small_class_has_no_averages_in_its_report_either(kit: Kit) -> None:
    made = a_class(0, ["Ada", "Bo", "Cy", "Di"])
    made.tries = [attempt(pupil.name, pupil.id, 1, verdict="right") for pupil in made.pupils]
    with kit.store.writing() as db:
        put(db, made)
    page_ = Reader(written(class_report(kit, "c0"), "html"))
    assert ["Class", "too few"] in page_.tables[0]
    assert "Averages of fewer than 5 pupils are hidden" in page_.text
    assert "100 %" not in page_.text


def test_an_empty_class_has_a_report_that_says_so(kit: Kit) -> None:
    with kit.store.writing() as db:
        put(db, a_class(0, []))
    report = class_report(kit, "c0")
    told = Reader(written(report, "html"))
    assert told.tables == []
    assert "No work was taken in yet." in told.text
    assert "Nothing was set yet." in told.text
    assert [row for row in cells(written(report, "csv")) if row == ["No verdict is contested."]]


@pytest.mark.parametrize(("ending", "says"), [("pdf", "in the window"), ("docx", ".html"), ("", ".csv")])
def test_another_kind_of_file_is_told_in_a_sentence(ending: str, says: str) -> None:
    with pytest.raises(ReportKindUnknown) as told:
        written(Report("A", "b", ()), ending)
    assert says in told.value.what + told.value.next_step
