"""Tries as evidence, and what they show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.stamp import Moment

State = Literal["mastered", "under_way", "unsure", "new"]
"""What is said of a skill; unsure: tried, with too little evidence; new: never tried."""


@dataclass(frozen=True)
class Try:
    """One try at an item, as evidence.

    id: of the attempt. verdict: right, wrong, partly or cant_tell; score: 0 to 1. help: the help level, 0 to 5.
    unaided: the first try at a showing of the item, with no help taken; only these count towards what is known.
    """

    id: str
    item: str
    kind: str
    verdict: str
    score: float
    help: int
    unaided: bool
    created: Moment


@dataclass(frozen=True)
class Mastery:
    """What the tries at a skill show.

    p: how likely it is that the skill is known, 0 to 1; low, high: the same under the least and the most favourable
    parameters that are still plausible. tries, right: of the unaided tries. assisted, assisted_right: of all others,
    which never change p. enough: whether there are enough unaided tries to show p at all. evidence: the ids of the
    unaided tries, oldest first.
    """

    skill: str
    p: float
    low: float
    high: float
    tries: int
    right: int
    assisted: int
    assisted_right: int
    enough: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """The estimate after an unaided try, as in `Mastery`; enough: whether there was enough evidence by then."""

    tried: Try
    p: float
    low: float
    high: float
    enough: bool


@dataclass(frozen=True)
class ReviewCard:
    """An item that comes back; card: as the library fsrs writes it. due, last: in UTC, ISO 8601."""

    item: str
    card: str
    due: str
    last: str


@dataclass(frozen=True)
class Flag:
    """A skill on which somebody is stuck: after which attempt, how many tries, and how many right in a row at best."""

    id: str
    skill: str
    attempt: str
    tries: int
    best_run: int
    created: Moment
    ended: str | None = None
