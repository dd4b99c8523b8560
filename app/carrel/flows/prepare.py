"""What the next prompt of a chat is made from, made while nobody waits where that can be."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from carrel.attachments import tables as attaching
from carrel.attachments.model import Attachment
from carrel.base.modes import Mode
from carrel.base.text import clean
from carrel.base.work import Cancel, Progress
from carrel.conversations import tables
from carrel.conversations.context import tables as context_tables
from carrel.conversations.context.model import SentPrompt
from carrel.conversations.model import Conversation, Message
from carrel.engine.api import Engine, Turn, Urgency
from carrel.examples import tables as examples
from carrel.flows import asks, ground, prompts, summarise
from carrel.flows.courses import bind, following
from carrel.flows.examples.nearest import nearest
from carrel.flows.ground import Grounds
from carrel.flows.kit import Kit
from carrel.library.evidence import tables as evidence_tables
from carrel.library.model import Passage
from carrel.store.faults import DiskFull

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class Beginning:
    """How a new chat begins: in a course (its id), with a model, a mode and a behaviour of its own; None for none.

    hints: by the rules of practice, with hints and no answers.
    """

    course: str | None = None
    model: str | None = None
    mode: Mode | None = None
    hints: bool = False
    behaviour: str | None = None


USUAL = Beginning()

_PASSAGES_SHARE = 3
"""The passages for one question take at most one part in so many of the context, unless there is only one."""

_RECENT = 9
"""An example that one of the last eight messages had stands near enough."""


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
    engine, prompt, context = _made(kit, _with_draft(kit, conversation, draft, course, cancel), cancel)
    yield Meter(prompt.tokens, context, prompt.dropped)
    engine.prepare(prompt.turns, cancel)


def next_prompt(kit: Kit, conversation: str | None, cancel: Cancel, draft: str = "", course: str | None = None) -> str:
    """The exact text the model would receive if what is typed were sent now; nothing is kept or answered."""
    engine, prompt, _context = _made(kit, _with_draft(kit, conversation, draft, course, cancel), cancel)
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
        if beginning.behaviour is not None:
            binding = following(db, binding, beginning.behaviour)
    binding = replace(binding, model=beginning.model or binding.model, mode=beginning.mode or binding.mode)
    binding = replace(binding, hints=beginning.hints)
    turn = Message("turn", "", None, "user", clean(text).strip(), kit.stamp.now())
    given = prompts.Material((turn,), binding, {turn.id: tuple(texts)})
    engine, prompt, _context = _made(kit, _grounded(kit, given, cancel), cancel)
    return engine.render(prompt.turns)


def apart(kit: Kit, given: prompts.Material, cancel: Cancel) -> tuple[Engine, prompts.Prompt, Grounds]:
    """What is needed for a reply that is not kept in any chat: the engine, the prompt, and what the reply stands on."""
    given = _with_examples(kit, given, cancel)
    found = _look_up(kit, given, cancel)
    engine = kit.engines.engine(given.binding.model)
    found = fitting(engine, found, engine.info(cancel).context)
    engine, prompt, _context = _made(kit, _with_passages(given, found.sent) if found.sent else given, cancel)
    return engine, prompt, found


def grounds(kit: Kit, reply: Message, cancel: Cancel) -> Grounds:
    """What this reply is to stand on."""
    with kit.store.reading() as db:
        given = material(kit, db, tables.get_conversation(db, reply.conversation))
    return _look_up(kit, replace(given, thread=given.thread[:-1]), cancel)


def fitting(engine: Engine, found: Grounds, context: int) -> Grounds:
    """The grounds with no more passages than take their share of the context (tokens)."""
    sent = found.sent
    while len(sent) > 1 and engine.count((Turn("user", prompts.numbered(sent)),)) > context // _PASSAGES_SHARE:
        sent = sent[:-1]
    return replace(found, sent=sent)


def for_reply(
    kit: Kit, engine: Engine, reply: Message, passages: Sequence[Passage], cancel: Cancel
) -> Generator[Progress, None, prompts.Prompt]:
    """Make the prompt of this reply to a turn that is given these passages, and keep exactly what is sent.

    What no longer fits is summarised first.
    """
    for look in ("first", "summarised"):
        with kit.store.reading() as db:
            given = material(kit, db, tables.get_conversation(db, reply.conversation))
        given = _with_passages(replace(given, thread=given.thread[:-1]), passages)
        given = _with_examples(kit, given, cancel)
        _engine, prompt, context = _made(kit, given, cancel)
        if look == "summarised" or not (prompt.lost and kit.settings.current.summarise):
            break
        yield from summarise.older_turns(kit, engine, given, context, cancel, Urgency.CHAT)
    sent = SentPrompt(reply.id, engine.render(prompt.turns) + reply.text, prompt.dropped, prompt.tokens, context)
    with suppress(DiskFull), kit.store.writing() as db:  # the reply itself waits for room in memory
        context_tables.keep_prompt(db, sent)
        examples.use(db, reply.id, prompt.examples)
    return prompt


def material(kit: Kit, db: Database, conversation: Conversation | None, course: str | None = None) -> prompts.Material:
    """What the next prompt of this chat is made from; course: of one that has not begun."""
    binding = bind(kit, db, conversation, course)
    if conversation is None:
        return prompts.Material((), binding)
    thread = tables.thread(db, conversation.id)
    ids = [message.id for message in thread]
    used = examples.used(db, ids)
    return prompts.Material(
        thread,
        binding,
        attaching.of_messages(db, ids),
        context_tables.summaries(db, conversation.id),
        {
            turn.id: evidence[reply.id].sent
            for evidence in (evidence_tables.of_messages(db, ids),)
            for turn, reply in pairwise(thread)
            if reply.id in evidence and evidence[reply.id].sent
        },
        {turn.id: used[reply.id] for turn, reply in pairwise(thread) if reply.id in used},
    )


def _with_draft(kit: Kit, conversation: str | None, draft: str, course: str | None, cancel: Cancel) -> prompts.Material:
    """What the prompt is made from if what is typed, and what is attached to it, comes next."""
    with kit.store.reading() as db:
        held = tables.get_conversation(db, conversation) if conversation is not None else None
        given = material(kit, db, held, course)
        attached = tuple(attaching.of(db, "draft", conversation))
    if not draft.strip() and not attached:
        return given
    typed = Message("draft", conversation or "", None, "user", clean(draft).strip() or "…", kit.stamp.now())
    given = replace(given, thread=(*given.thread, typed), attached={**given.attached, typed.id: attached})
    return _grounded(kit, given, cancel)


def _grounded(kit: Kit, given: prompts.Material, cancel: Cancel) -> prompts.Material:
    """The same, with the passages and the examples that its last turn would be given."""
    given = _with_examples(kit, given, cancel)
    found = _look_up(kit, given, cancel)
    if not found.sent:
        return given
    engine = kit.engines.engine(given.binding.model)
    return _with_passages(given, fitting(engine, found, engine.info(cancel).context).sent)


def _with_passages(given: prompts.Material, passages: Sequence[Passage]) -> prompts.Material:
    """The same, with these passages for its last turn."""
    return replace(given, passages={**given.passages, given.thread[-1].id: tuple(passages)})


def _with_examples(kit: Kit, given: prompts.Material, cancel: Cancel) -> prompts.Material:
    """The same, with the examples that are near to what is asked last.

    One that a turn shortly before had is not given again. A turn keeps the examples it had, so that what the model has
    read of it stays read.
    """
    if given.binding.help != "open":
        return given
    recent = [message.id for message in given.thread[-_RECENT:-1]]
    there = [one.id for message in recent for one in given.examples.get(message, ())]
    found = nearest(kit, asks.asked(given.thread), asks.place(given.binding), there, cancel)
    return replace(given, examples={**given.examples, given.thread[-1].id: found}) if found else given


def _look_up(kit: Kit, given: prompts.Material, cancel: Cancel) -> Grounds:
    return ground.look_up(kit, given.thread, given.binding, given.attached, cancel)


def _made(kit: Kit, given: prompts.Material, cancel: Cancel) -> tuple[Engine, prompts.Prompt, int]:
    """The engine that answers here, the prompt for it, and the tokens of its context."""
    engine = kit.engines.engine(given.binding.model)
    context = engine.info(cancel).context
    return engine, prompts.for_reply(engine, given, context, kit.settings.current.answer_tokens), context
