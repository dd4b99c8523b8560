"""Making a class: its title, its pupils by hand, and what it is asked to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.behaviours import tables as behaviours
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import (
    LONGEST_NAME,
    Assignment,
    Classroom,
    NotSaid,
    Pupil,
    checked,
    checked_name,
    checked_title,
)
from carrel.flows.kit import Kit
from carrel.library import tables as library
from carrel.library.packs import tables as packs

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class Room:
    """A class with everybody in it, and all that was set."""

    classroom: Classroom
    pupils: tuple[Pupil, ...]
    assignments: tuple[Assignment, ...]


def make(kit: Kit, title: str, teacher: str = "") -> Classroom:
    """A new class; teacher: the name that pupils see. Raises NotSaid."""
    room = Classroom(kit.stamp.new_id(), checked_title(title), kit.stamp.now(), one_line(teacher)[:LONGEST_NAME])
    with kit.store.writing() as db:
        tables.add_classroom(db, room)
    return room


def change(kit: Kit, classroom: str, title: str, teacher: str) -> Classroom:
    """Call a class, and whoever teaches it, something else; raises NotSaid and ClassMissing."""
    said = checked_title(title), one_line(teacher)[:LONGEST_NAME]
    with kit.store.writing() as db:
        changed = replace(tables.classroom(db, classroom), title=said[0], teacher=said[1])
        tables.keep_classroom(db, changed)
    return changed


def classes(kit: Kit) -> list[Classroom]:
    """All classes, and nobody of them: the newest first, those that are over last."""
    with kit.store.reading() as db:
        return tables.classrooms(db)


def rooms(kit: Kit) -> list[Room]:
    """All classes."""
    with kit.store.reading() as db:
        return [
            Room(one, tuple(tables.pupils(db, one.id)), tuple(tables.assignments(db, one.id)))
            for one in tables.classrooms(db)
        ]


def room(kit: Kit, named: str) -> Room:
    """The class with this id or title; raises ClassMissing."""
    with kit.store.reading() as db:
        one = tables.classroom(db, named)
        return Room(one, tuple(tables.pupils(db, one.id)), tuple(tables.assignments(db, one.id)))


def assign(kit: Kit, named: str, wish: Assignment) -> Assignment:
    """Set an assignment for a class; it goes out with the next pack.

    wish: its id, class and moment do not count. Raises ClassMissing, DocumentMissing, BehaviourMissing, and NotSaid for
    a topic or a group that is not there.
    """
    now = kit.stamp.now()
    with kit.store.writing() as db:
        one = tables.classroom(db, named)
        made = possible(db, replace(wish, id=kit.stamp.new_id(), classroom=one.id, created=now, given=True))
        tables.keep_assignment(db, made)
    return made


def possible(db: Database, wish: Assignment) -> Assignment:
    """The assignment with its texts cleaned, within a transaction that is under way.

    Raises DocumentMissing, BehaviourMissing, and NotSaid for a topic or a group that is not there, or where nothing is
    asked for.
    """
    known = {topic.id for pack in packs.packs(db) for topic in packs.topics(db, pack.id)}
    _there(wish.topics, known, _("There is no topic “{name}”."))
    groups = {group for pupil in tables.pupils(db, wish.classroom) for group in pupil.groups}
    _there(wish.groups, groups, _("There is no group “{name}” in this class."))
    for document in wish.documents:
        library.get(db, document)
    named = behaviours.by_name(db, wish.behaviour).name if wish.behaviour else ""
    return checked(replace(wish, title=checked_title(wish.title), behaviour=named))


def add_pupil(kit: Kit, named: str, name: str, code: str, groups: Sequence[str] = ()) -> Pupil:
    """Put somebody into a class; raises ClassMissing and NotSaid."""
    with kit.store.writing() as db:
        one = tables.classroom(db, named)
        pupil = Pupil(kit.stamp.new_id(), one.id, checked_name(name), code, kit.stamp.now(), tuple(groups))
        tables.keep_pupil(db, pupil)
    return pupil


def _there(wanted: Sequence[str], known: set[str], says: str) -> None:
    for name in wanted:
        if name not in known:
            raise NotSaid(says.format(name=name[:80]), _("Look how it is written, and try again."))
