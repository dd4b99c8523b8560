"""Short ways to talk to an engine in a test."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.base.work import Cancel, Delta
from carrel.engine.api import Answer, ChatRequest, Sampling, Turn, Urgency
from carrel.engine.local import LocalEngine

GREEDY = Sampling(temperature=0)


def user(text: str) -> Turn:
    """A person's turn."""
    return Turn("user", text)


def assistant(text: str) -> Turn:
    """A reply."""
    return Turn("assistant", text)


def request(turns: Sequence[Turn], most: int = 24, **options: object) -> ChatRequest:
    """A greedy request."""
    return ChatRequest(tuple(turns), max_tokens=most, **{"sampling": GREEDY, **options})  # type: ignore[arg-type]


def answer(engine: LocalEngine, turns: Sequence[Turn], most: int = 24, **options: object) -> Answer:
    """The finished answer; what was streamed is checked to be the same text."""
    streamed = ""
    finished: Answer | None = None
    for event in engine.chat(request(turns, most, **options), Cancel()):
        if isinstance(event, Delta) and not event.reasoning:
            streamed += event.text
        elif isinstance(event, Answer):
            finished = event
    assert finished is not None
    assert finished.text == streamed
    return finished


def chat(engine: LocalEngine, questions: Sequence[str], most: int = 24) -> list[Answer]:
    """A conversation: each question follows the answer before it."""
    turns: list[Turn] = [Turn("system", "You are a tutor. Be kind and brief. " * 6)]
    answers: list[Answer] = []
    for question in questions:
        turns.append(user(question))
        answers.append(answer(engine, turns, most))
        turns.append(assistant(answers[-1].text))
    return answers


__all__ = ["GREEDY", "Urgency", "answer", "assistant", "chat", "request", "user"]
