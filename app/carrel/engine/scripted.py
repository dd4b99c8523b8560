"""An engine without a model: it says what it was given, and remembers what it was asked."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel, Delta, Progress, Timing
from carrel.engine.api import Answer, ChatRequest, EngineLost, ModelInfo, Turn, Urgency


class ScriptedEngine:
    """Answers from a queue, for tests and demonstrations.

    replies: what to say, one for each request; a CarrelError is raised instead of a reply, and a tuple
    (text, error) says the text and then raises. With an empty queue the last turn is said back.
    pause: seconds before each word, so that a demonstration streams.
    """

    def __init__(
        self,
        replies: Iterable[str | CarrelError | tuple[str, CarrelError]] = (),
        pause: float = 0.0,
        context: int = 4096,
    ) -> None:
        self.replies = deque(replies)
        self.asked: list[ChatRequest] = []
        self.prepared: list[tuple[Turn, ...]] = []
        self.closed = False
        self._pause = pause
        self._context = context

    def load(self, cancel: Cancel) -> Iterator[Progress]:
        """There is nothing to load."""
        yield from ()

    def info(self, cancel: Cancel) -> ModelInfo:
        """A model of this name that is always there."""
        return ModelInfo(name="scripted", where="local", context=self._context)

    def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        """Say the next reply word by word; see `Engine.chat`."""
        self.asked.append(request)
        reply = self.replies.popleft() if self.replies else request.turns[-1].text
        text, error = reply if isinstance(reply, tuple) else (reply, None)
        if isinstance(text, CarrelError):
            raise text
        began = time.monotonic()
        said: list[str] = []
        words = text.split(" ")
        for index, word in enumerate(words):
            if cancel.wait(self._pause) if self._pause else cancel.is_set:
                break
            said.append(word if index == 0 else f" {word}")
            yield Delta(said[-1])
        if error is not None:
            raise error
        stopped = len(said) < len(words)
        seconds = max(time.monotonic() - began, 1e-6)
        yield Answer(
            "".join(said),
            "",
            "stopped" if stopped else "stop",
            Timing(0.0, len(said), len(said) / seconds, self.count(request.turns), 0),
        )

    def prepare(self, turns: Sequence[Turn], cancel: Cancel) -> int:
        """Remember what was read ahead."""
        self.prepared.append(tuple(turns))
        return self.count(turns)

    def embed(self, texts: Sequence[str], cancel: Cancel, urgency: Urgency = Urgency.BACKGROUND) -> list[list[float]]:
        """This engine has no vectors."""
        raise EngineLost("The scripted engine makes no vectors.", "Use an embedding model.")

    def count(self, turns: Sequence[Turn]) -> int:
        """Words stand for tokens here."""
        return sum(len(turn.text.split()) + 1 for turn in turns)

    def render(self, turns: Sequence[Turn]) -> str:
        """The turns with their roles, a line each."""
        return "\n".join(f"{turn.role}: {turn.text}" for turn in turns)

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True
