"""A model's answer as data: bound to an approved grammar, checked against its schema, asked for again twice (P21)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.engine import grammars
from carrel.engine.api import Answer, ChatRequest, Engine, Sampling, Turn, Urgency

TRIES = 3


def structured(
    engine: Engine, turns: Sequence[Turn], grammar: str, cancel: Cancel, *, most_tokens: int, sampling: Sampling
) -> dict[str, Any] | None:
    """What the model answers in the form of this grammar, or None when three tries gave nothing sound.

    Whoever asks must have a plain way to go on without it. The tries differ by their seed, so the same seed gives the
    same answer. Raises Stopped, and what `Engine.chat` raises.
    """
    schema = grammars.schema(grammar)
    request = ChatRequest(tuple(turns), max_tokens=most_tokens, grammar=grammar, urgency=Urgency.ANSWER)
    for attempt in range(TRIES):
        seed = None if sampling.seed is None else (sampling.seed + attempt * 7919) % 2**32
        answer = _answer(engine, replace(request, sampling=replace(sampling, seed=seed)), cancel)
        value = _parsed(answer)
        if isinstance(value, dict) and grammars.fits(value, schema):
            return value
    return None


def _answer(engine: Engine, request: ChatRequest, cancel: Cancel) -> Answer:
    answer = next(event for event in engine.chat(request, cancel) if isinstance(event, Answer))
    if answer.finish == "stopped":
        raise Stopped
    return answer


def _parsed(answer: Answer) -> Any:
    if answer.finish != "stop":
        return None
    try:
        return json.loads(answer.text)
    except (ValueError, RecursionError):
        return None
