"""A practice session with where it stands, and a try at an item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.assessment.model import Answer
from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment

Scope = Literal["skill", "topic", "mix", "due", "source"]
Settled = Literal["", "right", "shown", "moved_on"]

SHOWN = 5
"""The help level at which the solution was shown."""


class PracticeMissing(CarrelError):
    """There is no practice session, item or attempt with this id."""


@dataclass(frozen=True)
class Practice:
    """A session. scope and about: over what; about: the ids of skills, topics or sources. wanted: how many items.
    seen: the ids of the items it has shown, in order.

    timed: against the clock, with the tutor off. item: the id of the item that lies open, None before the first one.
    level: its help level so far. tried: how many tries it had. settled: how it ended; empty while it is open.
    helped: when its last hint was given (UTC). shown: since when it lies open. recap: the skill whose approach changes.
    assignment: the id of what it is done for; empty where nobody asked for it.
    """

    id: str
    created: Moment
    scope: Scope
    about: tuple[str, ...]
    wanted: int
    seed: int
    timed: bool = False
    state: Literal["open", "done", "left"] = "open"
    seen: tuple[str, ...] = ()
    item: str | None = None
    level: int = 0
    tried: int = 0
    settled: Settled = ""
    helped: str | None = None
    shown: Moment | None = None
    recap: str | None = None
    learner: str = ""
    assignment: str = ""


@dataclass(frozen=True)
class Attempt:
    """One try. answer: as it was given. nth: which try at this showing of the item, from 1.

    help: the help level, 0 (none) to 5 (the solution was shown before); hints: how many were taken.
    unaided: the first try at help level 0. seconds: since the item was shown, or since the try before.
    contested: why the learner thinks that the verdict is wrong; None where nobody does. assignment: the id of what it
    was done for; empty where nobody asked for it. version: of the item that it was marked by (`version_of`);
    empty where that is not known.
    """

    id: str
    created: Moment
    item: str
    kind: str
    topic: str
    skills: tuple[str, ...]
    answer: Answer
    verdict: str
    score: float
    why: str
    by: str
    nth: int
    help: int
    hints: int
    unaided: bool
    seconds: float
    misconception: str | None = None
    timed: bool = False
    practice: str | None = None
    contested: str | None = None
    learner: str = ""
    assignment: str = ""
    version: str = ""


@dataclass(frozen=True)
class Tried:
    """A try at a skill, without what was answered."""

    skill: str
    id: str
    item: str
    kind: str
    verdict: str
    score: float
    help: int
    unaided: bool
    created: Moment


@dataclass(frozen=True)
class DayOfTries:
    """A study day on which something was tried: how many tries, and how long they took in all, in seconds."""

    day: str
    tries: int
    seconds: float


@dataclass(frozen=True)
class Filed:
    """An item that is here to practise with, by what it asks for.

    source: the id of the document or the reply that it was made from; empty for an item that a person wrote.
    """

    id: str
    kind: str
    topic: str
    skills: tuple[str, ...]
    source: str = ""
