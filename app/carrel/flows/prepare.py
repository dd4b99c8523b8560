"""What the next prompt of a chat is made from, made while nobody waits where that can be."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.attachments import tables as attaching
from carrel.attachments.model import Attachment
from carrel.base.text import clean
from carrel.base.work import Cancel, Progress
from carrel.conversations import tables
from carrel.conversations.context import tables as context_tables
from carrel.conversations.context.model import SentPrompt
from carrel.conversations.model import Conversation, Message
from carrel.engine.api import Engine, Urgency
from carrel.flows import prompts, summarise
from carrel.flows.courses import bind
from carrel.flows.kit import Kit
from carrel.store.faults import DiskFull

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class Beginning:
    """How a new chat begins: in a course (its id), and with a model of its own; None for neither."""

    course: str | None = None
    model: str | None = None


USUAL = Beginning()


@dataclass(frozen=True)
class Meter:
    """How full the model's context would be with the next turn, in tokens; dropped says in words what does not fit."""

    used: int
    context: int
    dropped: tuple[str, ...] = ()


def read_ahead(
    kit: Kit, conversation: str | None, cancel: Cancel, draft: str = "", course: str | None = None
) -> Iterator[Meter]:
    """Prepare the context of this conversation, and of what is typed so far, while nobody waits for an answer.

    Yields one Meter before it reads, and gives way to any question. Where the settings say so it does nothing. course:
    of a chat that has not begun.
    """
    if not kit.settings.current.read_ahead:
        return
    engine, prompt, context = _made(kit, _with_draft(kit, conversation, draft, course), cancel)
    yield Meter(prompt.tokens, context, prompt.dropped)
    engine.prepare(prompt.turns, cancel)


def next_prompt(kit: Kit, conversation: str | None, cancel: Cancel, draft: str = "", course: str | None = None) -> str:
    """The exact text the model would receive if what is typed were sent now; nothing is kept or answered."""
    engine, prompt, _context = _made(kit, _with_draft(kit, conversation, draft, course), cancel)
    return engine.render(prompt.turns)


def shorten(kit: Kit, conversation: str, cancel: Cancel) -> Iterator[Progress]:
    """Summarise older turns in the background before the context is full, so that nobody waits for it later.

    Where the settings say so it does nothing.
    """
    if not kit.settings.current.summarise:
        return
    with kit.store.reading() as db:
        given = material(kit, db, tables.get_conversation(db, conversation))
    engine = kit.engines.engine(given.binding.model)
    context = engine.info(cancel).context
    if summarise.is_due(engine, given, context):
        yield from summarise.older_turns(kit, engine, given, context, cancel, Urgency.BACKGROUND)


def prompt_for(
    kit: Kit, text: str, cancel: Cancel, beginning: Beginning = USUAL, texts: Sequence[Attachment] = ()
) -> str:
    """The exact text the model would receive for this first turn of a new chat; nothing is kept or answered."""
    with kit.store.reading() as db:
        binding = bind(kit, db, None, beginning.course)
    if beginning.model is not None:
        binding = replace(binding, model=beginning.model)
    turn = Message("turn", "", None, "user", clean(text).strip(), kit.stamp.now())
    engine, prompt, _context = _made(kit, prompts.Material((turn,), binding, {turn.id: tuple(texts)}), cancel)
    return engine.render(prompt.turns)


def for_reply(kit: Kit, engine: Engine, reply: Message, cancel: Cancel) -> Generator[Progress, None, prompts.Prompt]:
    """Make the prompt of this reply, summarising what no longer fits, and keep exactly what is sent."""
    for look in ("first", "summarised"):
        with kit.store.reading() as db:
            given = material(kit, db, tables.get_conversation(db, reply.conversation))
        given = replace(given, thread=given.thread[:-1])
        _engine, prompt, context = _made(kit, given, cancel)
        if look == "summarised" or not (prompt.lost and kit.settings.current.summarise):
            break
        yield from summarise.older_turns(kit, engine, given, context, cancel, Urgency.CHAT)
    sent = SentPrompt(reply.id, engine.render(prompt.turns) + reply.text, prompt.dropped, prompt.tokens, context)
    with suppress(DiskFull), kit.store.writing() as db:  # the reply itself waits for room in memory
        context_tables.keep_prompt(db, sent)
    return prompt


def material(kit: Kit, db: Database, conversation: Conversation | None, course: str | None = None) -> prompts.Material:
    """What the next prompt of this chat is made from; course: of one that has not begun."""
    binding = bind(kit, db, conversation, course)
    if conversation is None:
        return prompts.Material((), binding)
    thread = tables.thread(db, conversation.id)
    return prompts.Material(
        thread,
        binding,
        attaching.of_messages(db, [message.id for message in thread]),
        context_tables.summaries(db, conversation.id),
    )


def _with_draft(kit: Kit, conversation: str | None, draft: str, course: str | None) -> prompts.Material:
    """What the prompt is made from if what is typed, and what is attached to it, comes next."""
    with kit.store.reading() as db:
        held = tables.get_conversation(db, conversation) if conversation is not None else None
        given = material(kit, db, held, course)
        attached = tuple(attaching.of(db, "draft", conversation))
    if not draft.strip() and not attached:
        return given
    typed = Message("draft", conversation or "", None, "user", clean(draft).strip() or "…", kit.stamp.now())
    return replace(given, thread=(*given.thread, typed), attached={**given.attached, typed.id: attached})


def _made(kit: Kit, given: prompts.Material, cancel: Cancel) -> tuple[Engine, prompts.Prompt, int]:
    """The engine that answers here, the prompt for it, and the tokens of its context."""
    engine = kit.engines.engine(given.binding.model)
    context = engine.info(cancel).context
    return engine, prompts.for_reply(engine, given, context, kit.settings.current.answer_tokens), context
