"""`carrel class queue`, `heat`, `items`, `pupil` and `report`: what a teacher sees of a class."""

from __future__ import annotations

import json
import unicodedata
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from carrel.assessment.seeing.model import MisconceptionCount
from carrel.base.show import one_line
from carrel.base.words import _
from carrel.cli.house import opened
from carrel.flows.classes.seeing import settle, words
from carrel.flows.classes.seeing.case import Case
from carrel.flows.classes.seeing.contested import Contested, contested
from carrel.flows.classes.seeing.heat import HeatMap, heat
from carrel.flows.classes.seeing.items import ItemFigure, items
from carrel.flows.classes.seeing.misconceptions import misconceptions
from carrel.flows.classes.seeing.own import own_page
from carrel.flows.classes.seeing.pupil import page
from carrel.flows.classes.seeing.queue import queue
from carrel.flows.classes.seeing.report import class_report, pupil_report
from carrel.flows.classes.seeing.report_files import written
from carrel.flows.classes.seeing.sheets import (
    contested_sheet,
    heat_sheet,
    items_sheet,
    misconceptions_sheet,
    pupil_sheet,
)
from carrel.flows.figures.table import Table, as_csv
from carrel.flows.take_out import write_new


def _queue(arguments: Namespace) -> None:
    with opened() as kit:
        if arguments.dismiss:
            settle.dismiss(kit, arguments.classroom, arguments.dismiss, arguments.because)
        elif arguments.snooze:
            settle.snooze(kit, arguments.classroom, arguments.snooze, arguments.days)
        elif arguments.undo:
            settle.undo(kit, arguments.classroom, arguments.undo)
        found = queue(kit, arguments.classroom, arguments.group)
    if arguments.json:
        for case in found.waiting:
            _print({**_case(case), "state": "waiting"})
        for one in found.resting:
            state = "snoozed" if one.aside.until else "dismissed"
            _print({**_case(one.case), "state": state, "because": one.aside.because, "until": one.aside.until})
        return
    for case in found.waiting:
        print(f"{case.id}  {one_line(case.pupil.name)}, {words.how_long(case)}: {words.why(case)}")
        print(f"    {words.what_to_try(case)}")
    if not found.waiting:
        print(_("Nobody needs you right now, as far as the tries tell."))
    for one in found.resting:
        said = (
            _("put aside until {day}").format(day=one.aside.until)
            if one.aside.until
            else _("put aside: {reason}").format(reason=one.aside.because)
        )
        print(f"{one.case.id}  {one_line(one.case.pupil.name)}, {words.flag(one.case.kind)} ({said})")


def _heat(arguments: Namespace) -> None:
    with opened() as kit:
        told = heat(kit, arguments.classroom, arguments.group)
    _show(heat_sheet(told), _heat_lines(told), arguments)


def _items(arguments: Namespace) -> None:
    with opened() as kit:
        of = arguments.classroom, arguments.group
        told, shows, doubts = items(kit, *of), misconceptions(kit, *of), contested(kit, *of)
    lines = [*map(_item, told), *map(_misconception, shows), *map(_contested, doubts)]
    _show(items_sheet(told), lines, arguments)
    if arguments.json:
        return
    if shows:
        print()
        _print_table(misconceptions_sheet(shows))
    if doubts:
        print()
        _print_table(contested_sheet(doubts))


def _pupil(arguments: Namespace) -> None:
    with opened() as kit:
        told = page(kit, arguments.classroom, arguments.name)
    _show(pupil_sheet(told), [*map(vars, told.rows), *map(_case, told.cases)], arguments)
    if not arguments.json:
        for case in told.cases:
            print(f"{words.why(case)} {words.what_to_try(case)}")


def _report(arguments: Namespace) -> None:
    path = Path(arguments.to)
    ending = path.suffix.removeprefix(".")
    with opened() as kit:
        if arguments.mine:
            report = pupil_report(own_page(kit, arguments.classroom))
        elif arguments.name:
            report = pupil_report(page(kit, arguments.classroom, arguments.name))
        else:
            report = class_report(kit, arguments.classroom, arguments.group)
    write_new(path, written(report, ending), replace=arguments.force)
    if arguments.json:
        _print({"file": str(path), "title": report.title, "about": report.about})
    else:
        print(_("The report was written to {file}.").format(file=path))


SEEING: dict[str, Callable[[Namespace], None]] = {
    "queue": _queue,
    "heat": _heat,
    "items": _items,
    "pupil": _pupil,
    "report": _report,
}
"""The actions of a teacher who looks at a class."""


def _show(table: Table, lines: Iterable[dict[str, Any]], arguments: Namespace) -> None:
    """Print what was found, and write the same as CSV where that is wanted."""
    if arguments.csv:
        write_new(Path(arguments.csv), as_csv(table), replace=arguments.force)
    if arguments.json:
        for line in lines:
            _print(line)
    elif table.rows:
        _print_table(table)
    else:
        print(_("Nothing was tried yet, or no work was taken in."))


def _case(case: Case) -> dict[str, Any]:
    told: dict[str, Any] = {
        "case": case.id,
        "pupil": case.pupil.id,
        "name": case.pupil.name,
        "kind": case.kind,
        "about": case.about,
    }
    told |= {"why": words.why(case), "days": case.days, "try": words.what_to_try(case), "urgency": case.urgency}
    return {**told, "numbers": case.numbers, "evidence": case.evidence}


def _heat_lines(told: HeatMap) -> Iterator[dict[str, Any]]:
    for row in told.rows:
        yield {"pupil": row.pupil.id, "name": row.pupil.name, "skills": [vars(cell) for cell in row.cells]}
    yield {"class": [vars(one) for one in told.skills]}


def _item(one: ItemFigure) -> dict[str, Any]:
    return {**vars(one), "distractor": vars(one.distractor) if one.distractor else None}


def _misconception(one: MisconceptionCount) -> dict[str, Any]:
    return {"misconception": one.misconception, "tries": one.tries, "pupils": one.learners, "evidence": one.evidence}


def _contested(one: Contested) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("question", "answer", "verdict", "why", "reason")}
    return {"contested": one.attempt, "pupil": one.pupil.id, "name": one.pupil.name, **told, "at": one.created.utc}


def _print_table(table: Table) -> None:
    rows = [[one_line(cell) for cell in row] for row in (table.headers, *table.rows)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip())


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)


def _width(text: str) -> int:
    """How many columns of a terminal it takes: letters of East Asia take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
