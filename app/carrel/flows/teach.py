"""The conversation: a person's turn, and the model's reply, kept as they are made."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from carrel.base.errors import CarrelError, Stopped
from carrel.base.text import MOST_BYTES, cap, clean
from carrel.base.words import _
from carrel.base.work import Cancel, Delta, Progress, Timing
from carrel.conversations import tables
from carrel.conversations.model import Conversation, Ending, Message
from carrel.engine.api import Answer, ChatRequest, Engine, Sampling, Turn
from carrel.flows import prompts
from carrel.flows.kit import Kit
from carrel.store.faults import DiskFull

FLUSH_SECONDS = 0.5
"""A reply that is being written is on the disk at least this often (P2)."""
TITLE_LENGTH = 60


class NothingSaid(CarrelError):
    """There was no text to send."""


class TextTooLong(CarrelError):
    """The text is longer than one message may be."""


@dataclass(frozen=True)
class Said:
    """The person's turn is safe on the disk, and a reply waits beside it to be streamed into."""

    conversation: Conversation
    turn: Message
    reply: Message


@dataclass(frozen=True)
class Replied:
    """The reply as it is kept: complete, stopped or interrupted; dropped names what did not fit the context."""

    message: Message
    dropped: tuple[str, ...]


Step = Said | Progress | Delta | Replied


def say(kit: Kit, conversation: str | None, text: str, cancel: Cancel, model: str | None = None) -> Iterator[Step]:
    """Say something in a conversation (None begins a new one) and stream the reply.

    Yields one Said once the text is committed, then Progress and Delta, and one Replied at the end, also when it was
    stopped. On an error (EngineLost, ModelRefused, …) what was said so far is kept as *interrupted*, then it is raised.
    """
    text = _accepted(text)
    keep_unsaved(kit)
    with kit.store.writing() as db:
        if conversation is None:
            now = kit.stamp.now()
            begun = Conversation(kit.stamp.new_id(), created=now, updated=now, title=title_of(text), model=model)
            tables.create_conversation(db, begun)
            conversation = begun.id
        held = tables.get_conversation(db, conversation)
        turn = Message(kit.stamp.new_id(), held.id, held.head, "user", text, kit.stamp.now())
        tables.add_message(db, turn)
        tables.set_draft(db, held.id, "")
        reply = _begin_reply(kit, held, turn)
        tables.add_message(db, reply)
        held = tables.get_conversation(db, held.id)
    yield Said(held, turn, reply)
    yield from _stream(kit, reply, cancel)


def retry(kit: Kit, message: str, cancel: Cancel) -> Iterator[Step]:
    """Make another reply beside this one (the id of a reply), or a first one to the id of a person's turn.

    A reply that never got a word is not kept as a sibling: it gets another chance in its place.
    """
    keep_unsaved(kit)
    with kit.store.writing() as db:
        old = tables.get_message(db, message)
        turn = old if old.role == "user" else tables.get_message(db, old.parent or old.id)
        held = tables.get_conversation(db, old.conversation)
        if old.role == "assistant" and not (old.text or old.reasoning):
            tables.resume_message(db, old.id)
            tables.choose(db, old.id)
            reply = old
        else:
            reply = _begin_reply(kit, held, turn)
            tables.add_message(db, reply)
        held = tables.get_conversation(db, held.id)
    yield Said(held, turn, reply)
    yield from _stream(kit, reply, cancel)


def edit(kit: Kit, message: str, text: str, cancel: Cancel) -> Iterator[Step]:
    """Say something else instead of this turn of the person's: a sibling of it, and a reply to that."""
    text = _accepted(text)
    keep_unsaved(kit)
    with kit.store.writing() as db:
        old = tables.get_message(db, message)
        turn = Message(kit.stamp.new_id(), old.conversation, old.parent, "user", text, kit.stamp.now())
        tables.add_message(db, turn)
        reply = _begin_reply(kit, tables.get_conversation(db, old.conversation), turn)
        tables.add_message(db, reply)
        held = tables.get_conversation(db, old.conversation)
    yield Said(held, turn, reply)
    yield from _stream(kit, reply, cancel)


def carry_on(kit: Kit, message: str, cancel: Cancel) -> Iterator[Step]:
    """Go on with a reply that was stopped or interrupted, in its own place; deltas are only what is added."""
    keep_unsaved(kit)
    with kit.store.writing() as db:
        tables.resume_message(db, message)
        tables.choose(db, message)
        reply = tables.get_message(db, message)
        turn = tables.get_message(db, reply.parent or reply.id)
        held = tables.get_conversation(db, reply.conversation)
    yield Said(held, turn, reply)
    yield from _stream(kit, reply, cancel)


def read_ahead(kit: Kit, conversation: str | None, cancel: Cancel) -> None:
    """Prepare the context of this conversation while nobody waits for an answer; gives way to any question.

    Does nothing where the settings say so.
    """
    if not kit.settings.current.read_ahead:
        return
    thread: list[Message] = []
    model = None
    if conversation is not None:
        with kit.store.reading() as db:
            thread = tables.thread(db, conversation)
            model = tables.get_conversation(db, conversation).model
    engine = kit.engines.engine(model)
    settings = kit.settings.current
    prompt = prompts.for_reply(engine, thread, engine.info(cancel).context, settings.answer_tokens)
    engine.prepare(prompt.turns, cancel)


def title_of(text: str) -> str:
    """A title for a chat that begins with this text: its first line, cut at a word."""
    line = " ".join(text.split("\n", 1)[0].split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line.rfind(" ", TITLE_LENGTH // 2, TITLE_LENGTH)
    return line[: cut if cut > 0 else TITLE_LENGTH].rstrip() + "…"


def keep_unsaved(kit: Kit) -> None:
    """Write what could not be written because the disk was full; raises DiskFull while it still is (P9)."""
    while kit.unsaved:
        message, ending = kit.unsaved[0]
        with kit.store.writing() as db:
            tables.finish_message(db, message, ending, kit.stamp.now())
        kit.unsaved.pop(0)


def _accepted(text: str) -> str:
    text = clean(text).strip()
    if not text:
        raise NothingSaid(_("There is nothing to send yet."), _("Write a question first."))
    if cap(text)[1]:
        raise TextTooLong(
            _("This text is longer than one message may be."),
            _("Shorten it to less than {size} kB, or send it in parts.").format(size=MOST_BYTES // 1000),
        )
    return text


def _begin_reply(kit: Kit, conversation: Conversation, turn: Message) -> Message:
    return Message(
        id=kit.stamp.new_id(),
        conversation=conversation.id,
        parent=turn.id,
        role="assistant",
        text="",
        created=kit.stamp.now(),
        state="streaming",
        model=conversation.model or kit.settings.current.model,
        where="local",
    )


class _Growing:
    """A reply as it grows, and its copy on the disk."""

    def __init__(self, kit: Kit, reply: Message) -> None:
        self._kit = kit
        self._reply = reply
        self._text = [reply.text]
        self._reasoning = [reply.reasoning]
        self._flushed = time.monotonic()

    def add(self, delta: Delta) -> None:
        """Take up a delta, and write what there is if the last time was long enough ago."""
        (self._reasoning if delta.reasoning else self._text).append(delta.text)
        if time.monotonic() - self._flushed < FLUSH_SECONDS:
            return
        self._flushed = time.monotonic()
        try:
            with self._kit.store.writing() as db:
                tables.write_stream(db, self._reply.id, "".join(self._text), "".join(self._reasoning))
        except DiskFull:
            return  # the whole reply is kept in memory until there is room

    def finish(self, answer: Answer | None) -> Message:
        """Keep the whole of it: complete, stopped, or (without an answer) interrupted."""
        finish = answer.finish if answer is not None else None
        ending = Ending(
            text="".join(self._text),
            reasoning="".join(self._reasoning),
            state="interrupted" if finish is None else "stopped" if finish == "stopped" else "complete",
            finish=finish,
            timing=answer.timing if answer is not None else Timing(),
        )
        try:
            with self._kit.store.writing() as db:
                tables.finish_message(db, self._reply.id, ending, self._kit.stamp.now())
        except DiskFull:
            self._kit.unsaved.append((self._reply.id, ending))
            raise
        return replace(self._reply, **vars(ending))


def _stream(kit: Kit, reply: Message, cancel: Cancel) -> Iterator[Step]:
    growing = _Growing(kit, reply)
    dropped: tuple[str, ...] = ()
    answer: Answer | None = None
    try:
        engine = kit.engines.engine(reply.model)
        yield from engine.load(cancel)
        request, dropped = _request(kit, engine, reply, cancel)
        for event in engine.chat(request, cancel):
            if isinstance(event, Answer):
                answer = event
                continue
            if isinstance(event, Delta):
                growing.add(event)
            yield event
    except Stopped:
        answer = Answer("", "", "stopped", Timing())
    finally:
        message = growing.finish(answer)
    yield Replied(message, dropped)


def _request(kit: Kit, engine: Engine, reply: Message, cancel: Cancel) -> tuple[ChatRequest, tuple[str, ...]]:
    with kit.store.reading() as db:
        thread = tables.thread(db, reply.conversation)
    settings = kit.settings.current
    context = engine.info(cancel).context
    prompt = prompts.for_reply(engine, thread[:-1], context, settings.answer_tokens)
    turns = prompt.turns
    if reply.text:
        turns = (*turns, Turn("assistant", reply.text))
    return (
        ChatRequest(
            turns,
            max_tokens=settings.answer_tokens,
            sampling=Sampling(temperature=settings.temperature),
            continues=bool(reply.text),
        ),
        prompt.dropped,
    )
