"""Quick asks: what a person can ask of a reply with one click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.base.errors import CarrelError
from carrel.base.text import clean
from carrel.base.words import _
from carrel.conversations import tables
from carrel.conversations.context import tables as context_tables
from carrel.conversations.model import Message
from carrel.conversations.talks import tables as talks
from carrel.examples import tables as examples
from carrel.examples.model import CHATS, Correction, Place
from carrel.flows.courses import Binding, bind
from carrel.flows.examples import kept
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database


class NothingBetter(CarrelError):
    """There is no better reply to keep: the text is empty, or the one that stands there."""


@dataclass(frozen=True)
class Ask:
    """A turn that is said with one click. words: on its button; says: the turn itself, in the person's language."""

    id: str
    words: Callable[[], str]
    says: Callable[[], str]


@dataclass(frozen=True)
class Better:
    """A reply with what a person would have said in its place before, oldest first.

    place: where an example of it would belong. course: its title; empty for none. used: whether prompts are given
    examples there: in the talk about an item, and where a course keeps replies back, they are not.
    """

    reply: Message
    kept: tuple[Correction, ...]
    place: Place
    course: str
    used: bool


ASKS = (
    Ask("simpler", lambda: _("Simpler"), lambda: _("Please explain that more simply, in short sentences.")),
    Ask("deeper", lambda: _("Deeper"), lambda: _("Please go deeper into that: why is it so?")),
    Ask("example", lambda: _("An example"), lambda: _("Please give me an example of that.")),
    Ask("steps", lambda: _("Step by step"), lambda: _("Please explain that step by step.")),
)


def keep_better(kit: Kit, reply: str, better: str, why: str = "") -> Correction:
    """Keep what a person would have said in this reply's place, with what the model had been given.

    It belongs to the course of the chat. why: their reason; may be empty. Raises NothingBetter and ExampleRefused.
    """
    with kit.store.writing() as db:
        said = tables.get_message(db, reply)
        better = clean(better).strip()
        if not better or better == said.text.strip():
            raise NothingBetter(_("This is what the reply says already."), _("Write what you would have said."))
        question, better, why = kept.checked(asked(_above(db, said)) or said.text, better, why)
        context = context_tables.sent_prompt(db, reply).text
        place = _place(kit, db, said.conversation)
        made = Correction(kit.stamp.new_id(), reply, context, said.text, better, kit.stamp.now(), question, why, place)
        examples.keep(db, made)
    return made


def better(kit: Kit, reply: str) -> Better:
    """What there is to know before an example is kept; raises MessageMissing."""
    with kit.store.reading() as db:
        said = tables.get_message(db, reply)
        binding = bind(kit, db, tables.get_conversation(db, said.conversation))
        belongs = _place(kit, db, said.conversation)
        title = binding.course.title if binding.course is not None else ""
        used = belongs.kind != "practice" and binding.help == "open"
        return Better(said, tuple(examples.of_message(db, reply)), belongs, title, used)


def place(binding: Binding) -> Place:
    """Where the examples of a chat belong that is bound so."""
    return CHATS if binding.course is None else Place("course", binding.course.id)


def _place(kit: Kit, db: Database, conversation: str) -> Place:
    talk = talks.talk(db, conversation)
    if talk is not None and talk.item is not None:
        return Place("practice")
    return place(bind(kit, db, tables.get_conversation(db, conversation)))


def _above(db: Database, reply: Message) -> list[Message]:
    """The turns above a reply, as far up as the last question that is no quick ask."""
    above: list[Message] = []
    at = reply.parent
    while at is not None and not (above and above[0].role == "user" and above[0].text not in _quick()):
        above.insert(0, tables.get_message(db, at))
        at = above[0].parent
    return above


def asked(thread: Sequence[Message]) -> str:
    """What a person asked last in a thread; with a quick ask comes the turn that it is about."""
    said: list[str] = []
    for message in reversed(thread):
        if message.role == "user":
            said.insert(0, message.text)
            if message.text not in _quick():
                break
    return "\n".join(said)


def _quick() -> frozenset[str]:
    return frozenset(ask.says() for ask in ASKS)


def forget_better(kit: Kit, correction: str) -> None:
    """Take an example back."""
    with kit.store.writing() as db:
        examples.forget(db, correction)


def keep_again(kit: Kit, correction: Correction) -> None:
    """Undo that an example was taken back."""
    kept.put_back(kit, [correction])
