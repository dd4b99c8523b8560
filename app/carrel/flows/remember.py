"""What Carrel remembers of a learner: put there by a person, linked to its message, to be changed and forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.base.distress.looking import distress
from carrel.base.show import one_line
from carrel.conversations import tables as chats
from carrel.conversations.model import ConversationMissing, MessageMissing
from carrel.flows.kit import Kit
from carrel.learner import tables
from carrel.learner.model import By, Fact
from carrel.learner.proposing import proposal, sentence

if TYPE_CHECKING:
    from carrel.store.db import Database

_BEGINNING = 120
"""Characters of the message that are shown beside a fact."""


@dataclass(frozen=True)
class Remembered:
    """A fact, and where it came from.

    conversation, title: the chat; None and "" where the message is gone. says: how the message begins.
    """

    fact: Fact
    conversation: str | None = None
    title: str = ""
    says: str = ""


def facts(kit: Kit, learner: str = "") -> list[Remembered]:
    """What is remembered of this learner, newest first, each with where it came from."""
    with kit.store.reading() as db:
        return [_with_source(db, fact) for fact in tables.facts(db, learner)]


def suggested(kit: Kit, message: str) -> str:
    """A sentence of this message to begin with; a person changes it. Raises MessageMissing."""
    with kit.store.reading() as db:
        return sentence(chats.get_message(db, message).text)


def proposed(kit: Kit, message: str, learner: str = "") -> str | None:
    """A sentence of this message that is worth remembering, by rules of code; None where there is none, where it is
    remembered already, where memory is off, and where somebody is in distress: then there are other things to say.
    """
    with kit.store.reading() as db:
        if not tables.profile(db, learner).remembers:
            return None
        text = chats.get_message(db, message).text
        said = proposal(text) if not distress(text) else None
        known = {fact.words.casefold() for fact in tables.facts(db, learner)}
    return said if said is not None and said.casefold() not in known else None


def remember(kit: Kit, words: str, message: str | None, by: By = "person", learner: str = "") -> Fact:
    """Keep a fact, from this message or from none; it is told from the next turn on. Raises NotSaid."""
    with kit.store.writing() as db:
        fact = Fact(kit.stamp.new_id(), words, message, kit.stamp.now(), by, learner)
        tables.remember(db, fact)
        return tables.fact(db, fact.id)


def reword(kit: Kit, fact: str, words: str) -> None:
    """Say a fact in other words; raises FactMissing, NotSaid."""
    with kit.store.writing() as db:
        tables.reword(db, fact, words)


def forget(kit: Kit, fact: str) -> Fact:
    """Delete a fact: no prompt holds it from now on. Returns it, for `remember_again`. Raises FactMissing."""
    with kit.store.writing() as db:
        return tables.forget(db, fact)


def remember_again(kit: Kit, fact: Fact) -> None:
    """Undo that a fact was forgotten."""
    with kit.store.writing() as db:
        tables.remember(db, fact)


def use(kit: Kit, on: bool, learner: str = "") -> None:
    """Tell the tutor what is remembered, or keep it back; nothing is deleted."""
    with kit.store.writing() as db:
        tables.keep(db, replace(tables.profile(db, learner), remembers=on))


def _with_source(db: Database, fact: Fact) -> Remembered:
    if fact.message is None:
        return Remembered(fact)
    try:
        message = chats.get_message(db, fact.message)
        chat = chats.get_conversation(db, message.conversation)
    except (MessageMissing, ConversationMissing):
        return Remembered(fact)
    if message.deleted or chat.deleted:
        return Remembered(fact)
    return Remembered(fact, chat.id, chat.title, one_line(message.text, _BEGINNING))
