"""A model's answer as data: bound to an approved grammar, checked against its schema, asked for again twice (P21)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.engine import grammars
from carrel.engine.api import Answer, ChatRequest, Engine

TRIES = 3


def structured(engine: Engine, request: ChatRequest, cancel: Cancel) -> dict[str, Any] | None:
    """What the model answers in the form of the request's grammar, or None when three tries gave nothing sound.

    Whoever asks must have a plain way to go on without it. The tries differ by their seed, so the same seed gives the
    same answer. Raises Stopped, and what `Engine.chat` raises.
    """
    schema = grammars.schema(request.grammar or "")
    sampling = request.sampling
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
