"""The figures of a class as tables: what a command prints, a window shows, and a spreadsheet opens."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.assessment.seeing.model import MisconceptionCount
from carrel.base.words import _
from carrel.flows.classes.seeing.contested import Contested
from carrel.flows.classes.seeing.heat import Cell, ClassCell, HeatMap
from carrel.flows.classes.seeing.items import ItemFigure
from carrel.flows.classes.seeing.pupil import PupilPage, SkillRow
from carrel.flows.classes.seeing.words import flag
from carrel.flows.figures.over_time import verdict_words
from carrel.flows.figures.table import Table
from carrel.flows.figures.words import likely, percent, state_words

NOTHING = "–"
"""Stands where there is no number."""


def heat_sheet(told: HeatMap) -> Table:
    """A row for each pupil, a column for each skill, and the class below."""
    rows = [(row.pupil.name, *map(_cell, row.cells)) for row in told.rows]
    over = (_("Class"), *map(_over_class, told.skills))
    return Table((_("Pupil"), *(one.name for one in told.skills)), (*rows, over) if told.skills else ())


def items_sheet(told: Sequence[ItemFigure]) -> Table:
    """A row for each question."""
    headers = (
        _("Question"),
        _("Pupils"),
        _("First tries unaided"),
        _("Right"),
        _("Right, %"),
        _("Tells apart"),
        _("Wrong answer given most"),
        _("Times"),
        _("Shows"),
    )
    return Table(headers, tuple(map(_item, told)))


def pupil_sheet(told: PupilPage) -> Table:
    """A row for each skill."""
    headers = (
        _("Skill"),
        _("Unaided tries"),
        _("Right"),
        _("Other tries"),
        _("Right of these"),
        _("Known, %"),
        _("State"),
        _("To look at"),
    )
    return Table(headers, tuple(map(_skill, told.rows)))


def misconceptions_sheet(told: Sequence[MisconceptionCount]) -> Table:
    """A row for each misconception."""
    rows = tuple((one.misconception, str(one.learners), str(one.tries)) for one in told)
    return Table((_("Misconception"), _("Pupils"), _("Tries")), rows)


def contested_sheet(told: Sequence[Contested]) -> Table:
    """A row for each contested verdict."""
    headers = (_("Pupil"), _("Question"), _("Answer"), _("Verdict"), _("Why the pupil contests it"))
    rows = (
        (one.pupil.name, one.question, one.answer, verdict_words().get(one.verdict, one.verdict), one.reason)
        for one in told
    )
    return Table(headers, tuple(rows))


def _cell(cell: Cell) -> str:
    if not cell.tries:
        return NOTHING
    if cell.p is None:
        return _("{right} of {tries}, too little").format(right=cell.right, tries=cell.tries)
    return _("{right} of {tries}, known {p} %").format(right=cell.right, tries=cell.tries, p=likely(cell.p))


def _over_class(one: ClassCell) -> str:
    if one.share is None:
        return _("too few") if one.pupils else NOTHING
    return _("{share} % right").format(share=percent(one.share))


def _item(one: ItemFigure) -> tuple[str, ...]:
    most = one.distractor
    apart = NOTHING if one.discrimination is None else f"{one.discrimination:.2f}"
    facility = NOTHING if one.facility is None else percent(one.facility)
    wrong = (most.answer, str(most.count), most.misconception or NOTHING) if most else (NOTHING,) * 3
    return (one.question, str(one.pupils), str(one.first), str(one.right), facility, apart, *wrong)


def _skill(row: SkillRow) -> tuple[str, ...]:
    counts = (row.unaided, row.unaided_right, row.assisted, row.assisted_right)
    p = NOTHING if row.p is None else likely(row.p)
    flags = ", ".join(map(flag, row.flags)) or NOTHING
    return (row.name, *map(str, counts), p, state_words()[row.state], flags)
