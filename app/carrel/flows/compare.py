"""Asking three ways: the same question in other words, and whether the answers agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from carrel.base.errors import Stopped
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.conversations import tables
from carrel.conversations.context import tables as context_tables
from carrel.conversations.context.model import Comparison, Try, Verdict
from carrel.engine.api import Answer, ChatRequest, Engine, Sampling, Turn, Urgency
from carrel.flows import prompts
from carrel.flows.courses import bind
from carrel.flows.kit import Kit
from carrel.flows.teach import must_be_free

WAYS = 3
SAME_WORDS = 0.35
"""Answers that share a smaller part of their longer words are taken to say different things."""

_ANSWER_TOKENS = 256
_QUESTION_TOKENS = 96
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"(?<![\w.])[+-]?\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Asked:
    """One of the ways, as soon as it is answered."""

    number: int
    tried: Try


def ask_three_ways(kit: Kit, reply: str, cancel: Cancel) -> Iterator[Progress | Asked | Comparison]:
    """Ask the question of this reply in three ways, each without the others, and keep what came of it.

    The first way is the question itself. The others are the model's own words for it, or where those lose the subject,
    plain frames around the question. Yields each way as it is answered, and at last the Comparison.
    """
    with kit.store.reading() as db:
        answered = tables.get_message(db, reply)
        must_be_free(db, answered.conversation)
        question = tables.get_message(db, answered.parent or answered.id).text
        binding = bind(kit, db, tables.get_conversation(db, answered.conversation))
    engine = kit.engines.engine(binding.model)
    yield from engine.load(cancel)
    system = Turn("system", prompts.prose("tutor"))
    tries: list[Try] = []
    for number in range(WAYS):
        yield Progress(_("Asking in another way"), number, WAYS)
        asked = question if number == 0 else _rephrased(engine, question, number, cancel)
        answer = _said(engine, (system, Turn("user", asked)), _ANSWER_TOKENS, number, cancel)
        tries.append(Try(asked, answer.text.strip()))
        yield Asked(number, tries[-1])
    made = Comparison(reply, verdict([one.answer for one in tries]), tuple(tries), kit.stamp.now())
    with kit.store.writing() as db:
        context_tables.add_comparison(db, made)
    yield made


def verdict(answers: Sequence[str]) -> Verdict:
    """Whether the answers agree: every two name the same numbers, or share enough of their longer words if none does.

    This is a rule of thumb, and says nothing about whether they are true.
    """
    return "stable" if all(_agree(one, other) for one, other in combinations(answers, 2)) else "unstable"


def _agree(one: str, other: str) -> bool:
    numbers, other_numbers = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    if numbers and other_numbers and not (numbers <= other_numbers or other_numbers <= numbers):
        return False
    words, other_words = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    if not (words and other_words):
        return one.split() == other.split()
    return len(words & other_words) >= SAME_WORDS * min(len(words), len(other_words))


def _rephrased(engine: Engine, question: str, number: int, cancel: Cancel) -> str:
    """The question in other words; in a plain frame when the model's words lose what it is about."""
    turns = (Turn("system", prompts.prose("rephrase")), Turn("user", question))
    said = _said(engine, turns, _QUESTION_TOKENS, number, cancel)
    text = " ".join(said.text.split())
    words = set(_WORD.findall(question.casefold()))
    kept = words & set(_WORD.findall(text.casefold()))
    is_question = text.endswith("?") == question.rstrip().endswith("?") and len(text) <= 2 * len(question) + 40
    if said.finish == "stop" and text and is_question and text != question and 2 * len(kept) >= len(words):
        return text
    frames = (_("In one sentence: {question}"), _("A friend asks me this, and I want to answer well: {question}"))
    return frames[(number - 1) % len(frames)].format(question=question)


def _said(engine: Engine, turns: tuple[Turn, ...], most: int, seed: int, cancel: Cancel) -> Answer:
    request = ChatRequest(turns, max_tokens=most, sampling=Sampling(seed=seed), urgency=Urgency.ANSWER)
    answer = next(event for event in engine.chat(request, cancel) if isinstance(event, Answer))
    if answer.finish == "stopped":
        raise Stopped
    return answer
