"""What every engine understands: requests, events, and the ways it can fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal, Protocol

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel, Delta, Progress, Timing

Role = Literal["system", "user", "assistant"]
Finish = Literal["stop", "length", "stopped", "repetition"]
"""Why a reply ended: the model ended it, its bound was reached, a person stopped it, it ran in circles."""


class EngineLost(CarrelError):
    """The model's process died or was ended; what it had said so far is kept by whoever asked."""


class EngineHung(EngineLost):
    """The model's process stopped making progress and was ended."""


class EngineQuarantined(CarrelError):
    """This model brought its process down three times in ten minutes and is not started again by itself."""


class ModelRefused(CarrelError):
    """The model file cannot be used: missing, damaged, of an unknown kind, or too large."""


class RequestRefused(CarrelError):
    """The request itself cannot be served: options out of range, or a text too long for the context."""


class Urgency(IntEnum):
    """Who goes first in the one inference lane; a lower number goes first."""

    CHAT = 0
    ANSWER = 1  # quizzes and other structured answers a person waits for
    BACKGROUND = 2  # titles, embeddings
    READ_AHEAD = 3


@dataclass(frozen=True)
class Turn:
    """One message as the model sees it."""

    role: Role
    text: str


_RANGES = {
    "temperature": (0.0, 5.0),
    "top_k": (0, 1000),
    "top_p": (0.0, 1.0),
    "min_p": (0.0, 1.0),
    "repeat_penalty": (0.5, 3.0),
}


@dataclass(frozen=True)
class Sampling:
    """How the next token is chosen. Temperature 0 is greedy; a seed makes chance repeatable."""

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    seed: int | None = None

    def problem(self) -> str | None:
        """The name of the first option that is out of range or not a number, if there is one."""
        for name, (low, high) in _RANGES.items():
            value = getattr(self, name)
            if not (isinstance(value, int | float) and low <= value <= high):  # NaN compares false
                return name
        if self.seed is not None and not 0 <= self.seed < 2**32:
            return "seed"
        return None


@dataclass(frozen=True)
class ChatRequest:
    """Ask for a reply to the turns.

    max_tokens: the most tokens of the reply, 1 to 32,768; always bounded.
    stop: texts that end the reply; none of them is shown.
    continues: the last turn is the assistant's, and the reply goes on from its last character.
    grammar: the name of an approved grammar in resources/grammars, for a JSON answer.
    """

    turns: tuple[Turn, ...]
    max_tokens: int = 1024
    sampling: Sampling = field(default_factory=Sampling)
    stop: tuple[str, ...] = ()
    continues: bool = False
    grammar: str | None = None
    urgency: Urgency = Urgency.CHAT


@dataclass(frozen=True)
class Answer:
    """A finished reply: its text, what was thought before it, why it ended, and how long it took."""

    text: str
    reasoning: str
    finish: Finish
    timing: Timing


@dataclass(frozen=True)
class Lesson:
    """A reply as the model would have to say it, in tokens: the prompt, and the reply with the end of its turn."""

    prompt: tuple[int, ...]
    reply: tuple[int, ...]


@dataclass(frozen=True)
class ModelInfo:
    """What an engine says of the model it has loaded."""

    name: str
    where: str  # "local", or the host that answers
    context: int  # tokens
    parameters: int = 0
    file_bytes: int = 0
    devices: tuple[str, ...] = ()
    sandbox: str = "none"
    notes: tuple[str, ...] = ()


class Engine(Protocol):
    """A model that talks. Safe to use from any thread; requests wait for the one lane."""

    def load(self, cancel: Cancel) -> Iterator[Progress]:
        """Have the model loaded, and tell how far it is; raises what `chat` raises, and Stopped."""

    def info(self, cancel: Cancel) -> ModelInfo:
        """Load the model if need be, and describe it."""

    def chat(self, request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
        """Stream a reply: progress while loading and reading, deltas, and one Answer at the end.

        A stop through `cancel` ends with an Answer whose finish is "stopped". Raises EngineLost, EngineQuarantined,
        ModelRefused, RequestRefused; what was yielded before stays true.
        """

    def prepare(self, turns: Sequence[Turn], cancel: Cancel) -> int:
        """Read ahead, so that a request beginning with these turns starts sooner; the tokens now in the context.

        A request of anybody else takes the lane away from it at once.
        """

    def embed(self, texts: Sequence[str], cancel: Cancel, urgency: Urgency = Urgency.BACKGROUND) -> list[list[float]]:
        """One vector of unit length for each text, as many numbers as the model is wide; raises Stopped.

        With the urgency of reading ahead, a request of anybody else takes the lane away at once: that is Stopped, too.
        """

    def count(self, turns: Sequence[Turn]) -> int:
        """How many tokens these turns take with the model's template."""

    def render(self, turns: Sequence[Turn]) -> str:
        """The exact text the model receives for a reply to these turns."""

    def close(self) -> None:
        """End the engine and its process; calling it twice is fine."""
