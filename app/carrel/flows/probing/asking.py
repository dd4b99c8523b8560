"""Asks a model as the program does, always for the most likely words, within a time, and keeps how fast it was."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from carrel.base.errors import Stopped
from carrel.base.stamp import Moment
from carrel.base.work import Cancel, Delta, Progress, Timing
from carrel.conversations.model import Message, Role
from carrel.engine.api import Answer, ChatRequest, Engine, ModelInfo, Sampling, Turn, Urgency
from carrel.flows import prompts
from carrel.flows.courses import Binding
from carrel.flows.structured import structured
from carrel.library.model import Passage

_GREEDY = Sampling(temperature=0, seed=0)
_FEWEST_TIMED = 8
"""A reply of fewer tokens tells little of the speed."""

Clock = Callable[[], float]
"""Seconds since some moment."""


class Watched:
    """An engine that stops when the time is over, does not answer the same greedy request twice, and times itself.

    The program asks up to three times for an answer in a form, each time with another seed; without chance that is
    the same answer, and need not be made again.
    """

    def __init__(self, engine: Engine, cancel: Cancel, until: float, clock: Clock) -> None:
        self._engine = engine
        self._until, self._clock = until, clock
        self._inner = Cancel()
        self._forget = cancel.on_set(self._inner.set)
        self._last: tuple[ChatRequest, Answer] | None = None
        self.timings: list[Timing] = []

    def close(self) -> None:
        """Listen to nobody any more; the engine itself stays."""
        self._forget()

    def load(self, cancel: Cancel) -> Iterator[Progress]:
        """Have the model loaded."""
        return self._engine.load(cancel)

    def info(self, cancel: Cancel) -> ModelInfo:
        """What the model is."""
        return self._engine.info(cancel)

    def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        """A reply; raises Stopped when the time is over, or somebody stops it."""
        plain = replace(request, sampling=_GREEDY, urgency=Urgency.ANSWER)
        if self._last is not None and self._last[0] == plain:
            yield self._last[1]
            return
        for event in self._engine.chat(plain, self._inner):
            if self._clock() >= self._until:
                self._inner.set()
            if isinstance(event, Answer):
                if event.finish == "stopped" or self._inner.is_set:
                    raise Stopped
                self._last = (plain, event)
                self.timings.append(event.timing)
            yield event
        cancel.check()

    def prepare(self, turns: Sequence[Turn], cancel: Cancel) -> int:
        """Read ahead."""
        return self._engine.prepare(turns, cancel)

    def embed(self, texts: Sequence[str], cancel: Cancel, urgency: Urgency = Urgency.BACKGROUND) -> list[list[float]]:
        """Vectors, where it makes any."""
        return self._engine.embed(texts, cancel, urgency)

    def count(self, turns: Sequence[Turn]) -> int:
        """How many tokens these turns take."""
        return self._engine.count(turns)

    def render(self, turns: Sequence[Turn]) -> str:
        """The text the model receives."""
        return self._engine.render(turns)

    @property
    def reads(self) -> float:
        """Tokens of prompts that it read in a second; 0 where nothing was read."""
        tokens = sum(one.prompt_tokens - one.reused_tokens for one in self.timings)
        seconds = sum(one.first_token_s for one in self.timings)
        return tokens / seconds if seconds > 0 else 0.0

    @property
    def writes(self) -> float:
        """Tokens it wrote in a second, as usual; 0 where nothing of some length was written."""
        speeds = [one.tokens_per_s for one in self.timings if one.tokens >= _FEWEST_TIMED]
        return statistics.median(speeds) if speeds else 0.0


class Asking:
    """What a probe asks with. engine: the watched one, for flows that take an engine; cancel: for these."""

    def __init__(self, engine: Watched, cancel: Cancel, now: Moment) -> None:
        self.engine, self.cancel, self._now = engine, cancel, now
        self._context = engine.info(cancel).context

    def say(self, turns: Sequence[Turn], most: int) -> str:
        """The reply to these turns in at most so many tokens; empty where it ran in circles."""
        answer = self._answer(ChatRequest(tuple(turns), max_tokens=most))
        return "" if answer.finish == "repetition" else answer.text.strip()

    def form(self, turns: Sequence[Turn], grammar: str, most: int) -> dict[str, Any] | None:
        """The answer in the form of a grammar, or None where it is none."""
        return structured(self.engine, ChatRequest(tuple(turns), max_tokens=most, grammar=grammar), self.cancel)

    def reply(
        self, said: Sequence[tuple[Role, str]], binding: Binding, most: int, passages: Sequence[Passage] = ()
    ) -> str:
        """The reply to the last of what was said in a chat, by the prompt that a chat has. passages: for that turn."""
        thread = [
            Message(str(number), "", None, role, text, self._now, state="complete")
            for number, (role, text) in enumerate(said)
        ]
        given = prompts.Material(thread, binding, passages={thread[-1].id: passages} if passages else {})
        return self.say(prompts.for_reply(self.engine, given, self._context, most).turns, most)

    def _answer(self, request: ChatRequest) -> Answer:
        return next(event for event in self.engine.chat(request, self.cancel) if isinstance(event, Answer))


MONOTONIC: Clock = time.monotonic
