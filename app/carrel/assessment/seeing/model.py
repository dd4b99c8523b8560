"""Numbers over the tries of many learners."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from carrel.assessment.attempts.model import Tried
from carrel.assessment.model import Answer

FEWEST_TO_TELL = 10
"""With fewer pupils the discrimination of an item says nothing."""

_NO_SPREAD = 1e-12
"""A variance below it is that of equal numbers that were rounded."""


@dataclass(frozen=True)
class Whose:
    """Which tries count: those of these learners, at these assignments; None for whatever they belong to."""

    learners: tuple[str, ...]
    assignments: tuple[str, ...] | None = None


@dataclass(frozen=True)
class TriedBy:
    """A try at a skill, and whose it is."""

    learner: str
    tried: Tried


@dataclass(frozen=True)
class Counts:
    """The tries of a learner at a skill that have a verdict: the unaided ones, all others, and the right ones."""

    learner: str
    skill: str
    unaided: int
    unaided_right: int
    assisted: int
    assisted_right: int


@dataclass(frozen=True)
class Average:
    """The mean of the learners' shares right of their unaided tries at a skill; learners: how many have such tries."""

    skill: str
    share: float
    learners: int


@dataclass(frozen=True)
class Spread:
    """How the scores of an item at the first unaided try vary with those of the same learners at all other items.

    learners: how many tried others, too. together: the sum of products of the deviations from the means; item, rest:
    the sums of their squares.
    """

    learners: int = 0
    together: float = 0.0
    item: float = 0.0
    rest: float = 0.0

    def discrimination(self) -> float | None:
        """The correlation of the item with the rest, from -1 to 1; None for too few learners, or where all are equal.

        The point-biserial correlation, with the item left out of what it is compared to: Henrysson, S. (1963),
        "Correction of item-total correlations in item analysis", Psychometrika 28, 211-218, doi:10.1007/BF02289618.
        With scores between wrong and right it is Pearson's. Below 0.2 an item is to be looked at: Ebel, R. L., and
        Frisbie, D. A. (1991), "Essentials of Educational Measurement", 5th edition.
        """
        if self.learners < FEWEST_TO_TELL or min(self.item, self.rest) < _NO_SPREAD * self.learners:
            return None
        return self.together / sqrt(self.item * self.rest)


@dataclass(frozen=True)
class ItemCounts:
    """An item, or all that differ from it in their numbers alone.

    learners: how many tried it in any way. first: how many have a first unaided try at it; right: of these.
    evidence: the ids of these first tries.
    """

    item: str
    learners: int
    first: int
    right: int
    spread: Spread
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong answer at first unaided tries, and how often it was given. item: with its numbers; family: without."""

    family: str
    item: str
    answer: Answer
    count: int
    misconception: str


@dataclass(frozen=True)
class MisconceptionCount:
    """How many tries show a misconception, and of how many learners; evidence: the ids of the tries."""

    misconception: str
    tries: int
    learners: int
    evidence: tuple[str, ...]
