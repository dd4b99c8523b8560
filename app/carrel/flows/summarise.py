"""Summarising older turns, so that a long chat goes on when the model's context is full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carrel.base.errors import Stopped
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.conversations.context import tables
from carrel.conversations.context.model import Summary
from carrel.conversations.model import Message
from carrel.engine.api import Answer, ChatRequest, Engine, Sampling, Turn, Urgency
from carrel.flows import prompts
from carrel.flows.kit import Kit

_DUE_SHARE = 0.6
"""When the turns after the last summary take more than this share of the context, the next one is due."""

_KEPT_SHARE = 0.4
"""After summarising, the turns that stay word for word take at most this share of the context."""

_SUMMARY_SHARE = 8
"""A summary takes at most one part in so many of the context."""

_SHARED_WORDS = 0.6
"""The share of a summary's longer words that must stand in what it sums up; below it the model was making things up."""

_SHORTEST_SENTENCE, _LONGEST_SENTENCE = 40, 160
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?。؟])\s+|\n+")


@dataclass(frozen=True)
class _Source:
    """What is summed up: the summary before this one, and what was said since."""

    earlier: str
    lines: str

    @property
    def text(self) -> str:
        return f"{self.earlier}\n{self.lines}".strip()


def is_due(engine: Engine, material: prompts.Material, context: int) -> bool:
    """Whether so much was said since the last summary that the context (tokens) will soon be full."""
    said = prompts.said(material.thread)
    start, _summary = prompts.summarised(said, material.summaries)
    return _tokens(engine, said[start:]) > _DUE_SHARE * context


def older_turns(
    kit: Kit, engine: Engine, material: prompts.Material, context: int, cancel: Cancel, urgency: Urgency
) -> Iterator[Progress]:
    """Sum up the oldest turns of the branch so far that the rest takes little room, and keep the summary beside them.

    The model writes it; where its words or numbers do not stand in the turns, code chooses sentences instead. Does
    nothing where there is too little to sum up.
    """
    said = prompts.said(material.thread)
    count = _how_many(engine, said, context)
    old, before = prompts.summarised(said[: count + 1], material.summaries)
    if count < old + 2:
        return
    yield Progress(_("Summarising older turns"))
    earlier = before.text if before is not None else ""
    lines = [f"{_speaker(message)}: {message.text}" for message in said[old:count]]
    most = max(context // _SUMMARY_SHARE, 32)
    text = _by_model(engine, _Source(earlier, "\n".join(lines)), context, most, cancel, urgency)
    summary = Summary(
        id=kit.stamp.new_id(),
        conversation=said[0].conversation,
        upto=said[count - 1].id,
        text=text or _by_code(earlier, lines, most * 3),
        model=material.binding.model if text else None,
        created=kit.stamp.now(),
    )
    with kit.store.writing() as db:
        tables.add_summary(db, summary)


def _how_many(engine: Engine, said: Sequence[Message], context: int) -> int:
    """How many of the oldest messages to sum up: whole turns, so that a person's turn comes next."""
    low, high = 0, len(said) - 1
    most = context * _KEPT_SHARE
    while low < high:
        middle = (low + high) // 2
        if _tokens(engine, said[middle:]) <= most:
            high = middle
        else:
            low = middle + 1
    while low < len(said) - 1 and said[low].role != "user":
        low += 1
    return low


def _tokens(engine: Engine, said: Sequence[Message]) -> int:
    return engine.count([Turn(one.role, one.text) for one in said])


def _by_model(engine: Engine, source: _Source, context: int, most: int, cancel: Cancel, urgency: Urgency) -> str | None:
    """The model's summary, or None when it is not whole or not about what was said."""
    shown = source
    turns = (Turn("system", prompts.prose("summary")), Turn("user", shown.text))
    while engine.count(turns) > context - most and len(shown.lines) > _SHORTEST_SENTENCE:
        shown = _Source(source.earlier, shown.lines[len(shown.lines) // 4 :])  # the newest of it matters most
        turns = (turns[0], Turn("user", shown.text))
    request = ChatRequest(turns, max_tokens=most, sampling=Sampling(temperature=0), urgency=urgency)
    answer = next(event for event in engine.chat(request, cancel) if isinstance(event, Answer))
    if answer.finish == "stopped":
        raise Stopped
    summary = answer.text.strip()
    return summary if answer.finish == "stop" and _is_about(summary, shown.text) else None


def _is_about(summary: str, source: str) -> bool:
    """Whether the numbers, and most of the longer words, of a summary stand in its source."""
    words = set(_WORD.findall(summary.casefold()))
    if not words or 2 * len(summary) > len(source):
        return False
    shared = words & set(_WORD.findall(source.casefold()))
    return len(shared) >= _SHARED_WORDS * len(words) and set(_NUMBER.findall(summary)) <= set(_NUMBER.findall(source))


def _by_code(earlier: str, lines: Sequence[str], most: int) -> str:
    """What the summary before this one began with, and the first sentence of each line: at most so many characters.

    Each line gets the same share, and where even that is too little for all of them, the newest are kept.
    """
    chosen = [_begun(line, _LONGEST_SENTENCE) for line in earlier.splitlines()]
    while chosen and sum(map(len, chosen)) > most // 2:
        chosen.pop()
    room = most - sum(map(len, chosen))
    share = min(max(room // len(lines), _SHORTEST_SENTENCE), _LONGEST_SENTENCE)
    return "\n".join((*chosen, *(_begun(line, share) for line in lines[-max(room // share, 1) :])))


def _begun(line: str, most: int) -> str:
    """The first sentence of a line, or its beginning."""
    sentence = _SENTENCE_END.split(line.strip(), maxsplit=1)[0]
    return sentence if len(sentence) <= most else f"{sentence[: most - 1].rstrip()}…"


def _speaker(message: Message) -> str:
    return "Learner" if message.role == "user" else "Tutor"
