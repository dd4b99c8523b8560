"""Making the class pack: who is in it by code, what is to be done, the documents for it, and a letter to each pupil."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.base.errors import CarrelError
from carrel.base.files import write_whole
from carrel.base.show import beside
from carrel.base.words import _
from carrel.behaviours import tables as behaviours
from carrel.behaviours.model import Behaviour, BehaviourMissing
from carrel.behaviours.reading import read, without_trials
from carrel.classroom import packing, sealing, signing
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Assignment, Pupil
from carrel.classroom.feedback import tables as feedback
from carrel.classroom.model import Heading, Issuer
from carrel.classroom.post import tables as post
from carrel.flows.classes import own
from carrel.flows.classes.contents import CLASS_FILE, ClassContents, Paper, Seat, written
from carrel.flows.classes.files import write_into
from carrel.flows.classes.keys import private_key
from carrel.flows.classes.letters import letters
from carrel.flows.kit import Kit
from carrel.library import tables as library
from carrel.library.model import Document

if TYPE_CHECKING:
    from carrel.store.db import Database

SUFFIX = ".carrel-class"


class NothingToGive(CarrelError):
    """The class has nobody in it, or nothing to do."""


class FileLost(CarrelError):
    """A document that was to go into the pack is no longer where it was."""


class PackUnwritable(CarrelError):
    """The pack cannot be written there."""


@dataclass(frozen=True)
class Given:
    """A class pack that was written: where, its sequence, for how many pupils, and what they are asked to do.

    told: how much approved feedback goes out with it for the first time. waiting: how much waits, because no device of
    the pupil is known before something was handed in.
    """

    path: Path
    sequence: int
    pupils: int
    assignments: tuple[Assignment, ...]
    fingerprint: str
    told: int = 0
    waiting: int = 0


def give_out(kit: Kit, classroom: str, path: Path) -> Given:
    """Write the next class pack; raises ClassMissing, NothingToGive, FileLost, PackTooLarge, PackUnwritable.

    Raises PracticeMissing for a question of one's own that is no longer here, and BehaviourMissing for a behaviour.
    path: of the file; or a folder, in which it gets a name that nothing there has.
    """
    with kit.store.writing() as db:
        room = tables.classroom(db, classroom)
        there = [one for one in tables.pupils(db, room.id) if not one.left]
        given = tuple(one for one in tables.assignments(db, room.id) if one.given)
        _something(there, given)
        papers, files = _documents(db, given)
        contents = ClassContents(
            room.title, told(given), _seats(there), given, _items(db, given), papers, _behaviours(db, given)
        )
        secret = private_key(db, "signing")
        heading = Heading(
            kit.stamp.new_id(),
            "class",
            kit.stamp.now(),
            Issuer(room.teacher, signing.public_key(secret)),
            room.id,
            post.next_sequence(db, room.id, "class"),
            sealing.public_key(private_key(db, "sealing")),
        )
        post_to = letters(db, there, room.id)
        content = packing.write(heading, {CLASS_FILE: written(contents), **files, **post_to.entries}, secret)
        feedback.mark_sent(db, post_to.carried)
        post.keep_sent(db, heading, packing.read(content, (heading.issuer.key,)).digest)
        number = signing.fingerprint(heading.issuer.key)
        # Last: a pack that is not there was not made.
        path = _write(path, (f"{room.title}-{heading.sequence}", number[:4]), content)
    return Given(path, heading.sequence, len(there), given, number, len(post_to.carried), post_to.waiting)


def ready(kit: Kit, classroom: str) -> None:
    """Raise what a pack would lack, before anybody chooses where to write it.

    ClassMissing, NothingToGive, BehaviourMissing.
    """
    with kit.store.reading() as db:
        room = tables.classroom(db, classroom)
        there = [one for one in tables.pupils(db, room.id) if not one.left]
        given = [one for one in tables.assignments(db, room.id) if one.given]
        _something(there, given)
        _behaviours(db, given)


def told(assignments: Sequence[Assignment]) -> str:
    """What the teacher will see, in words for a pupil."""
    said = _("Your teacher sees your tries at what is set here, with the help you took, and what you hand in.")
    if any(one.transcript for one in assignments):
        return f"{said} {_('Where a task says so, your talk with the tutor about it goes along, too.')}"
    return f"{said} {_('Your talk with the tutor stays on this computer.')}"


def _something(pupils: Sequence[Pupil], assignments: Sequence[Assignment]) -> None:
    if not pupils:
        raise NothingToGive(_("Nobody is in this class yet."), _("Add its pupils first."))
    if not assignments:
        raise NothingToGive(_("There is nothing to do in this class yet."), _("Set an assignment first."))


def _seats(pupils: Sequence[Pupil]) -> tuple[Seat, ...]:
    """In the order of their codes, which says nothing of their names."""
    return tuple(Seat(one.code, one.groups) for one in sorted(pupils, key=lambda one: one.code))


def _items(db: Database, given: Sequence[Assignment]) -> Mapping[str, tuple[own.Raw, ...]]:
    """What the teacher wrote, with its keys: the pupil's computer marks it by code, as it does every course pack."""
    return {one.id: own.bodies(db, one) for one in given if one.items}


def _behaviours(db: Database, given: Sequence[Assignment]) -> Mapping[str, Behaviour]:
    """What the assignments name, as it is now and without its tests."""
    found = {}
    for name in dict.fromkeys(one.behaviour for one in given if one.behaviour):
        goes = read(name, without_trials(behaviours.by_name(db, name).text)).behaviour
        if goes is None:
            raise BehaviourMissing(
                _("The behaviour “{name}” cannot be read.").format(name=beside(name, 60)),
                _("Put it right, or choose another one in the assignment."),
            )
        found[name] = goes
    return found


def _documents(db: Database, given: Sequence[Assignment]) -> tuple[tuple[Paper, ...], Mapping[str, bytes]]:
    papers, files = [], {}
    for number, name in enumerate(dict.fromkeys(one for task in given for one in task.documents), 1):
        document = library.get(db, name)
        entry = f"documents/{number:04}"
        files[entry] = _file_of(document)
        papers.append(Paper(document.id, entry, document.name, document.title))
    return tuple(papers), files


def _file_of(document: Document) -> bytes:
    """The file that the document was read from, if it is still the same."""
    try:
        content = Path(document.path).read_bytes() if document.path else b""
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise FileLost(
            _("The file of “{title}” is no longer where it was, or it has changed.").format(title=document.title),
            _("Read it into the library again, or take it out of the assignment."),
        )
    return content


def _write(path: Path, names: tuple[str, str], content: bytes) -> Path:
    try:
        if path.is_dir():
            return write_into(path, names, SUFFIX, content)
        write_whole(path, content)
    except OSError as error:
        raise PackUnwritable(
            _("The pack cannot be written to {path}.").format(path=path), _("Choose another folder."), str(error)
        ) from error
    return path
