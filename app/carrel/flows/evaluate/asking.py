"""Asks a question as a person would in a new chat, without chance and without keeping a chat of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from carrel.assessment.items import item_from
from carrel.attachments.model import Attachment
from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Delta, Progress, Timing
from carrel.conversations.model import Message
from carrel.engine.api import Answer, ChatRequest, Sampling, Urgency
from carrel.evaluations.model import Question, Turn
from carrel.flows import ground, prepare, prompts
from carrel.flows.courses import Binding
from carrel.flows.evaluate import items
from carrel.flows.kit import Kit
from carrel.flows.loops import unlooped

Clock = Callable[[], float]
"""Seconds since some moment."""

_GREEDY = Sampling(temperature=0, seed=0)
"""Without chance: what changes a reply is what was changed."""


@dataclass(frozen=True)
class Asked:
    """A reply, as a person would see it. seconds: from asking to the last word. state: what it stands on."""

    text: str
    seconds: float
    timing: Timing
    state: str
    dropped: tuple[str, ...]
    finish: str


def ask(
    kit: Kit, question: Question, binding: Binding, cancel: Cancel, clock: Clock = time.monotonic
) -> Iterator[Progress | Delta | Asked]:
    """The reply to one question: progress and deltas while it is made, and one Asked at the end.

    The prompt is that of a new chat. Raises Stopped, ItemRefused, and what an engine raises.
    """
    given = _material(kit, question, binding)
    began = clock()
    engine, prompt, grounds = prepare.apart(kit, given, cancel)
    answer = Answer("", "", "stop", Timing())
    if grounds.suffice:
        most = kit.settings.current.answer_tokens
        request = ChatRequest(prompt.turns, max_tokens=most, sampling=_GREEDY, urgency=Urgency.ANSWER)
        for event in engine.chat(request, cancel):
            if isinstance(event, Answer):
                answer = event
            else:
                yield event
    if answer.finish == "stopped" or cancel.is_set:
        raise Stopped
    text = unlooped(answer.text) if answer.finish in {"length", "repetition"} else answer.text
    state = "unchecked"
    if grounds.is_needed:
        held = ground.judge("", text, grounds)
        text, state = held.text, held.evidence.state
    yield Asked(text.strip(), clock() - began, answer.timing, state, prompt.dropped, answer.finish)


def words_of(question: Question) -> str:
    """What is asked, as a person would type it; raises ItemRefused for an item that is none."""
    if not question.item:
        return question.asked
    written = items.asked(item_from(json.loads(question.item)))
    return "\n\n".join(filter(None, (question.asked, written)))


def _material(kit: Kit, question: Question, binding: Binding) -> prompts.Material:
    now = kit.stamp.now()
    turns = (*question.before, Turn("user", words_of(question)))
    thread = tuple(
        Message(f"turn{number}", "", None, one.role, one.text, now, state="complete")
        for number, one in enumerate(turns)
    )
    given = tuple(Attachment(f"given{number}", one.name, one.text, now) for number, one in enumerate(question.given))
    return prompts.Material(thread, binding, {thread[-1].id: given} if given else {})
