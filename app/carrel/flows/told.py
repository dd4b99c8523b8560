"""What the tutor is told about the learner: the very words that stand in the prompt of a reply, and in no other one.

They are English sentences of ours, with what the learner wrote in quotation marks in them; each part is one line, so
that nothing in it can pretend to be a turn, a rule or another part. The policy of a course stands after them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carrel.base.show import one_line
from carrel.learner import tables
from carrel.learner.model import Fact, Goal, Length, Manner, Need, Profile, Reading
from carrel.library.matching import stems

if TYPE_CHECKING:
    from carrel.store.db import Database

ABOUT = "About the learner: "
REMEMBERED = "The learner asked you to remember: "
"""What the two parts begin with, by which the prompt glass finds them again."""

MOST_GOALS = 2
MOST_FACTS = 8
"""No more of them than this are in a prompt: a small model loses what it is asked in a long beginning."""

FACTS_SHARE = 16
"""Facts take at most one part in so many of the room for a prompt (tokens)."""

_QUOTES = str.maketrans(dict.fromkeys('“”„‟«»"″', "'"))

_READING: dict[Reading, str] = {
    "easiest": "Use very short sentences and the simplest everyday words.",
    "simple": "Use short sentences and common words, and explain each special word.",
    "standard": "Use clear sentences and the usual terms of the subject.",
    "advanced": "Use the exact terms of the subject, and give the reasons.",
}
_UNCHANGED = "Numbers, units and formulas stay exactly as they are."
_LENGTH: dict[Length, str] = {
    "short": "Answer in at most three sentences.",
    "normal": "Answer in one or two short paragraphs.",
    "long": "Answer at length, with all steps.",
}
_MANNER: dict[Manner, str] = {
    "examples": "Begin with an example, then give the rule.",
    "rules": "Begin with the rule, then give an example.",
    "steps": "Explain in numbered steps.",
    "questions": "Begin with a question that leads to the idea.",
}
_NEEDS: dict[Need, str] = {
    "paragraphs": "Write paragraphs of at most two sentences.",
    "tables": "Write no tables, use lists.",
    "formulas": "Say each formula in words as well.",
    "pictures": "Say in words what a picture would show.",
}


@dataclass(frozen=True)
class Told:
    """What there is to tell of a learner: their profile, their open goals with the nearest first, and the facts they
    let Carrel remember, newest first; no facts where memory is off.
    """

    profile: Profile = field(default_factory=Profile)
    goals: tuple[Goal, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def reading(self) -> Reading:
        """How hard the texts may be that this learner is given."""
        return self.profile.reading


NOTHING = Told()


@dataclass(frozen=True)
class Line:
    """A sentence of the prompt, and the field of the profile that it comes from ("goals" for a goal)."""

    field: str
    words: str


def told(db: Database, learner: str) -> Told:
    """What there is to tell of this learner."""
    profile = tables.profile(db, learner)
    goals = [goal for goal in tables.goals(db, learner) if not goal.done]
    goals.sort(key=lambda goal: (goal.date is None, goal.date, goal.place))
    return Told(profile, tuple(goals), tuple(tables.facts(db, learner)) if profile.remembers else ())


def lines(told: Told) -> list[Line]:
    """The sentences about the learner, each with the field it comes from, in the order of the prompt."""
    said = told.profile
    made = [
        Line("called", f"Call them {_quoted(said.called)}.") if said.called else None,
        Line("level", f"Their level: {_quoted(said.level)}.") if said.level else None,
        Line("interests", f"They like {_quoted(said.interests)}: take examples from it.") if said.interests else None,
        *(Line("goals", _goal(goal)) for goal in told.goals[:MOST_GOALS]),
        Line("language", f"Answer in this language: {_quoted(said.language)}.") if said.language else None,
        Line("reading", f"{_READING[said.reading]} {_UNCHANGED}") if said.reading else None,
        Line("length", _LENGTH[said.length]) if said.length else None,
        Line("manner", _MANNER[said.manner]) if said.manner else None,
        *(Line("needs", _NEEDS[need]) for need in said.needs),
    ]
    return [line for line in made if line is not None]


def about(told: Told) -> str:
    """The part of the prompt about the learner, on one line; empty where nothing was said."""
    sentences = " ".join(line.words for line in lines(told))
    return f"{ABOUT}{sentences}" if sentences else ""


def remembered(facts: Iterable[Fact]) -> str:
    """The part of the prompt with these facts, on one line; empty without any."""
    sentences = "; ".join(_quoted(fact.words) for fact in facts)
    return f"{REMEMBERED}{sentences}." if sentences else ""


def chosen(told: Told, first: str, fits: Callable[[str], bool] = bool) -> list[Fact]:
    """The facts that a chat is told of, oldest first: those that share words with what it began with, then the newest.

    first: the first turn of the chat, which stays the same, so that the beginning of its prompt does, too. fits: tells
    whether that part of a prompt has room. A new fact stands after the others for the same reason.
    """
    wanted = set(stems(first))
    order = sorted(told.facts, key=lambda fact: -len(wanted.intersection(stems(fact.words))))[:MOST_FACTS]
    while order and not fits(remembered(order)):
        order.pop()
    newest = {fact.id: place for place, fact in enumerate(told.facts)}
    return sorted(order, key=lambda fact: -newest[fact.id])


def parts(told: Told, facts: Sequence[Fact]) -> list[str]:
    """Both parts, without those that say nothing."""
    return [part for part in (about(told), remembered(facts)) if part]


def _goal(goal: Goal) -> str:
    by = f" by {goal.date}" if goal.date else ""
    return f"They work towards {_quoted(goal.words)}{by}."


def _quoted(text: str) -> str:
    """What the learner wrote, on one line, in quotation marks that it cannot close."""
    return f"“{one_line(text).translate(_QUOTES)}”"
