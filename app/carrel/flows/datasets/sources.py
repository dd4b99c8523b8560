"""Where the rows of a dataset come from: one function a kind, in a visible tuple."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carrel.base.work import Cancel
from carrel.conversations import tables as chats
from carrel.conversations.model import MessageMissing
from carrel.conversations.talks import tables as talks
from carrel.desk import tables as tables_of_desks
from carrel.desk.model import Desk
from carrel.desk.tickets import tables as tickets
from carrel.examples import tables as examples
from carrel.examples.model import Correction, Place
from carrel.exchange.datasets.api import Row, Turn
from carrel.flows.kit import Kit
from carrel.flows.prompts import prose

if TYPE_CHECKING:
    from carrel.store.db import Database

_EARLIER = 6
"""So many messages before the question of an example are its earlier turns."""


@dataclass(frozen=True)
class Wanted:
    """What a dataset is to be made of.

    examples: what a person would have said. places: only those of these; all without any. feedback: what was written in
    place of drafts of feedback. chats: the ids of whole chats. desks: those of desks whose solved cases count.
    system: each row begins with what every chat begins with, so that a model learns from just what it will be given.
    """

    examples: bool = True
    places: tuple[Place, ...] = ()
    feedback: bool = False
    chats: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    system: bool = False


@dataclass
class Gathered:
    """rows: oldest first. left: how many were left out, by why: practice or unfinished."""

    rows: list[Row] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)


Source = Callable[["Database", Wanted, Gathered], Iterator[Row]]
"""Gives rows, and counts in what was gathered those that it leaves out."""


def gather(kit: Kit, wanted: Wanted, cancel: Cancel) -> Gathered:
    """All rows there are, oldest first; raises Stopped, and ConversationMissing for a chat that is not there."""
    gathered = Gathered()
    begin = (Turn("system", prose("tutor")),) if wanted.system else ()
    with kit.store.reading() as db:
        for source in SOURCES:
            for row in source(db, wanted, gathered):
                cancel.check()
                gathered.rows.append(_begun(row, begin))
    gathered.rows.sort(key=lambda row: (row.created, row.id))
    return gathered


def desks(kit: Kit) -> list[Desk]:
    """The desks whose solved cases can be learned from."""
    with kit.store.reading() as db:
        return tables_of_desks.desks(db)


def desk_named(kit: Kit, name: str) -> Desk:
    """The desk of this title or id; raises DeskMissing."""
    with kit.store.reading() as db:
        return tables_of_desks.desk(db, name)


def _begun(row: Row, begin: tuple[Turn, ...]) -> Row:
    return Row(row.id, (*begin, *row.turns), row.better, row.said, row.origin, row.created, row.why)


def _examples(db: Database, wanted: Wanted, gathered: Gathered) -> Iterator[Row]:
    """What a person would have said; not beside an item, whose key no model should hold."""
    if not wanted.examples:
        return
    places = dict.fromkeys(wanted.places)
    found = [one for place in places for one in examples.of_place(db, place)] if places else examples.corrections(db)
    for one in found:
        if one.place.kind == "practice":
            gathered.left["practice"] += 1
            continue
        turns = (*_earlier(db, one), Turn("user", one.question))
        yield Row(one.id, turns, one.better, one.said, "example", one.created.utc, one.why)


def _earlier(db: Database, one: Correction) -> tuple[Turn, ...]:
    """The turns before the question, where it still is what was asked in the chat."""
    above: list[Turn] = []
    try:
        at = chats.get_message(db, one.message).parent if one.message else None
        if at is None or chats.get_message(db, at).text != one.question:
            return ()
        at = chats.get_message(db, at).parent
        while at is not None and len(above) < _EARLIER:
            message = chats.get_message(db, at)
            above.insert(0, Turn(message.role, message.text))
            at = message.parent
    except MessageMissing:
        return ()
    while above and above[0].role != "user":
        above.pop(0)
    return tuple(turn for turn in above if turn.text)


def _feedback(db: Database, wanted: Wanted, gathered: Gathered) -> Iterator[Row]:
    """What was written in place of drafts of feedback, where it is known about what."""
    if not wanted.feedback:
        return
    for one in examples.examples(db):
        if not one.context:
            gathered.left["unfinished"] += 1
            continue
        yield Row(one.id, (Turn("user", one.context),), one.better, one.said, "feedback", one.created.utc, one.why)


def _chats(db: Database, wanted: Wanted, gathered: Gathered) -> Iterator[Row]:
    """Whole chats as they are shown, up to their last whole reply."""
    for chat in dict.fromkeys(wanted.chats):
        held = chats.get_conversation(db, chat)
        talk = talks.talk(db, chat)
        if talk is not None and talk.item is not None:
            gathered.left["practice"] += 1
            continue
        thread = [message for message in chats.thread(db, chat) if message.text]
        while thread and (thread[-1].role != "assistant" or thread[-1].state != "complete"):
            thread.pop()
        if len(thread) < 2:
            gathered.left["unfinished"] += 1
            continue
        turns = tuple(Turn(message.role, message.text) for message in thread[:-1])
        yield Row(chat, turns, thread[-1].text, "", "chat", held.created.utc)


def _cases(db: Database, wanted: Wanted, gathered: Gathered) -> Iterator[Row]:
    """Solved cases of desks: what was asked, and what was answered."""
    for desk in dict.fromkeys(wanted.desks):
        for one in tickets.cases(db, desk):
            yield Row(one.id, (Turn("user", one.asked),), one.answered, "", "case", one.created.utc)


SOURCES: tuple[Source, ...] = (_examples, _feedback, _chats, _cases)
"""Another kind of thing to learn from is a function and its place here."""
