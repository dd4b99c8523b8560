"""The figures of a class as tables: what a command prints, a window shows, and a spreadsheet opens."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.assessment.seeing.model import MisconceptionCount
from carrel.base.words import _
from carrel.flows.classes.seeing.case import Case
from carrel.flows.classes.seeing.contested import Contested
from carrel.flows.classes.seeing.handed import Asked
from carrel.flows.classes.seeing.heat import Cell, ClassCell, HeatMap
from carrel.flows.classes.seeing.items import ItemFigure
from carrel.flows.classes.seeing.pupil import PupilPage, SkillRow
from carrel.flows.classes.seeing.words import flag, how_long, misconception_words, what_to_try, why
from carrel.flows.figures.table import Table
from carrel.flows.figures.tries import Tried
from carrel.flows.figures.words import likely, percent, said_of, state_words, verdict_words

NOTHING = "–"
"""Stands where there is no number."""


def heat_sheet(told: HeatMap) -> Table:
    """A row for each pupil, a column for each skill, and the class below."""
    rows = [(row.pupil.name, *(_joined(cell_lines(cell)) for cell in row.cells)) for row in told.rows]
    over = (_("Class"), *(_joined(class_lines(one)) for one in told.skills))
    return Table((_("Pupil"), *(one.name for one in told.skills)), (*rows, over) if told.skills else ())


def items_sheet(told: Sequence[ItemFigure]) -> Table:
    """A row for each question."""
    headers = (
        _("Question"),
        _("Pupils"),
        _("First tries"),
        _("Right"),
        _("Right, %"),
        _("Tells apart"),
        _("Usual wrong answer"),
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
    rows = tuple((misconception_words(one.misconception), str(one.learners), str(one.tries)) for one in told)
    return Table((_("Misconception"), _("Pupils"), _("Tries")), rows)


def contested_sheet(told: Sequence[Contested]) -> Table:
    """A row for each contested verdict."""
    headers = (_("Pupil"), _("Question"), _("Answer"), _("Verdict"), _("The pupil's reason"))
    rows = (
        (one.pupil.name, one.question, one.answer, verdict_words().get(one.verdict, one.verdict), one.reason)
        for one in told
    )
    return Table(headers, tuple(rows))


def queue_sheet(told: Sequence[Case]) -> Table:
    """A row for each case."""
    sheet = cases_sheet(told)
    rows = tuple((case.pupil.name, *row) for case, row in zip(told, sheet.rows, strict=True))
    return Table((_("Pupil"), *sheet.headers), rows)


def cases_sheet(told: Sequence[Case]) -> Table:
    """A row for each case of one pupil."""
    rows = tuple((flag(case.kind), why(case), how_long(case), what_to_try(case)) for case in told)
    return Table((_("Sign"), _("Why"), _("How long"), _("What to try")), rows)


def handed_sheet(told: Sequence[Asked]) -> Table:
    """A row for each assignment."""
    rows = tuple((one.title, one.due or NOTHING, str(one.pupils), str(one.begun)) for one in told)
    return Table((_("Assignment"), _("Due"), _("Pupils"), _("Did some of it")), rows)


def tries_sheet(told: Sequence[Tried]) -> Table:
    """A row for each try."""
    headers = (_("Study day"), _("Question"), _("Answer"), _("Verdict"), _("Help"))
    return Table(headers, tuple((one.created.day, *said_of(one)) for one in told))


def cell_lines(cell: Cell) -> tuple[str, ...]:
    """What stands in a cell of the heat map, in one line or two."""
    if not cell.tries:
        return (NOTHING,)
    tries = _("{right} of {tries}").format(right=cell.right, tries=cell.tries)
    return tries, _("too little") if cell.p is None else _("known {p} %").format(p=likely(cell.p))


def class_lines(one: ClassCell) -> tuple[str, ...]:
    """What stands below a skill for the whole class."""
    if one.share is None:
        return (_("too few") if one.pupils else NOTHING,)
    return (_("{share} % right").format(share=percent(one.share)),)


def _joined(lines: tuple[str, ...]) -> str:
    return lines[0] if len(lines) == 1 else _("{first}, {second}").format(first=lines[0], second=lines[1])


def _item(one: ItemFigure) -> tuple[str, ...]:
    most = one.distractor
    apart = NOTHING if one.discrimination is None else f"{one.discrimination:.2f}"
    facility = NOTHING if one.facility is None else percent(one.facility)
    wrong = (
        (most.answer, str(most.count), misconception_words(most.misconception) or NOTHING) if most else (NOTHING,) * 3
    )
    return (one.question, str(one.pupils), str(one.first), str(one.right), facility, apart, *wrong)


def _skill(row: SkillRow) -> tuple[str, ...]:
    counts = (row.unaided, row.unaided_right, row.assisted, row.assisted_right)
    p = NOTHING if row.p is None else likely(row.p)
    flags = ", ".join(map(flag, row.flags)) or NOTHING
    return (row.name, *map(str, counts), p, state_words()[row.state], flags)
