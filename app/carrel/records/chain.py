"""The chain of a record: each hash covers the one before it, so that no entry changes, goes or comes unseen."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.records.coding import canonical, entry_object
from carrel.records.model import MOST_CHARACTERS, MOST_ENTRIES, Entry, Event, Link, RecordFull, Revised

VERSION = 1
"""Stands as one byte at the beginning of what a hash covers; raised when the form of an entry changes."""

START = "0" * 64
"""What stands for the hash before the first link."""

BreakKind = Literal["changed", "removed", "inserted", "reordered", "cut", "rewritten", "misfit"]


@dataclass(frozen=True)
class Head:
    """The end of a chain. count: how many links it has. hash: of the last; who signs it signs the whole record."""

    count: int
    hash: str


@dataclass(frozen=True)
class Break:
    """The first place at which a record does not fit. number: which entry, from 1. missing: how many are gone there."""

    kind: BreakKind
    number: int
    missing: int = 0


def link_after(last: Link | None, event: Event, moment: Moment, device: str) -> Link:
    """The next link of a chain whose last link this is, None for the first; raises RecordFull.

    Texts are made safe to keep. The moment is kept to the second: a record says when, and not how fast.
    """
    number = 1 if last is None else last.entry.number + 1
    if number > MOST_ENTRIES:
        raise RecordFull(
            _("The record of this piece of work is full."), _("Hand the work in, and begin another one for the rest.")
        )
    if isinstance(event, Revised) and event.characters > MOST_CHARACTERS:
        raise RecordFull(
            _("This piece of work is too long: {count} characters have room.").format(count=MOST_CHARACTERS),
            _("Make two pieces of work out of it."),
        )
    whole_second = replace(moment, utc=f"{moment.utc[:19]}.000000Z")
    entry = Entry(number, whole_second, clean(device), _cleaned(event))
    before = START if last is None else last.hash
    return Link(entry, before, hash_of(entry, before))


def hash_of(entry: Entry, before: str) -> str:
    """The SHA-256 over the version, the hash before, and the entry in its one form."""
    covered = bytes([VERSION]) + bytes.fromhex(before) + canonical(entry_object(entry))
    return hashlib.sha256(covered).hexdigest()


def head_of(links: Sequence[Link]) -> Head:
    """The end of this chain."""
    return Head(len(links), links[-1].hash if links else START)


def first_break(links: Sequence[Link], head: Head | None = None) -> Break | None:
    """The first place at which the chain does not fit, and how it was broken; None for a sound one.

    head: the end as somebody signed it. Without it nobody sees that the last entries are missing, or that all of the
    chain was written anew.
    """
    before = START
    for place, link in enumerate(links, 1):
        if link.before != before or link.entry.number != place or not _holds(link):
            return _broken_at(links, place, before)
        before = link.hash
    return None if head is None else _break_against(links, head)


def _cleaned(event: Event) -> Event:
    said = {field.name: getattr(event, field.name) for field in fields(event)}
    safe: dict[str, Any] = {name: clean(text) for name, text in said.items() if isinstance(text, str)}
    return replace(event, **safe)


def _holds(link: Link) -> bool:
    return link.hash == hash_of(link.entry, link.before)


def _broken_at(links: Sequence[Link], place: int, before: str) -> Break:
    """How the first link that does not fit came to its place; before: the hash it should go on from."""
    if not _holds(links[place - 1]):
        goes_on = place < len(links) and links[place].before == before
        return Break("inserted" if goes_on else "changed", place)
    return _misplaced(links, place)


def _misplaced(links: Sequence[Link], place: int) -> Break:
    """How a link that is sound in itself came to a place that is not its own."""
    link = links[place - 1]
    if Counter(other.hash for other in links)[link.hash] > 1:
        return Break("inserted", place)
    follows = {START: 0} | {other.hash: number for number, other in enumerate(links, 1)}
    real = follows.get(link.before, place - 1)
    if real > place:
        return Break("reordered", place)
    if real < place - 1:
        return Break("inserted", real + 1)
    return _misnumbered(link.entry.number, place)


def _misnumbered(number: int, place: int) -> Break:
    if number > place:
        return Break("removed", place, number - place)
    return Break("inserted", place) if number < place else Break("changed", max(1, place - 1))


def _break_against(links: Sequence[Link], head: Head) -> Break | None:
    if len(links) < head.count:
        return Break("cut", len(links) + 1, head.count - len(links))
    if head_of(links[: head.count]) != head:
        return Break("rewritten", 1)
    return Break("inserted", head.count + 1) if len(links) > head.count else None
