"""A stand-in for the model that makes vectors: a text is near to another when they share one of a few subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel
from carrel.engine.api import Engine, Urgency
from carrel.engine.scripted import ScriptedEngine

SUBJECTS = (("night", "dark", "evening"), ("plant", "leaf", "tree"), ("metal", "iron"), ("river", "stream"))


class SubjectEngine(ScriptedEngine):
    """Makes a vector with a place for each subject, and calls `before` each time."""

    def __init__(self, before: Callable[[Urgency, Cancel], None] = lambda urgency, cancel: None) -> None:
        super().__init__()
        self.embedded: list[str] = []
        self.before = before

    def embed(self, texts: Sequence[str], cancel: Cancel, urgency: Urgency = Urgency.BACKGROUND) -> list[list[float]]:
        """The vectors."""
        self.before(urgency, cancel)
        cancel.check()
        self.embedded += texts
        return [list(_vector(text.lower())) for text in texts]


def _vector(text: str) -> Iterator[float]:
    sums = [0.01 + sum(text.count(word) for word in words) for words in SUBJECTS]
    length = sum(one * one for one in sums) ** 0.5
    return (one / length for one in sums)


class OneMeaning:
    """Gives out that engine; name: of the model, None for none. waiting: so often somebody waits for the other."""

    def __init__(self, name: str | None = "subjects", error: CarrelError | None = None, waiting: int = 0) -> None:
        self.name, self.error, self.waiting = name, error, waiting
        self.made = SubjectEngine()

    def model(self) -> str | None:
        """Its name."""
        return self.name

    def engine(self) -> Engine:
        """The engine, or the error."""
        if self.error is not None:
            raise self.error
        return self.made

    def may_work(self) -> bool:
        """Whether nobody waits any more."""
        self.waiting -= 1
        return self.waiting < 0
