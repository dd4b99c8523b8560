"""A teacher puts a case aside, for good with a reason or for some days, and takes that back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.classroom.classes import tables as classes
from carrel.classroom.classes.model import ClassMissing, NotSaid
from carrel.classroom.seeing import tables
from carrel.classroom.seeing.model import LONGEST_REASON, MOST_DAYS, CaseAside
from carrel.flows.classes.seeing.case import Case
from carrel.flows.classes.seeing.group import Group, group
from carrel.flows.classes.seeing.queue import queue_in
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database


def dismiss(kit: Kit, named: str, case: str, because: str) -> Case:
    """Put a case aside with a reason; it is back after ten more tries if it is one then.

    Raises ClassMissing for no such class or case, and NotSaid without a reason.
    """
    said = one_line(because)[:LONGEST_REASON].strip()
    if not said:
        raise NotSaid(_("A reason is missing."), _("Say in a few words why this needs nothing more."))
    return _put(kit, named, case, because=said)


def snooze(kit: Kit, named: str, case: str, days: int) -> Case:
    """Put a case aside for so many study days; raises ClassMissing, and NotSaid for a number that cannot be."""
    if not 1 <= days <= MOST_DAYS:
        raise NotSaid(
            _("A case can rest for 1 to {most} days.").format(most=MOST_DAYS), _("Choose another number of days.")
        )
    return _put(kit, named, case, days=days)


def undo(kit: Kit, named: str, case: str) -> None:
    """Take back that a case was put aside; raises ClassMissing."""
    with kit.store.writing() as db:
        room = classes.classroom(db, named)
        if not tables.drop(db, room.id, case):
            raise ClassMissing(_("No case “{case}” was put aside.").format(case=one_line(case)[:20]), _look())


def _put(kit: Kit, named: str, wanted: str, *, because: str = "", days: int = 0) -> Case:
    now = kit.stamp.now()
    until = (date.fromisoformat(now.day) + timedelta(days=days)).isoformat() if days else ""
    with kit.store.writing() as db:
        here = group(db, named, now)
        case = _case(db, here, wanted)
        tables.keep(db, CaseAside(here.classroom.id, case.id, case.tries, now, because, until))
    return case


def _case(db: Database, here: Group, wanted: str) -> Case:
    found = queue_in(db, here)
    for case in (*found.waiting, *(one.case for one in found.resting)):
        if case.id == wanted:
            return case
    raise ClassMissing(_("There is no case “{case}” in this class.").format(case=one_line(wanted)[:20]), _look())


def _look() -> str:
    return _("“carrel class queue” shows the cases, each with its id.")
