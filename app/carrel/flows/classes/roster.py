"""The list of a class from a file: first what would be different, then, if a person wants it, that."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Pupil, checked_name
from carrel.exchange.rosters import apart, codes, merging
from carrel.exchange.rosters.api import Roster, RosterClass, RosterPupil, RosterRefused
from carrel.exchange.rosters.changes import Merged
from carrel.flows.classes.rooms import Room, room
from carrel.flows.kit import Kit

MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Plan:
    """What a list would change in a class; read: the list as it was found, with its faults."""

    room: Room
    read: Roster
    merged: Merged


def look(kit: Kit, named: str, files: Sequence[Path], of: str = "", cancel: Cancel | None = None) -> Plan:
    """What these files would change in this class, and nothing done yet (F7.3). They are read in a limited child.

    of: which class of the files, by its title; needed only where they hold several, none of them called like ours.
    Raises ClassMissing, RosterRefused and Stopped.
    """
    here = room(kit, named)
    found = apart.read({path.name: _content(path) for path in files}, here.classroom.title, cancel or Cancel())
    chosen = _chosen(found, of or here.classroom.title, is_named=bool(of))
    listed = replace(found, classes=(replace(chosen, title=here.classroom.title, external_id=""),))
    return Plan(here, found, merging.merged(_kept(here), listed))


def bring_in(kit: Kit, plan: Plan) -> Room:
    """Do what the plan says; nobody is taken out of the class."""
    known = {one.code: one for one in plan.room.pupils}
    [listed] = codes.with_codes(plan.merged.roster, secrets.randbelow).classes
    with kit.store.writing() as db:
        for one in listed.pupils:
            tables.keep_pupil(db, _pupil(kit, plan.room, one, known.get(one.code)))
    return room(kit, plan.room.classroom.id)


def add(kit: Kit, named: str, name: str, groups: Sequence[str] = ()) -> Pupil:
    """Put somebody into a class by hand; raises ClassMissing and NotSaid."""
    here = room(kit, named)
    code = codes.new_code(secrets.randbelow, {one.code for one in here.pupils})
    pupil = Pupil(kit.stamp.new_id(), here.classroom.id, checked_name(name), code, kit.stamp.now(), tuple(groups))
    with kit.store.writing() as db:
        tables.keep_pupil(db, pupil)
    return pupil


def _kept(here: Room) -> Roster:
    pupils = tuple(
        RosterPupil(one.name, code=one.code, groups=one.groups, external_id=one.external) for one in here.pupils
    )
    return Roster((RosterClass(here.classroom.title, pupils=pupils),), any(one.groups for one in here.pupils))


def _chosen(found: Roster, title: str, *, is_named: bool) -> RosterClass:
    if len(found.classes) == 1 and not is_named:
        return found.classes[0]
    for one in found.classes:
        if one.title.casefold() == title.casefold():
            return one
    titles = ", ".join(f"“{one.title}”" for one in found.classes[:20])
    if not titles:
        raise RosterRefused(_("There is nobody in this list."), _("Look at what was found in it, and correct it."))
    raise RosterRefused(
        _("The list holds these classes: {titles}.").format(titles=titles),
        _("Say which of them it is to be, with --of."),
    )


def _pupil(kit: Kit, here: Room, listed: RosterPupil, known: Pupil | None) -> Pupil:
    if known is not None:
        return replace(known, name=listed.name, groups=listed.groups, external=listed.external_id)
    now = kit.stamp.now()
    said = (kit.stamp.new_id(), here.classroom.id, listed.name, listed.code, now, listed.groups, listed.external_id)
    return Pupil(*said)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RosterRefused(_("This file is too large for a list of a class."), _("Choose another file."))
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> CarrelError:
    return RosterRefused(
        _("The file {path} cannot be read.").format(path=path), _("Look at its name, or choose another."), str(error)
    )
