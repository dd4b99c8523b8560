"""A pupil writes what a class asked for, and how it came about is recorded beside it (F7.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.base.decoding import NotText, decoded
from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _, counted
from carrel.classroom import signing
from carrel.classroom.classes.model import Assignment
from carrel.classroom.joined.model import Joined
from carrel.classroom.work import tables as works
from carrel.classroom.work.model import Draft
from carrel.flows.classes import policy
from carrel.flows.classes.files import content_of
from carrel.flows.classes.keys import private_key
from carrel.flows.classes.records import PURPOSE
from carrel.flows.kit import Kit
from carrel.records import tables as records
from carrel.records.diffs import revision
from carrel.records.exporting import Seal, Sealing, export
from carrel.records.model import (
    MOST_CHARACTERS,
    Begun,
    Event,
    HandedIn,
    Link,
    Pasted,
    PolicySet,
    RecordFull,
    VisibilityTold,
)
from carrel.records.rebuilding import handed_in, versions
from carrel.records.summary import summed
from carrel.records.telling import help_used

if TYPE_CHECKING:
    from carrel.store.db import Database


class NothingToWrite(CarrelError):
    """The task asks for no text, or not yet, or nothing was written for it."""


@dataclass(frozen=True)
class Writing:
    """A piece of work as it stands.

    work: its id. told: what is recorded, and who sees it, as it was said before the first word. rules: what the tutor
    may do. text: as it was last kept. handed: when it was last handed in; None for never. is_news: whether it has
    changed since then. made: how it was made so far, a sentence each.
    """

    work: str
    asked: Assignment
    joined: Joined
    told: str
    rules: policy.Rules
    text: str
    handed: Moment | None
    is_news: bool
    made: tuple[str, ...]


def told() -> str:
    """What is recorded of a piece of work, in words for whoever writes it."""
    return _(
        "Carrel records how this text is made: its changes from one rest to the next, what is pasted and from where, "
        "and what help is taken. No single keys are kept, nor how fast they are pressed. Your teacher sees the text "
        "and this record when you hand it in, and nothing of it before."
    )


def open_work(kit: Kit, named: str) -> Writing:
    """Begin what a task asks to be written, or go on with it.

    Whoever writes is told what is recorded before the first word, and again when the words or the rule are others; both
    stand in the record. What was kept and not recorded, since Carrel ended on the way, is recorded now.
    Raises ClassMissing, PackNotTaken, NothingToWrite, RecordDamaged and RecordFull.
    """
    joined, asked = _task(kit, named)
    words, now = told(), kit.stamp.now()
    with kit.store.writing() as db:
        device = _device(db)
        draft = works.draft_for(db, kit.learner, asked.id)
        if draft is None:
            draft = Draft(kit.stamp.new_id(), kit.learner, joined.classroom, asked.id, "", now)
            works.begin(db, draft)
            records.begin(db, Begun(draft.id, asked.title, asked.title), kit.learner, now, device)
        for event in _news(records.links(db, draft.id), words, asked):
            records.append(db, draft.id, event, now, device)
        _record(db, draft.id, (draft.text,), now)
        return _writing(kit, db, joined, asked, draft)


def look_at(kit: Kit, named: str) -> Writing | None:
    """The piece of work for a task as it stands; None where nothing was begun. Raises what `open_work` raises."""
    joined, asked = _task(kit, named)
    with kit.store.reading() as db:
        draft = works.draft_for(db, kit.learner, asked.id)
        return _writing(kit, db, joined, asked, draft) if draft is not None else None


def keep(kit: Kit, work: str, text: str, steps: Iterable[str | Event] = ()) -> None:
    """Keep how the text stands, and what happened to it, in this order.

    steps: the text as it was when a step of writing ended, which is recorded as a revision of what is recorded so far;
    or something else that happened.

    Raises NothingToWrite for an id that nobody knows, and RecordFull: for a text that is too long, which is not kept,
    and for a record that is full, beside which the text is kept all the same.
    """
    text, now = clean(text), kit.stamp.now()
    if len(text) > MOST_CHARACTERS:
        raise RecordFull(
            _("This piece of work is too long: {count} characters have room.").format(count=MOST_CHARACTERS),
            _("Make two pieces of work out of it."),
        )
    with kit.store.writing() as db:
        if works.draft(db, work) is None:
            raise _nothing_written()
        works.keep_text(db, work, text, now)
    happened = list(steps)
    if happened:
        with kit.store.writing() as db:
            _record(db, work, happened, now)


def _record(db: Database, work: str, steps: Iterable[str | Event], now: Moment) -> None:
    recorded, device = text_of(records.links(db, work)), _device(db)
    for step in steps:
        if not isinstance(step, str):
            records.append(db, work, step, now, device)
        elif (after := clean(step)) != recorded:
            records.append(db, work, revision(recorded, after), now, device)
            recorded = after


def hand_in(kit: Kit, work: str) -> HandedIn:
    """The text as it stands goes with the next results; raises NothingToWrite while it is empty, and RecordFull."""
    now = kit.stamp.now()
    with kit.store.writing() as db:
        draft = works.draft(db, work)
        if draft is None or not draft.text.strip():
            raise _nothing_written()
        done = handed_in(draft.text)
        _record(db, work, (draft.text, done), now)
    return done


def submit(kit: Kit, named: str, path: Path) -> Writing:
    """Put the text of a file in the place of what is written for a task, as one revision, and hand it in.

    Raises what `open_work` raises, PackUnreadable for a file that cannot be read, and NothingToWrite for one without
    text.
    """
    try:
        text = clean(decoded(content_of(path))[0])
    except NotText as error:
        raise NothingToWrite(
            _("{file} is not text.").format(file=path.name), _("Save it as plain text, and try again.")
        ) from error
    if not text.strip():
        raise NothingToWrite(_("Nothing is written in {file}.").format(file=path.name), _("Choose another file."))
    begun = open_work(kit, named)
    if text != begun.text:
        pasted = Pasted(len(text), "unknown", path.name)
        keep(kit, begun.work, text, (pasted, text))
    hand_in(kit, begun.work)
    done = look_at(kit, begun.asked.id)
    assert done is not None
    return done


def record_of(kit: Kit, named: str) -> bytes:
    """The record of what is written for a task, signed by this device, for a person to read and Carrel to check."""
    found = look_at(kit, named)
    if found is None:
        raise _nothing_written()
    with kit.store.writing() as db:
        return export(records.links(db, found.work), sealing(db))


def sealing(db: Database) -> Sealing:
    """Signs records with the key of this device; a transaction that may write hands it in."""
    secret = private_key(db, "signing")

    def seal(content: bytes) -> Seal:
        return Seal(signing.public_key(secret).hex(), signing.sign(secret, PURPOSE, content).hex())

    return seal


def made(links: Sequence[Link]) -> tuple[str, ...]:
    """How a piece of work was made, a sentence each, for pupil and teacher alike."""
    found = summed([link.entry for link in links])
    steps = counted("It was written in one step.", "It was written in {count} steps.", found.revisions)
    return (*((steps,) if found.revisions else ()), *help_used(found))


def last_handed(links: Sequence[Link], text: str) -> tuple[Moment | None, bool]:
    """When a work was last handed in, None for never; and whether this text is another than the one then."""
    done = next((link for link in reversed(links) if isinstance(link.entry.event, HandedIn)), None)
    return done.entry.moment if done is not None else None, done is None or done.entry.event != handed_in(text)


def _task(kit: Kit, named: str) -> tuple[Joined, Assignment]:
    joined, asked = policy.task(kit, named)
    if not asked.task.strip():
        raise NothingToWrite(
            _("There is nothing to write for “{name}”.").format(name=asked.title),
            _("Look at what it asks for: “carrel class mine” shows it."),
        )
    policy.opened(kit, asked)
    return joined, asked


def _news(links: Sequence[Link], words: str, asked: Assignment) -> Iterable[Event]:
    """What is to be said at the head of the record, or was said otherwise there."""
    events = [link.entry.event for link in links]
    said = next((one for one in reversed(events) if isinstance(one, VisibilityTold)), None)
    ruled = next((one for one in reversed(events) if isinstance(one, PolicySet)), None)
    if said != VisibilityTold(words):
        yield VisibilityTold(words)
    if ruled != PolicySet(asked.policy):
        yield PolicySet(asked.policy)


def text_of(links: Sequence[Link]) -> str:
    """The text as a record has it at its end."""
    text = ""
    for text in versions(link.entry for link in links):  # noqa: B007 - the last one is wanted
        pass
    return text


def _writing(kit: Kit, db: Database, joined: Joined, asked: Assignment, draft: Draft) -> Writing:
    links = records.links(db, draft.id)
    events = [link.entry.event for link in links]
    handed, is_news = last_handed(links, draft.text)
    said = next((one.text for one in reversed(events) if isinstance(one, VisibilityTold)), told())
    return Writing(
        draft.id,
        asked,
        joined,
        said,
        policy.rules_for(asked),
        draft.text,
        handed,
        is_news,
        made(links),
    )


def _device(db: Database) -> str:
    """What a record calls this computer: the number that the teacher knows it by."""
    return signing.fingerprint(signing.public_key(private_key(db, "signing")))


def _nothing_written() -> NothingToWrite:
    return NothingToWrite(_("Nothing is written yet."), _("Write something first."))
