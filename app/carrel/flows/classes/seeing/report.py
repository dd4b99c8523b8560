"""The report of a class and that of a pupil: what they say, once, whether it becomes a page, a table or paper."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows.classes.seeing.group import group
from carrel.flows.classes.seeing.handed import handed_in
from carrel.flows.classes.seeing.heat import heat_in
from carrel.flows.classes.seeing.looks import questions_in
from carrel.flows.classes.seeing.meaning import (
    came_back,
    discrimination,
    facility,
    hidden,
    nobody,
    nothing,
    others,
    unaided,
)
from carrel.flows.classes.seeing.pupil import PupilPage
from carrel.flows.classes.seeing.queue import queue_in
from carrel.flows.classes.seeing.sheets import (
    cases_sheet,
    contested_sheet,
    handed_sheet,
    heat_sheet,
    items_sheet,
    misconceptions_sheet,
    pupil_sheet,
    queue_sheet,
    tries_sheet,
)
from carrel.flows.figures.table import Table
from carrel.flows.kit import Kit

SKILLS_BESIDE = 6
"""So many skills of the heat map stand beside each other on paper; the others follow below."""


@dataclass(frozen=True)
class Section:
    """A part of a report. said: sentences under its title. otherwise: what stands in place of a table without rows.

    most: how many columns of figures have room beside the first one; 0 where all of them have.
    """

    title: str
    said: tuple[str, ...]
    table: Table
    otherwise: str
    most: int = 0

    @property
    def parts(self) -> tuple[Table, ...]:
        """The table, or its columns in several tables that each begin with the first one; none without rows."""
        headers, rows, most = self.table.headers, self.table.rows, self.most or len(self.table.headers)
        return tuple(
            Table(
                (headers[0], *headers[begin : begin + most]),
                tuple((row[0], *row[begin : begin + most]) for row in rows),
            )
            for begin in range(1, len(headers), most)
            if rows
        )


@dataclass(frozen=True)
class Report:
    """What a class or a pupil has to show. about: of whom and of which day, in one line.

    Names in all that is no cell of a table were made fit to stand among our words (`beside`).
    """

    title: str
    about: str
    sections: tuple[Section, ...]


def class_report(kit: Kit, named: str, of: str = "") -> Report:
    """The report of a class or of a group of it; raises ClassMissing."""
    with kit.store.reading() as db:
        here = group(db, named, kit.stamp.now(), of)
        handed, cases = handed_in(db, here), queue_in(db, here).waiting
        skills, asked = heat_in(db, here), questions_in(db, here)
    sections = (
        Section(_("What came back"), (came_back(handed),), handed_sheet(handed.asked), _("Nothing was set yet.")),
        Section(_("What is known"), (unaided(), hidden()), heat_sheet(skills), nothing(), SKILLS_BESIDE),
        Section(_("Questions"), (facility(), discrimination()), items_sheet(asked.items), nothing()),
        Section(
            _("Misconceptions"), (), misconceptions_sheet(asked.misconceptions), _("No wrong answer shows a known one.")
        ),
        Section(_("Contested verdicts"), (), contested_sheet(asked.contested), _("No verdict is contested.")),
        Section(_("Who may need you"), (), queue_sheet(cases), nobody()),
    )
    about = [counted("one pupil", "{count} pupils", len(here.pupils)), _as_of(here.now.day)]
    if here.of:
        about.insert(0, _("the group “{name}”").format(name=beside(here.of)))
    return Report(_("Report: {title}").format(title=beside(here.classroom.title)), _line(about), sections)


def pupil_report(told: PupilPage) -> Report:
    """The report of a pupil: the teacher's, and the pupil's own."""
    sections = (
        Section(_("Skills"), (unaided(), others()), pupil_sheet(told), nothing()),
        Section(_("What asks for attention"), (), cases_sheet(told.cases), _("Nothing, as far as the tries tell.")),
        Section(_("Contested verdicts"), (), contested_sheet(told.contested), _("No verdict is contested.")),
        Section(_("Last tries"), (), tries_sheet(told.recent), nothing()),
    )
    about = [_as_of(told.now.day), beside(told.classroom.title), *map(beside, told.pupil.groups)]
    return Report(_("Report: {title}").format(title=beside(told.pupil.name)), _line(about), sections)


def _as_of(day: str) -> str:
    return _("as of {day}").format(day=day)


def _line(parts: list[str]) -> str:
    return " · ".join(parts)
