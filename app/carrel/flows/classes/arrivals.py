"""Finds out which class of a teacher a results pack is for, wherever it was let go."""

from __future__ import annotations

from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Classroom
from carrel.flows.classes.files import content_of, unsealed
from carrel.flows.classes.keys import private_key
from carrel.flows.classes.packs.reading import read_one
from carrel.flows.kit import Kit


def room_for(kit: Kit, path: Path) -> Classroom | None:
    """The class made here that this pack is for; None for one of no class here, and for one that cannot be read."""
    with kit.store.reading() as db:
        rooms = {one.id: one for one in tables.classrooms(db)}
    if not rooms:
        return None
    with kit.store.writing() as db:
        opens = private_key(db, "sealing")
    try:
        pack = read_one(unsealed(content_of(path), opens), (), Cancel())
    except CarrelError:
        return None
    return rooms.get(pack.heading.classroom)
