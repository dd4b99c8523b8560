"""What a prompt, a summary and a comparison are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.stamp import Moment

Verdict = Literal["stable", "unstable"]


@dataclass(frozen=True)
class SentPrompt:
    """The exact text that a reply was made from.

    message: the id of the reply. dropped: in words, what did not fit. tokens: of the text; context: how many the model
    can hold. Both are 0 where the engine did not say.
    """

    message: str
    text: str
    dropped: tuple[str, ...] = ()
    tokens: int = 0
    context: int = 0


@dataclass(frozen=True)
class Summary:
    """What stands in a prompt for all messages of a branch up to one of them.

    upto: the id of the last message it stands for. model: who wrote it; None when its sentences were chosen by code.
    """

    id: str
    conversation: str
    upto: str
    text: str
    model: str | None
    created: Moment


@dataclass(frozen=True)
class Try:
    """One way of asking a question, and the answer to it."""

    question: str
    answer: str


@dataclass(frozen=True)
class Comparison:
    """A question asked in several ways; message: the id of the reply that was put to the test."""

    message: str
    verdict: Verdict
    tries: tuple[Try, ...]
    created: Moment
