"""A pupil gives back what was done for a class, as one file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.base.errors import CarrelError
from carrel.base.files import write_whole
from carrel.base.words import _
from carrel.classroom import packing, sealing, signing
from carrel.classroom.joined import tables
from carrel.classroom.joined.model import Joined
from carrel.classroom.model import Heading, Issuer
from carrel.classroom.post import tables as post
from carrel.flows.classes.files import write_into
from carrel.flows.classes.keys import private_key
from carrel.flows.classes.open_pack import mine
from carrel.flows.classes.returns import MOST_TRIES, RESULTS_FILE, Results, written
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database

SUFFIX = ".carrel-results"


class NothingDone(CarrelError):
    """There is nothing to give back."""


class ResultsUnwritable(CarrelError):
    """The results cannot be written there."""


@dataclass(frozen=True)
class HandedBack:
    """A results pack that was written: where, for which class, its sequence, how many tries it holds, and whether only
    the teacher can open it. fingerprint: the number of this device, by which the teacher knows it.
    """

    path: Path
    joined: Joined
    sequence: int
    tries: int
    sealed: bool
    fingerprint: str


def hand_back(kit: Kit, name: str, path: Path) -> HandedBack:
    """Write everything that was tried for this class so far: a lost file costs nothing, the next one says it again.

    path: of the file; or a folder, in which it gets a name that nothing there has. Raises ClassMissing, PackNotTaken,
    NothingDone, ResultsUnwritable.
    """
    with kit.store.writing() as db:
        joined = tables.named(db, name)
        work = work_of(kit, db, joined)
        if work is None:
            raise NothingDone(
                _("Nothing was done yet for “{title}”.").format(title=joined.title), _("Do some of it first.")
            )
        secret = private_key(db, "signing")
        key = signing.public_key(secret)
        sequence = post.next_sequence(db, joined.classroom, "results")
        # The code stands inside, where it can be sealed: nothing outside tells whose work it is.
        heading = Heading(kit.stamp.new_id(), "results", kit.stamp.now(), Issuer("", key), joined.classroom, sequence)
        content = packing.write(heading, work.files, secret)
        post.keep_sent(db, heading, packing.read(content, (key,)).digest)
        number = signing.fingerprint(key)
        try:
            content = sealing.seal(content, joined.seal_to) if joined.seal_to else content
            if path.is_dir():
                path = write_into(path, (f"{joined.code}-{sequence}", number[:4]), SUFFIX, content)
            else:
                write_whole(path, content)
        except OSError as error:
            raise unwritable(path, error) from error
    return HandedBack(path, joined, sequence, work.tries, joined.seal_to is not None, number)


def unwritable(path: Path, error: OSError) -> ResultsUnwritable:
    """What to raise for a place where the results cannot be written."""
    return ResultsUnwritable(
        _("The results cannot be written to {path}.").format(path=path), _("Choose another folder."), str(error)
    )


@dataclass(frozen=True)
class Work:
    """What there is to give back. files: those of the pack. tries: how many it holds."""

    files: Mapping[str, bytes]
    tries: int

    @property
    def mark(self) -> str:
        """The same for the same work."""
        told = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            told.update(name.encode() + b"\x00" + hashlib.sha256(content).digest())
        return told.hexdigest()


def work_of(kit: Kit, db: Database, joined: Joined) -> Work | None:
    """Everything that was done for this class so far; None where nothing was. Raises PackNotTaken."""
    asked = {one.id for one in mine(kit, joined)}
    tries = [one for one in attempts.attempts(db, kit.learner) if one.assignment in asked][-MOST_TRIES:]
    if not tries:
        return None
    return Work({RESULTS_FILE: written(Results(joined.code, joined.digest, tuple(tries)))}, len(tries))
