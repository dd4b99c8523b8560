"""What a learner says about themselves, a goal, and a remembered fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.stamp import Moment
from carrel.base.words import _

Reading = Literal["", "easiest", "simple", "standard", "advanced"]
"""How hard a text may be to read, from the easiest; empty where nobody has said."""
Length = Literal["", "short", "normal", "long"]
Manner = Literal["", "examples", "rules", "steps", "questions"]
"""What comes first in an explanation."""
Need = Literal["paragraphs", "tables", "formulas", "pictures"]
"""What helps somebody to read: short paragraphs, no tables, formulas said in words, pictures described."""

READINGS: tuple[Reading, ...] = ("", "easiest", "simple", "standard", "advanced")
LENGTHS: tuple[Length, ...] = ("", "short", "normal", "long")
MANNERS: tuple[Manner, ...] = ("", "examples", "rules", "steps", "questions")
NEEDS: tuple[Need, ...] = ("paragraphs", "tables", "formulas", "pictures")

LONGEST_CALLED = 40
LONGEST_SAID = 120
"""Characters of the level, the interests and the language; they stand in every prompt for a reply."""

LONGEST_GOAL = 120
LONGEST_FACT = 200

By = Literal["person", "rule"]
"""Who put a fact into words: a person, or a rule whose proposal a person took."""


class LearnerMissing(CarrelError):
    """Nobody of this name said anything here."""


class GoalMissing(CarrelError):
    """There is no goal with this id."""


class FactMissing(CarrelError):
    """There is no remembered fact with this id."""


class NotSaid(CarrelError):
    """A goal or a fact without words, a day that is none, or a choice that does not exist."""


@dataclass(frozen=True)
class Profile:
    """What a learner said about themselves; everything may be empty.

    called: what to call them. level: such as "grade 8". remembers: whether facts are given to the tutor.
    learner: whose it is; the empty name is the one learner of a profile that has no others.
    """

    called: str = ""
    level: str = ""
    interests: str = ""
    language: str = ""
    reading: Reading = ""
    length: Length = ""
    manner: Manner = ""
    needs: tuple[Need, ...] = ()
    remembers: bool = True
    learner: str = ""


@dataclass(frozen=True)
class Goal:
    """What a learner works towards. date: the day by which, as YYYY-MM-DD. about: the id of a skill or a topic, empty
    for none. place: where it stands among the learner's goals.
    """

    id: str
    words: str
    date: str | None = None
    about: str = ""
    done: bool = False
    place: int = 0
    learner: str = ""


@dataclass(frozen=True)
class Fact:
    """Something to remember about the learner, in one sentence.

    message: the id of the message it came from; None when that was deleted for good.
    """

    id: str
    words: str
    message: str | None
    created: Moment
    by: By = "person"
    learner: str = ""


def no_choice(said: str, offered: Sequence[str]) -> NotSaid:
    """The error for a choice that does not exist, with those that do."""
    return NotSaid(
        _("“{choice}” is no choice here.").format(choice=one_line(said, 40)),
        _("Choose one of these: {choices}.").format(choices=", ".join(offered)),
    )
