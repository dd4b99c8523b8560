"""What long work yields while it runs, and how it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from carrel.base.errors import Stopped


@dataclass(frozen=True)
class Progress:
    """How far a piece of work has come: done of total units; total 0 means unknown."""

    label: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Delta:
    """A piece of text that was just made; reasoning is text the model thinks before it answers."""

    text: str
    reasoning: bool = False


@dataclass(frozen=True)
class Timing:
    """Seconds and counts of one reply.

    first_token_s: from asking to the first token.
    tokens, tokens_per_s: of the reply, without the reading before it.
    prompt_tokens: all tokens of the prompt; reused_tokens of them were not read again.
    """

    first_token_s: float = 0.0
    tokens: int = 0
    tokens_per_s: float = 0.0
    prompt_tokens: int = 0
    reused_tokens: int = 0


class Cancel:
    """A flag that is raised once and never lowered; safe from any thread."""

    def __init__(self) -> None:
        self._raised = threading.Event()
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], None]] = []

    @property
    def is_set(self) -> bool:
        """Whether somebody asked to stop."""
        return self._raised.is_set()

    def set(self) -> None:
        """Ask to stop; listeners are called once, in this thread."""
        with self._lock:
            if self._raised.is_set():
                return
            self._raised.set()
            listeners, self._listeners = self._listeners, []
        for listener in listeners:
            listener()

    def check(self) -> None:
        """Raise `Stopped` if somebody asked to stop."""
        if self._raised.is_set():
            raise Stopped

    def wait(self, seconds: float) -> bool:
        """Wait until somebody asks to stop, at most so long; tell whether they did."""
        return self._raised.wait(seconds)

    def on_set(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call the listener when stopping is asked (at once if it already was); returns how to forget it."""
        with self._lock:
            if not self._raised.is_set():
                self._listeners.append(listener)
                return lambda: self._forget(listener)
        listener()
        return lambda: None

    def _forget(self, listener: Callable[[], None]) -> None:
        with self._lock:
            if listener in self._listeners:
                self._listeners.remove(listener)
