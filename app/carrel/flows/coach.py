"""The tutor beside an item: feedback on a try, and a talk about it, both under the rules of practice.

A talk is a chat of its own for each item of a session. It is kept like every chat and found by search, but stands in no
list: its place is under its item. Its prompts are made from what is shown of the item (`coaching/scene`), and what a
model says is held against the key before it is shown or kept (`coaching/leaks`). Without a model, code speaks.

A teacher's behaviour, which may be any text, stands before the rules, short and between lines of its own; what a reply
may tell is held against the key all the same.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as practices
from carrel.assessment.attempts.model import Practice, PracticeMissing
from carrel.assessment.items import item_from
from carrel.assessment.marking.answers import as_text
from carrel.base.errors import Stopped
from carrel.base.words import _
from carrel.base.work import Cancel, Delta, Progress, Timing
from carrel.behaviours.model import Behaviour
from carrel.conversations import tables
from carrel.conversations.context import tables as context_tables
from carrel.conversations.context.model import SentPrompt
from carrel.conversations.model import Conversation, Message
from carrel.conversations.talks import tables as talks
from carrel.conversations.talks.model import Talk
from carrel.engine.api import (
    Answer,
    ChatRequest,
    Engine,
    EngineLost,
    EngineQuarantined,
    ModelRefused,
    RequestRefused,
    Sampling,
    Turn,
    Urgency,
)
from carrel.flows import prompts, teach
from carrel.flows.able import may, why_not
from carrel.flows.classes import policy
from carrel.flows.coaching import words
from carrel.flows.coaching.guard import Guard
from carrel.flows.coaching.leaks import Secret
from carrel.flows.coaching.scene import Scene, as_prompt, given, scene, subject
from carrel.flows.grow import Growing
from carrel.flows.kit import Kit
from carrel.flows.manner import SHARE, short
from carrel.flows.practise import PracticeRefused
from carrel.store.faults import DiskFull

if TYPE_CHECKING:
    from carrel.store.db import Database

FEEDBACK_TOKENS = 160
TALK_TOKENS = 240

_CALM = Sampling(temperature=0.3)
_WITHOUT_MODEL = (EngineLost, EngineQuarantined, ModelRefused, RequestRefused)
"""With these code speaks instead: practice never waits for a model."""


@dataclass(frozen=True)
class Phrased:
    """Feedback as it was shown. model: who phrased it; empty for code. held: how many sentences were held back."""

    text: str
    model: str = ""
    held: int = 0


@dataclass(frozen=True)
class _Reply:
    """A reply to be made by a model."""

    kit: Kit
    engine: Engine
    case: _Case
    said: teach.Said
    growing: Growing


@dataclass(frozen=True)
class _Case:
    """An item that lies open, as the tutor sees it, and what must not be said of it: None once it is unlocked.

    subject: the texts whose words a reply about it has. behaviour: what a teacher set; None for the usual manner.
    """

    scene: Scene
    secret: Secret | None
    subject: list[str]
    behaviour: Behaviour | None = None


def plain_feedback(kit: Kit, session: str) -> str:
    """What code says of the last try: the learner's words, what came of them, and one thing to do next."""
    return words.feedback(_case(kit, session).scene)


def feedback(kit: Kit, session: str, cancel: Cancel) -> Iterator[Progress | Delta | Phrased]:
    """Let the model say in its words what the verdict on the last try comes to; one Phrased at the end.

    Whatever code says stands beside it and comes first. Without a model, and where its test says that it should not,
    the Phrased holds that. Raises PracticeMissing, PracticeRefused with the tutor off, and Stopped.
    """
    case = _case(kit, session)
    plain = words.feedback(case.scene)
    if not case.scene.tries or not policy.allows(kit, _practice(kit, session), "feedback"):
        yield Phrased(plain)
        return
    guard, said = Guard(case.secret, case.subject), ""
    if not may(kit, "feedback"):
        yield Phrased(plain)
        return
    try:
        engine = kit.engines.engine(None)
        yield from engine.load(cancel)
        rules = _rules(engine, case, "practice-feedback", engine.info(cancel).context)
        turns = (Turn("system", rules), Turn("user", as_prompt(case.scene)))
        request = ChatRequest(turns, FEEDBACK_TOKENS, _CALM, urgency=Urgency.ANSWER)
        for event in engine.chat(request, cancel):
            shown = _shown(event, guard)
            said += shown.text if isinstance(shown, Delta) else ""
            if shown is not None:
                yield shown
        cancel.check()
        name = engine.info(cancel).name
    except _WITHOUT_MODEL:
        name = ""
    yield Phrased(said.strip(), name, guard.held) if said.strip() else Phrased(plain, "", guard.held)


def ask(kit: Kit, session: str, text: str, cancel: Cancel) -> Iterator[teach.Step]:
    """Ask about the item that lies open, and stream the reply; steps as of `teach.say`.

    While the item is open no reply tells its answer. Raises PracticeMissing, PracticeRefused with the tutor off,
    HelpIsOff where a teacher said so, NothingSaid and TextTooLong. Without a model code replies.
    """
    text = teach.accepted(text)
    policy.check(kit, _practice(kit, session), "talk")
    case = _case(kit, session)
    teach.keep_unsaved(kit)
    pleads = case.secret is not None and words.asks_for_answer(text)
    engine = None if pleads else _engine(kit)
    said = _begun(kit, session, case, text, kit.settings.current.model if engine is not None else None)
    yield said
    growing = Growing(kit, said.reply)
    answer: Answer | None = None
    try:
        if engine is not None:
            answer = yield from _by_model(_Reply(kit, engine, case, said, growing), cancel)
        else:
            now = case.scene.now
            answer = yield from _by_code(
                growing, words.not_told(now) if pleads else words.without_model(now, why_not(kit, "explain"))
            )
    except Stopped:
        answer = Answer("", "", "stopped", Timing())
    finally:
        replied = growing.finish(answer)
    yield replied


def prompt_for(kit: Kit, session: str, text: str, cancel: Cancel) -> str:
    """The exact text the model would receive for this question about the item; nothing is kept or answered."""
    case = _case(kit, session)
    with kit.store.reading() as db:
        held = _talk(db, session, case.scene)
        thread = tables.thread(db, held) if held is not None else []
    turn = Message("turn", "", None, "user", teach.accepted(text), kit.stamp.now())
    engine = kit.engines.engine(None)
    return engine.render(_turns(engine, case, [*thread, turn], engine.info(cancel).context))


def talk(kit: Kit, session: str) -> list[Message]:
    """What was said so far about the item that lies open."""
    with kit.store.reading() as db:
        held = _talk(db, session, scene(db, session, kit.stamp.now()))
        return tables.thread(db, held) if held is not None else []


def _practice(kit: Kit, session: str) -> Practice:
    with kit.store.reading() as db:
        return practices.session(db, session)


def _case(kit: Kit, session: str) -> _Case:
    """The item that lies open; raises PracticeMissing where none does."""
    with kit.store.reading() as db:
        here = scene(db, session, kit.stamp.now())
        if here.now.item is None:
            raise PracticeMissing(_("No question is open here."), _("Begin a new practice."))
        if here.now.timed:
            raise PracticeRefused(
                _("The tutor is off against the clock."), _("Answer with what you know, or go on to the next item.")
            )
        rules = policy.rules(kit, practices.session(db, session))
        if rules is not None:
            here = replace(here, now=here.now.obeying(rules.help))
        assert here.now.item is not None
        item = item_from(json.loads(practices.body(db, here.now.item.id)))
        about = subject(db, here, item)
    behaviour = rules.behaviour if rules is not None else None
    if here.is_unlocked:
        return _Case(here, None, about, behaviour)
    tried = [as_text(one.answer) for one in here.tries if one.verdict == "wrong"]
    return _Case(here, Secret(item, given(here), tried), about, behaviour)


def _talk(db: Database, session: str, here: Scene) -> str | None:
    return talks.about(db, session, here.now.number)


def _engine(kit: Kit) -> Engine | None:
    """The engine that answers here; None without a model, and where its test says that it should not explain."""
    if not may(kit, "explain"):
        return None
    try:
        return kit.engines.engine(None)
    except ModelRefused:
        return None


def _begun(kit: Kit, session: str, case: _Case, text: str, model: str | None) -> teach.Said:
    """Keep the question, and a reply that waits beside it, in the talk about this item."""
    shown = case.scene.now.item
    assert shown is not None
    with kit.store.writing() as db:
        held = _talk(db, session, case.scene)
        if held is None:
            now = kit.stamp.now()
            begun = Conversation(kit.stamp.new_id(), now, now, title=teach.title_of(shown.prompt))
            tables.create_conversation(db, begun)
            talks.keep(db, Talk(begun.id, session, case.scene.now.number, shown.id))
            held = begun.id
        before = tables.get_conversation(db, held)
        turn = Message(kit.stamp.new_id(), held, before.head, "user", text, kit.stamp.now())
        tables.add_message(db, turn)
        now = kit.stamp.now()
        reply = Message(
            kit.stamp.new_id(), held, turn.id, "assistant", "", now, state="streaming", model=model, where="local"
        )
        tables.add_message(db, reply)
        return teach.Said(tables.get_conversation(db, held), turn, reply)


def _by_code(growing: Growing, text: str) -> Generator[teach.Step, None, Answer]:
    yield growing.add(Delta(text))
    return Answer(text, "", "stop", Timing())


def _by_model(reply: _Reply, cancel: Cancel) -> Generator[teach.Step, None, Answer]:
    """Stream what the model says and the guard lets through; where that is not all of it, code has the last word."""
    now = reply.case.scene.now
    guard = Guard(reply.case.secret, [*reply.case.subject, reply.said.turn.text])
    said, answer = "", Answer("", "", "stop", Timing())
    last_word = ""
    try:
        yield from reply.engine.load(cancel)
        for event in reply.engine.chat(_request(reply, cancel), cancel):
            answer = event if isinstance(event, Answer) else answer
            shown = _shown(event, guard)
            if isinstance(shown, Delta):
                said += shown.text
                yield reply.growing.add(shown)
            elif shown is not None:
                yield shown
    except _WITHOUT_MODEL:
        last_word = words.without_model(now)
    if not last_word and guard.held and said.strip():
        last_word = words.next_step(now)
    elif not last_word and not said.strip():
        last_word = words.without_words(now, reply.said.turn.text)
    if last_word and answer.finish != "stopped":
        yield reply.growing.add(Delta(f"\n\n{last_word}" if said.strip() else last_word))
    return answer


def _request(reply: _Reply, cancel: Cancel) -> ChatRequest:
    """The request for this reply; exactly what is sent is kept beside it."""
    with reply.kit.store.reading() as db:
        thread = tables.thread(db, reply.said.conversation.id)
    context = reply.engine.info(cancel).context
    turns = _turns(reply.engine, reply.case, thread[:-1], context)
    sent = SentPrompt(reply.said.reply.id, reply.engine.render(turns), (), reply.engine.count(turns), context)
    with suppress(DiskFull), reply.kit.store.writing() as db:
        context_tables.keep_prompt(db, sent)
    return ChatRequest(turns, TALK_TOKENS, _CALM)


def _turns(engine: Engine, case: _Case, thread: Sequence[Message], context: int) -> tuple[Turn, ...]:
    """The rules and the item, and of what was said so far as much of the end as fits."""
    rules = _rules(engine, case, "practice-after" if case.scene.is_unlocked else "practice", context)
    head = Turn("system", f"{rules}\n\n{as_prompt(case.scene)}")
    said = [Turn(message.role, message.text) for message in prompts.said(thread)]
    while len(said) > 1 and engine.count((head, *said)) > context - TALK_TOKENS:
        said = said[1:]
    return (head, *said)


def _rules(engine: Engine, case: _Case, named: str, context: int) -> str:
    """The rules of this name, behind the manner that a teacher set, so that they have the last word."""
    rules = prompts.prose(named)
    if case.behaviour is None:
        return rules
    manner = short(case.behaviour, lambda part: engine.count((Turn("system", part),)) <= context // SHARE)
    return f"{manner.text}\n\n{rules}" if manner.text else rules


def _shown(event: Progress | Delta | Answer, guard: Guard) -> Progress | Delta | None:
    """What is shown of this event: of what the model thinks before it answers, only that it does."""
    if isinstance(event, Progress):
        return event
    if isinstance(event, Delta):
        if event.reasoning:
            return Progress(_("Thinking"))
        text = guard.let_through(event.text)
    else:
        text = guard.rest() if event.finish != "stopped" else ""
    return Delta(text) if text else None
