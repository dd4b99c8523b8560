"""The tickets of a desk: how they come in, how they stand, and the draft that somebody has begun."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.matching import folded
from carrel.base.show import one_line
from carrel.base.stamp import derived_id
from carrel.base.text import cap, clean
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.desk.model import Desk, Thread, Ticket, TicketState
from carrel.desk.reading.api import DeskRefused, Fault
from carrel.desk.reading.post import pasted
from carrel.desk.reading.post.threads import MOST_BYTES, Us
from carrel.desk.tickets import tables
from carrel.flows.desks.apart import PostReader
from carrel.flows.kit import Kit

MOST_FILES = 2_000
"""Files of one folder."""

ENDINGS = (".eml", ".mbox", ".mbx", ".txt", ".md", ".text")


@dataclass(frozen=True)
class CameIn:
    """The tickets of a file. is_new: for each whether it was not known; a known one has what came with it since."""

    file: Path
    tickets: tuple[Ticket, ...]
    is_new: tuple[bool, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class NotIn:
    """A file from which no ticket came, and why."""

    file: Path
    error: CarrelError


def take_in(kit: Kit, desk: Desk, paths: Sequence[Path], cancel: Cancel) -> Iterator[Progress | CameIn | NotIn]:
    """Make tickets of mails, boxes of mails and saved texts, and of those in folders; a bad file is told.

    A thread that is known is renewed, and waits again where the customer wrote since. Raises Stopped.
    """
    files = list(_files(paths))
    with PostReader() as reader:
        for done, file in enumerate(files):
            cancel.check()
            yield Progress(_("Reading {name}").format(name=one_line(file.name)), done, len(files))
            try:
                post = reader.read_file(file, desk, cancel)
            except DeskRefused as error:
                yield NotIn(file, error)
                continue
            kept = [keep(kit, desk, one, one_line(file.name)) for one in post.threads]
            yield CameIn(file, tuple(one for one, _new in kept), tuple(new for _one, new in kept), post.faults)


def look_at(desk: Desk, file: Path, cancel: Cancel) -> tuple[Thread, ...]:
    """The threads in a file, of which nothing is kept; raises DeskRefused and Stopped."""
    with PostReader() as reader:
        return reader.read_file(file, desk, cancel).threads


def look_at_bytes(desk: Desk, told: bytes, cancel: Cancel) -> tuple[Thread, ...]:
    """The same for a mail or a text that came without a file, such as from standard input."""
    if len(told) > MOST_BYTES:
        raise DeskRefused(_("This is too long for a ticket."), _("Give the part that is to be answered."))
    with PostReader() as reader:
        return reader.read(_("what was typed"), told, desk, cancel).threads


def paste(kit: Kit, desk: Desk, text: str) -> Ticket:
    """Make a ticket of pasted text; raises DeskRefused where there is nothing in it."""
    thread = pasted.read(text, us_of(desk))
    if thread is None or not thread.mails:
        raise DeskRefused(_("There is nothing in it yet."), _("Paste what the customer wrote."))
    return keep(kit, desk, thread)[0]


def us_of(desk: Desk) -> Us:
    """By what a message is known to come from this desk."""
    return Us(frozenset(desk.mine), desk.title)


def tickets(kit: Kit, desk: str) -> list[Ticket]:
    """The tickets of a desk, those that wait first."""
    with kit.store.reading() as db:
        return tables.tickets(db, desk)


def ticket(kit: Kit, named: str) -> Ticket:
    """The ticket with this id, or whose id alone ends so; raises TicketMissing."""
    with kit.store.reading() as db:
        return tables.ticket(db, named)


def keep_draft(kit: Kit, ticket: str, draft: str) -> None:
    """Keep what a person has written so far; raises TicketMissing."""
    _change(kit, ticket, lambda one: replace(one, draft=cap(clean(draft))[0]))


def set_state(kit: Kit, ticket: str, state: TicketState) -> Ticket:
    """Say how a ticket stands; returns how it stood before, for an undo. Raises TicketMissing."""
    return _change(kit, ticket, lambda one: replace(one, state=state))


def restore(kit: Kit, before: Ticket) -> None:
    """Undo a change: the ticket stands as it did."""
    with kit.store.writing() as db:
        tables.keep(db, before)


def remove(kit: Kit, ticket: str) -> None:
    """Take a ticket away; `put_back` undoes it. Raises TicketMissing."""
    with kit.store.writing() as db:
        tables.remove(db, tables.ticket(db, ticket).id, kit.stamp.now())


def put_back(kit: Kit, ticket: str) -> None:
    """Undo a `remove`."""
    with kit.store.writing() as db:
        tables.put_back(db, ticket)


def _change(kit: Kit, named: str, changed: Callable[[Ticket], Ticket]) -> Ticket:
    """Keep a ticket otherwise; returns how it stood before."""
    with kit.store.writing() as db:
        before = tables.ticket(db, named)
        tables.keep(db, replace(changed(before), changed=kit.stamp.now()))
    return before


def keep(kit: Kit, desk: Desk, thread: Thread, source: str = "") -> tuple[Ticket, bool]:
    """Make a ticket of a thread, or renew the one that it is; returns it, and whether it is a new one.

    source: the name of the file it came from.
    """
    now = kit.stamp.now()
    with kit.store.writing() as db:
        id = _id(kit, desk, thread, source)
        before = tables.known(db, id)
        if before is None:
            made = Ticket(id, desk.id, thread, now, now, source=source)
        elif len(thread.mails) <= len(before.thread.mails):
            made = before  # it came once more, or only a part of it
        else:
            waits = not thread.mails[-1].is_ours
            made = replace(before, thread=thread, changed=now, state="open" if waits else before.state)
        tables.keep(db, made)
    return made, before is None


def _id(kit: Kit, desk: Desk, thread: Thread, source: str) -> str:
    """The same for a thread that comes again, longer; it is known by its first message, and by who wrote that."""
    first = thread.mails[0]
    who = first.address.casefold() or source
    if not who:
        return kit.stamp.new_id()
    letters = "".join(letter for letter in folded(first.text) if letter.isalnum())
    return derived_id("ticket", desk.id, who, letters)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files themselves, and those in folders that may be messages, at most so many."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = (one for one in sorted(path.iterdir()) if one.suffix.lower() in ENDINGS and one.is_file())
        for count, file in enumerate(inside):
            if count == MOST_FILES:
                return
            if not file.name.startswith("."):
                yield file
