"""A pupil gives back what was done for a class, as one file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt
from carrel.base.errors import CarrelError
from carrel.base.files import write_whole
from carrel.base.words import _, counted
from carrel.classroom import packing, sealing, signing
from carrel.classroom.classes.model import Assignment
from carrel.classroom.joined import tables
from carrel.classroom.joined.model import Joined
from carrel.classroom.model import Heading, Issuer
from carrel.classroom.post import tables as post
from carrel.classroom.work import tables as drafts
from carrel.classroom.work.model import Draft
from carrel.flows.classes import shared_talks
from carrel.flows.classes.files import write_into
from carrel.flows.classes.keys import private_key
from carrel.flows.classes.open_pack import mine
from carrel.flows.classes.returns import MOST_TRIES, Results, Work, files
from carrel.flows.classes.writing import sealing as sealing_of
from carrel.flows.classes.writing import text_of
from carrel.flows.kit import Kit
from carrel.flows.take_out import proposed_name
from carrel.records import tables as records
from carrel.records.exporting import export
from carrel.records.model import HandedIn

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
    the teacher can open it. fingerprint: the number of this device, by which the teacher knows it. works: how many
    pieces of work are in it. talks: about how many questions the talk with the tutor goes along.
    """

    path: Path
    joined: Joined
    sequence: int
    tries: int
    sealed: bool
    fingerprint: str
    works: int = 0
    talks: int = 0

    @property
    def talked(self) -> str:
        """That the talk with the tutor is in it, in a sentence; empty where it is not."""
        if not self.talks:
            return ""
        return counted(
            "Your talk with the tutor about one question is in it.",
            "Your talk with the tutor about {count} questions is in it.",
            self.talks,
        )


@dataclass(frozen=True)
class ToHandBack:
    """What would be in a results pack now. tries: by the title of the task, in the order of the tasks.

    works: the titles of the tasks whose pieces of work were handed in. talks: by the title of the task, about how many
    of its questions the talk with the tutor goes along.

    sealed: whether only the teacher can open it. name: a name for the file, which says of the pupil no more than the
    first digits of the device's number.
    """

    joined: Joined
    tries: tuple[tuple[str, int], ...]
    sealed: bool
    fingerprint: str
    name: str
    works: tuple[str, ...] = ()
    talks: tuple[tuple[str, int], ...] = ()


def look(kit: Kit, name: str) -> ToHandBack:
    """What `hand_back` would write; raises what it raises, but ResultsUnwritable."""
    with kit.store.writing() as db:
        joined = tables.named(db, name)
        results = _some(joined, done(kit, db, joined))
        count = Counter(one.assignment for one in results.tries)
        talks = Counter(assignment for assignment, _talk in {(one.assignment, one.talk) for one in results.turns})
        number = signing.fingerprint(signing.public_key(private_key(db, "signing")))
    tasks = mine(kit, joined)
    told, talked = (tuple((one.title, of[one.id]) for one in tasks if of[one.id]) for of in (count, talks))
    named = f"{joined.title} {kit.stamp.now().day} {number[:4]}"
    file = proposed_name(named, SUFFIX.lstrip("."))
    works = tuple(one.title for one in results.works)
    return ToHandBack(joined, told, joined.seal_to is not None, number, file, works, talked)


def hand_back(kit: Kit, name: str, path: Path) -> HandedBack:
    """Write everything that was tried for this class so far: a lost file costs nothing, the next one says it again.

    path: of the file; or a folder, in which it gets a name that nothing there has. Raises ClassMissing, PackNotTaken,
    NothingDone, ResultsUnwritable.
    """
    with kit.store.writing() as db:
        joined = tables.named(db, name)
        results = _some(joined, done(kit, db, joined))
        secret = private_key(db, "signing")
        key = signing.public_key(secret)
        sequence = post.next_sequence(db, joined.classroom, "results")
        # The code stands inside, where it can be sealed: nothing outside tells whose work it is.
        heading = Heading(
            kit.stamp.new_id(), "results", kit.stamp.now(), Issuer("", key), joined.classroom, sequence,
            sealing.public_key(private_key(db, "sealing")),
        )  # fmt: skip
        content = packing.write(heading, files(results), secret)
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
    sealed = joined.seal_to is not None
    counts = len(results.works), shared_talks.count(results.turns)
    return HandedBack(path, joined, sequence, len(results.tries), sealed, number, *counts)


def unwritable(path: Path, error: OSError) -> ResultsUnwritable:
    """What to raise for a place where the results cannot be written."""
    return ResultsUnwritable(
        _("The results cannot be written to {path}.").format(path=path), _("Choose another folder."), str(error)
    )


def done(kit: Kit, db: Database, joined: Joined) -> Results:
    """Everything that was done for this class so far, which may be nothing. Raises PackNotTaken."""
    tasks = mine(kit, joined)
    turns = shared_talks.to_share(db, kit.learner, tasks)
    return Results(joined.code, joined.digest, _tries(kit, db, tasks), _works(kit, db, tasks), turns)


def digest_of(results: Results) -> str:
    """A digest that is the same for the same work, and empty for none."""
    if not (results.tries or results.works or results.turns):
        return ""
    told = hashlib.sha256()
    for name, content in sorted(files(results).items()):
        told.update(name.encode() + b"\x00" + hashlib.sha256(content).digest())
    return told.hexdigest()


def _tries(kit: Kit, db: Database, tasks: Sequence[Assignment]) -> tuple[Attempt, ...]:
    asked = {one.id for one in tasks}
    return tuple([one for one in attempts.attempts(db, kit.learner) if one.assignment in asked][-MOST_TRIES:])


def _works(kit: Kit, db: Database, tasks: Sequence[Assignment]) -> tuple[Work, ...]:
    """What was written for these tasks, as it was when it was last handed in; what came after that stays here."""
    begun = (drafts.draft_for(db, kit.learner, one.id) for one in tasks)
    handed = (_work(db, draft, task) for draft, task in zip(begun, tasks, strict=True) if draft is not None)
    return tuple(one for one in handed if one is not None)


def _work(db: Database, draft: Draft, task: Assignment) -> Work | None:
    links = records.links(db, draft.id)
    ends = max((at for at, link in enumerate(links, 1) if isinstance(link.entry.event, HandedIn)), default=0)
    if not ends:
        return None
    told = links[:ends]
    return Work(draft.id, task.id, task.title, told[-1].entry.moment, text_of(told), export(told, sealing_of(db)))


def _some(joined: Joined, results: Results) -> Results:
    if not (results.tries or results.works or results.turns):
        raise NothingDone(
            _("Nothing was done yet for “{title}”.").format(title=joined.title), _("Do some of it first.")
        )
    return results
