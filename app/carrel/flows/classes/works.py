"""Pieces of work that pupils handed in: taken in once, looked at with how they were made, and written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Pupil
from carrel.classroom.work import tables as handed
from carrel.classroom.work.model import HandedWork
from carrel.flows.classes.naming import named
from carrel.flows.classes.records import fits
from carrel.flows.classes.returns import Work
from carrel.flows.classes.writing import made
from carrel.flows.kit import Kit
from carrel.flows.take_out import proposed_name, unwritable, write_new
from carrel.records.chain import head_of
from carrel.records.model import Begun, HandedIn, Link
from carrel.records.reading import read
from carrel.records.rebuilding import handed_in
from carrel.records.verifying import verify

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class PupilWork:
    """A piece of work, and whose it is.

    made: how it was made, a sentence each, as the pupil was shown it. doubts: what does not fit about its record, a
    sentence each; none of it says why that may be so.
    """

    pupil: Pupil
    work: HandedWork
    made: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class WrittenOut:
    """The two files of a piece of work. record: “carrel class verify” checks it."""

    text: Path
    record: Path


def take_works(kit: Kit, db: Database, pupil: str, came: Sequence[Work], key: bytes) -> int:
    """Keep what a pupil handed in, each piece once and in whatever order; how many are new, or have changed.

    Of two records of one work the longer one is kept: a record only ever grows, so that the other is its beginning, or
    one of them was written anew, which is kept with it. key: of the device that signed the pack. Raises RecordRefused.
    """
    had = {one.id: one for one in handed.handed(db, pupil)}
    new = 0
    for one in came:
        found = _checked(kit, pupil, one, key)
        before = had.get(one.id)
        if before is not None:
            parted = before.rewritten or not _is_beginning(read(before.record).links, read(one.record).links)
            longer = found if found.entries > before.entries else before
            found = replace(longer, rewritten=parted)
        if found != before:
            handed.keep_handed(db, found)
            had[one.id] = found
            new += 1
    return new


def works(kit: Kit, classroom: str, who: str = "") -> list[PupilWork]:
    """What a class handed in, or one pupil by name, code or id; raises ClassMissing."""
    with kit.store.reading() as db:
        room = tables.classroom(db, classroom)
        pupils = named(tables.pupils(db, room.id), who)
        return [_told(pupil, one) for pupil in pupils for one in handed.handed(db, pupil.id)]


def write_out(found: Sequence[PupilWork], folder: Path, *, replace_files: bool = False) -> list[WrittenOut]:
    """Write each piece of work and its record into a folder, named by the pupil's code and never by the name.

    The folder is made if it is not there. Raises FileUnwritable, and FileExists unless files may be replaced.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    written, taken = [], set[str]()
    for one in found:
        name = _free(f"{one.pupil.code} {one.work.title}", taken)
        text, record = folder / proposed_name(name, "md"), folder / proposed_name(name, "record.md")
        write_new(text, one.work.text.encode(), replace=replace_files)
        write_new(record, one.work.record, replace=replace_files)
        written.append(WrittenOut(text, record))
    return written


def _checked(kit: Kit, pupil: str, work: Work, key: bytes) -> HandedWork:
    """The work with what its record is worth."""
    checked = verify(work.record, fits, Cancel())
    links = checked.links
    first, last = (links[0].entry.event, links[-1].entry.event) if links else (None, None)
    tells = isinstance(first, Begun) and first.work == work.id and last == handed_in(work.text)
    is_own = checked.seal == "fits" and checked.key == key.hex()
    head = head_of(links)
    sound = checked.is_sound and tells and is_own
    said = (pupil, work.id, work.assignment, work.title, work.text, work.record, head.count, head.hash, sound, False)
    return HandedWork(*said, work.at, kit.stamp.now())


def _is_beginning(one: Sequence[Link], other: Sequence[Link]) -> bool:
    """Whether the shorter chain is the beginning of the longer one."""
    both = min(len(one), len(other))
    return not both or one[both - 1].hash == other[both - 1].hash


def _told(pupil: Pupil, work: HandedWork) -> PupilWork:
    links = read(work.record).links
    doubts = []
    if not work.sound:
        doubts.append(_("Its record is not as Carrel wrote it, or tells of another text."))
    if work.rewritten:
        doubts.append(_("A record of it that came at another time tells another story from some place on."))
    if sum(isinstance(link.entry.event, HandedIn) for link in links) == 0:
        doubts.append(_("Its record does not say that it was handed in."))
    return PupilWork(pupil, work, made(links), tuple(doubts))


def _free(name: str, taken: set[str]) -> str:
    """This name, with a number behind it where it is taken."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    taken.add(free.casefold())
    return free
