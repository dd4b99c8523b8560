"""The conversation: a person's turn, and the model's reply, kept as they are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.attachments import tables as attaching
from carrel.attachments.model import Attachment
from carrel.base.errors import CarrelError, Stopped
from carrel.base.text import MOST_BYTES, cap, clean
from carrel.base.words import _
from carrel.base.work import Cancel, Delta, Progress, Timing
from carrel.conversations import tables
from carrel.conversations.model import Conversation, Message
from carrel.conversations.talks import tables as talks
from carrel.conversations.talks.model import Talk
from carrel.courses.model import Course
from carrel.engine.api import Answer, ChatRequest, Sampling, Turn
from carrel.flows import prepare, prompts
from carrel.flows.courses import bind
from carrel.flows.grow import Growing, Replied
from carrel.flows.kit import Kit
from carrel.flows.prepare import USUAL, Beginning

if TYPE_CHECKING:
    from carrel.store.db import Database

TITLE_LENGTH = 60


class NothingSaid(CarrelError):
    """There was no text to send."""


class TextTooLong(CarrelError):
    """The text is longer than one message may be."""


class TutorOff(CarrelError):
    """The policy of the course switches the tutor off."""


class KeptApart(CarrelError):
    """The chat is the talk about an item that is practised, and goes on there."""


@dataclass(frozen=True)
class Said:
    """The person's turn is safe on the disk, and a reply waits beside it to be streamed into."""

    conversation: Conversation
    turn: Message
    reply: Message


Step = Said | Progress | Delta | Replied


def say(
    kit: Kit,
    conversation: str | None,
    text: str,
    cancel: Cancel,
    beginning: Beginning = USUAL,
    texts: Sequence[Attachment] | None = None,
) -> Iterator[Step]:
    """Say something in a conversation (None begins a new one) and stream the reply.

    texts: what goes with the turn; None for what was attached to the draft.

    Yields one Said once the text is committed, then Progress and Delta, and one Replied at the end, also when it was
    stopped. On an error (EngineLost, ModelRefused, …) what was said so far is kept as *interrupted*, then it is raised.
    """
    text = accepted(text)
    keep_unsaved(kit)
    with kit.store.writing() as db:
        draft = conversation
        if conversation is None:
            now = kit.stamp.now()
            begun = Conversation(
                kit.stamp.new_id(),
                now,
                now,
                title_of(text),
                model=beginning.model,
                course=beginning.course,
                mode=beginning.mode,
                behaviour=beginning.behaviour,
            )
            tables.create_conversation(db, begun)
            if beginning.hints:
                talks.keep(db, Talk(begun.id))
            conversation = begun.id
        held = tables.get_conversation(db, conversation)
        turn = Message(kit.stamp.new_id(), held.id, held.head, "user", text, kit.stamp.now())
        said = _keep_turn(kit, db, turn)
        if texts is None:
            attaching.send(db, draft, turn.id)
        for one in texts or ():
            attaching.attach(db, one, "message", turn.id)
        tables.set_draft(db, held.id, "")
    yield said
    yield from _stream(kit, said.reply, cancel)


def ask_about(kit: Kit, reply: str, text: str, cancel: Cancel) -> Iterator[Step]:
    """Say something right after this reply, on a branch of its own when something follows it; drafts stay."""
    text = accepted(text)
    keep_unsaved(kit)
    with kit.store.writing() as db:
        about = tables.get_message(db, reply)
        turn = Message(kit.stamp.new_id(), about.conversation, about.id, "user", text, kit.stamp.now())
        said = _keep_turn(kit, db, turn)
    yield said
    yield from _stream(kit, said.reply, cancel)


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
            must_be_free(db, old.conversation)
            tables.resume_message(db, old.id)
            tables.choose(db, old.id)
            reply = old
        else:
            reply = _begin_reply(kit, db, turn)
        held = tables.get_conversation(db, held.id)
    yield Said(held, turn, reply)
    yield from _stream(kit, reply, cancel)


def edit(kit: Kit, message: str, text: str, cancel: Cancel) -> Iterator[Step]:
    """Say something else instead of this turn of the person's: a sibling of it, and a reply to that."""
    text = accepted(text)
    keep_unsaved(kit)
    with kit.store.writing() as db:
        old = tables.get_message(db, message)
        turn = Message(kit.stamp.new_id(), old.conversation, old.parent, "user", text, kit.stamp.now())
        said = _keep_turn(kit, db, turn)
        attaching.share(db, old.id, turn.id)
    yield said
    yield from _stream(kit, said.reply, cancel)


def carry_on(kit: Kit, message: str, cancel: Cancel) -> Iterator[Step]:
    """Go on with a reply that was stopped or interrupted, in its own place; deltas are only what is added."""
    keep_unsaved(kit)
    with kit.store.writing() as db:
        must_be_free(db, tables.get_message(db, message).conversation)
        tables.resume_message(db, message)
        tables.choose(db, message)
        reply = tables.get_message(db, message)
        turn = tables.get_message(db, reply.parent or reply.id)
        held = tables.get_conversation(db, reply.conversation)
    yield Said(held, turn, reply)
    yield from _stream(kit, reply, cancel)


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


def accepted(text: str) -> str:
    """The text as it is kept; raises NothingSaid and TextTooLong."""
    text = clean(text).strip()
    if not text:
        raise NothingSaid(_("There is nothing to send yet."), _("Write a question first."))
    if cap(text)[1]:
        raise TextTooLong(
            _("This text is longer than one message may be."),
            _("Shorten it to less than {size} kB, or send it in parts.").format(size=MOST_BYTES // 1000),
        )
    return text


def _keep_turn(kit: Kit, db: Database, turn: Message) -> Said:
    """Keep a turn and the reply that waits beside it."""
    tables.add_message(db, turn)
    reply = _begin_reply(kit, db, turn)
    return Said(tables.get_conversation(db, turn.conversation), turn, reply)


def _begin_reply(kit: Kit, db: Database, turn: Message) -> Message:
    must_be_free(db, turn.conversation)
    binding = bind(kit, db, tables.get_conversation(db, turn.conversation))
    if binding.course is not None and binding.help == "off":
        raise _tutor_off(binding.course)
    reply = Message(
        id=kit.stamp.new_id(),
        conversation=turn.conversation,
        parent=turn.id,
        role="assistant",
        text="",
        created=kit.stamp.now(),
        state="streaming",
        model=binding.model,
        where="local",
    )
    tables.add_message(db, reply)
    return reply


def must_be_free(db: Database, conversation: str) -> None:
    """Raise KeptApart for the talk about an item: what may be said there hangs on how far its practice has come."""
    talk = talks.talk(db, conversation)
    if talk is not None and talk.item is not None:
        raise KeptApart(
            _("This talk belongs to a question you practised."),
            _("Ask under that question in practice, or begin a new chat."),
        )


def _tutor_off(course: Course) -> TutorOff:
    return TutorOff(
        _("The tutor is switched off in the course “{course}”.").format(course=course.title),
        _("Ask in a chat outside this course, or ask whoever leads it."),
    )


def _stream(kit: Kit, reply: Message, cancel: Cancel) -> Iterator[Step]:
    growing = Growing(kit, reply)
    dropped: tuple[str, ...] = ()
    answer: Answer | None = None
    try:
        grounds = prepare.grounds(kit, reply, cancel)
        growing.stand_on(grounds)
        if grounds.suffice:
            engine = kit.engines.engine(reply.model)
            yield from engine.load(cancel)
            grounds = prepare.fitting(engine, grounds, engine.info(cancel).context)
            growing.stand_on(grounds)
            prompt = yield from prepare.for_reply(kit, engine, reply, grounds.sent, cancel)
            dropped = prompt.dropped
            for event in engine.chat(_request(kit, prompt, reply), cancel):
                if isinstance(event, Answer):
                    answer = event
                    continue
                yield growing.add(event) if isinstance(event, Delta) else event
        else:
            answer = Answer("", "", "stop", Timing())
    except Stopped:
        answer = Answer("", "", "stopped", Timing())
    finally:
        replied = growing.finish(answer)
    yield replace(replied, dropped=dropped)


def _request(kit: Kit, prompt: prompts.Prompt, reply: Message) -> ChatRequest:
    settings = kit.settings.current
    turns = (*prompt.turns, Turn("assistant", reply.text)) if reply.text else prompt.turns
    return ChatRequest(
        turns,
        max_tokens=settings.answer_tokens,
        sampling=Sampling(temperature=settings.temperature),
        continues=bool(reply.text),
    )
