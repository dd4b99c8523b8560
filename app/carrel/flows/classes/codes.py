"""The codes of a class for its pupils: as a page of slips to cut out, or as a table."""

from __future__ import annotations

from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.exchange.rosters import slips, writing
from carrel.exchange.rosters.api import Roster, RosterClass, RosterPupil
from carrel.flows.classes.rooms import Room, room
from carrel.flows.kit import Kit
from carrel.flows.take_out import write_new

PAGES = (".html", ".htm")
"""Endings of a file that becomes a page; any other becomes a table."""


class NobodyThere(CarrelError):
    """There is nobody in the class who needs a code."""


def write(kit: Kit, named: str, path: Path, *, replace: bool = False) -> Path:
    """Write name and code of everybody who is in the class; a table reads back as a list of it.

    Raises ClassMissing, NobodyThere, FileExists, FileUnwritable.
    """
    of_class = _listed(room(kit, named))
    if not of_class.pupils:
        raise NobodyThere(_("Nobody is in this class yet."), _("Add its pupils first."))
    page = path.suffix.lower() in PAGES
    content = slips.write(of_class) if page else writing.write(Roster((of_class,), tells_groups=True))
    return write_new(path, content, replace=replace)


def _listed(here: Room) -> RosterClass:
    pupils = [
        RosterPupil(one.name, code=one.code, groups=one.groups, external_id=one.external)
        for one in here.pupils
        if not one.left
    ]
    return RosterClass(here.classroom.title, pupils=tuple(pupils))
