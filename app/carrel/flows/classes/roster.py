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
class Listed:
    """A list as it was read, with its faults; nothing was done yet. room: the class it is to become that of."""

    room: Room
    read: Roster

    @property
    def likely(self) -> RosterClass | None:
        """Which class of the list it is: the only one, or the one called like ours; None where nobody can tell."""
        if len(self.read.classes) == 1:
            return self.read.classes[0]
        return _called(self.read, self.room.classroom.title)


@dataclass(frozen=True)
class Plan:
    """What a list would change in a class; read: the list as it was found, with its faults.

    back: those who had left and stand in the list again.
    """

    room: Room
    read: Roster
    merged: Merged
    back: tuple[Pupil, ...] = ()

    def sentences(self) -> list[str]:
        """Each difference; of those who have left, only that they come back."""
        gone = {one.code for one in self.room.pupils if one.left}
        told = [
            one.sentence()
            for one in self.merged.changes
            if one.kind != "missing" or one.before is None or one.before.code not in gone
        ]
        title = self.room.classroom.title
        return told + [_("{title}: {name} is there again.").format(title=title, name=one.name) for one in self.back]


def read(kit: Kit, named: str, files: Sequence[Path], cancel: Cancel | None = None) -> Listed:
    """What stands in these files, for this class, read in a limited child.

    Raises ClassMissing, RosterRefused and Stopped.
    """
    here = room(kit, named)
    return Listed(
        here, apart.read({path.name: _content(path) for path in files}, here.classroom.title, cancel or Cancel())
    )


def planned(listed: Listed, of: RosterClass) -> Plan:
    """What this class of the list would change in ours, and nothing done yet (F7.3)."""
    here = listed.room
    wanted = replace(listed.read, classes=(replace(of, title=here.classroom.title, external_id=""),))
    merged = merging.merged(_kept(here), wanted)
    missing = {one.before.code for one in merged.changes if one.kind == "missing" and one.before is not None}
    back = tuple(one for one in here.pupils if one.left and one.code not in missing)
    return Plan(here, listed.read, merged, back)


def look(kit: Kit, named: str, files: Sequence[Path], of: str = "", cancel: Cancel | None = None) -> Plan:
    """The same from the files at once.

    of: which class of the files, by its title; needed only where they hold several, none of them called like ours.
    Raises ClassMissing, RosterRefused and Stopped.
    """
    listed = read(kit, named, files, cancel)
    return planned(listed, _chosen(listed, of))


def bring_in(kit: Kit, plan: Plan) -> Room:
    """Do what the plan says; nobody is taken out of the class."""
    back = {one.id for one in plan.back}
    known = {one.code: replace(one, left=one.left and one.id not in back) for one in plan.room.pupils}
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


def _chosen(listed: Listed, of: str) -> RosterClass:
    chosen = _called(listed.read, of) if of else listed.likely
    if chosen is not None:
        return chosen
    titles = ", ".join(f"“{one.title}”" for one in listed.read.classes[:20])
    if not titles:
        raise nobody_listed()
    raise RosterRefused(
        _("The list holds these classes: {titles}.").format(titles=titles),
        _("Say which of them it is to be, with --of."),
    )


def nobody_listed() -> RosterRefused:
    """What to say of a list in which there is no class."""
    return RosterRefused(_("There is nobody in this list."), _("Look at what was found in it, and correct it."))


def _called(found: Roster, title: str) -> RosterClass | None:
    return next((one for one in found.classes if one.title.casefold() == title.casefold()), None)


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
