"""Where a practice stands, as every face shows it: nothing in it answers an item before its time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from carrel.assessment.attempts import tables
from carrel.assessment.attempts.effort import real_tries, wanted_tries
from carrel.assessment.attempts.model import Attempt, Practice, Scope
from carrel.assessment.attempts.showing import Shown, shown
from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.model import Answer, Item
from carrel.base.stamp import Moment
from carrel.flows import evidence
from carrel.flows.ladder import TRIES, Hint, Recap, ladder, reading_seconds, recap, solution, wrong_idea
from carrel.progress.schedule import instant

if TYPE_CHECKING:
    from carrel.store.db import Database

LONGEST_S = 3600.0
"""Nobody thinks longer about an item than this, in seconds: whoever does has gone away."""

Help = Literal["hints", "solution", "feedback", "talk"]
ALL_HELP: tuple[Help, ...] = ("hints", "solution", "feedback", "talk")

WAY_OUT = 2
"""After so many real tries the solution may be asked for."""


@dataclass(frozen=True)
class PointSaid:
    """A point that an open answer was to make. found: present, absent or cant_tell; evidence: the learner's words.

    says: what the point is; empty until the item has ended and may be looked back on.
    """

    found: str
    evidence: str
    says: str = ""


@dataclass(frozen=True)
class Said:
    """What was said of the last try; attempt: its id, for contesting. contested: why the learner disagrees.

    answer: what was tried, as it was given. idea: the wrong idea it shows, as the lesson calls it. points: of an open
    answer.
    """

    attempt: str
    verdict: str
    score: float
    why: str
    by: str
    misconception: str | None
    contested: str | None
    answer: Answer = ""
    idea: str = ""
    points: tuple[PointSaid, ...] = ()


@dataclass(frozen=True)
class Standing:
    """A session as it is shown.

    number, wanted: which item this is, of how many. tried, level: the tries and the help level so far. hints: those
    that were taken. said: of the last try. settled: how the item ended (right, shown, moved_on), empty while it is
    open. solution: empty until the item has ended and may be looked back on. hint_in: the seconds until the next hint
    may be taken; None while there is none to take: an attempt comes first, or the ladder has ended.
    may_give_up: whether the solution may be asked for. recap: another approach, when this one went in circles.
    next_rung: what the next step of help is; empty where there is none. spent: the seconds that a timed session took so
    far. allowed: the help that may be had at all; less than ALL_HELP where a teacher set it so.
    """

    session: str
    scope: Scope
    state: str
    number: int
    wanted: int
    timed: bool
    item: Shown | None = None
    tried: int = 0
    level: int = 0
    hints: tuple[Hint, ...] = ()
    said: Said | None = None
    settled: str = ""
    solution: str = ""
    hint_in: float | None = None
    may_give_up: bool = False
    recap: Recap | None = None
    next_rung: str = ""
    spent: float = 0.0
    allowed: tuple[Help, ...] = ALL_HELP

    def obeying(self, allowed: tuple[Help, ...]) -> Standing:
        """The same with no more help than this in reach."""
        now = replace(self, allowed=allowed)
        if "hints" not in allowed:
            now = replace(now, next_rung="", hint_in=None, recap=None)
        if "solution" not in allowed:
            ends = now.next_rung == "solution"
            now = replace(now, may_give_up=False, next_rung="" if ends else now.next_rung)
        return now


def standing(db: Database, practice: Practice, now: Moment) -> Standing:
    """Where the session stands; raises PracticeMissing when its item is gone, and ItemRefused."""
    about = (
        practice.id,
        practice.scope,
        practice.state,
        len(practice.seen),
        how_many(db, practice, now),
        practice.timed,
    )
    if practice.item is None or practice.state != "open":
        return Standing(*about)
    item = item_from(json.loads(tables.body(db, practice.item)))
    tries = at_this_showing(db, practice)
    steps = ladder(db, practice.item)
    unlocked = practice.settled in {"right", "shown"}
    step = next_step(steps, practice)
    return Standing(
        *about,
        shown(item, practice.seed),
        practice.tried,
        practice.level,
        taken(steps, practice),
        _said(db, item, tries[-1], unlocked=unlocked) if tries else None,
        practice.settled,
        solution(item) if unlocked else "",
        hint_in(item, steps, practice, tries, now),
        may_give_up(item, practice, tries),
        recap(db, practice.learner, practice.recap) if practice.recap is not None else None,
        step.rung if step is not None and not practice.timed and not practice.settled else "",
        _spent(db, practice, tries, now) if practice.timed else 0.0,
    )


def how_many(db: Database, practice: Practice, now: Moment) -> int:
    """Of how many items the session is; a review is no longer than what is due at this moment."""
    if practice.scope != "due":
        return practice.wanted
    due = sum(card.item != practice.item for card in evidence.due(db, practice.learner, now))
    return min(practice.wanted, len(practice.seen) + due)


def at_this_showing(db: Database, practice: Practice) -> list[Attempt]:
    """The tries at the item that lies open, oldest first."""
    here = [one for one in tables.attempts_in(db, practice.id) if one.item == practice.item]
    return here[len(here) - practice.tried :]


def taken(steps: Sequence[Hint], practice: Practice) -> tuple[Hint, ...]:
    """The hints that were taken; the solution is none of them."""
    return tuple(step for step in steps if step.level <= practice.level and step.rung != "solution")


def next_step(steps: Sequence[Hint], practice: Practice) -> Hint | None:
    """The next step of the ladder."""
    return next((step for step in steps if step.level > practice.level), None)


def hint_in(
    item: Item, steps: Sequence[Hint], practice: Practice, tries: Sequence[Attempt], now: Moment
) -> float | None:
    """The seconds until the next step may be taken; None while it may not be taken at all."""
    step = next_step(steps, practice)
    if step is None or not tries or practice.timed or practice.settled:
        return None
    if real_tries(item, (one.answer for one in tries)) < wanted_tries(item, TRIES[step.level]):
        return None
    return still_reading(steps, practice, now)


def still_reading(steps: Sequence[Hint], practice: Practice, now: Moment) -> float:
    """The seconds for which the last hint is still to be read; a clock that was put back does not lengthen them."""
    hints = taken(steps, practice)
    if not hints or practice.helped is None:
        return 0.0
    passed = (instant(now.utc) - instant(practice.helped)).total_seconds()
    return max(0.0, reading_seconds(hints[-1].text) - passed) if passed >= 0 else 0.0


def may_give_up(item: Item, practice: Practice, tries: Sequence[Attempt]) -> bool:
    """Whether there were enough real tries for a way out."""
    if practice.timed or practice.settled:
        return False
    return real_tries(item, (one.answer for one in tries)) >= wanted_tries(item, WAY_OUT)


def _said(db: Database, item: Item, attempt: Attempt, *, unlocked: bool) -> Said:
    named = attempt.misconception
    return Said(
        attempt.id,
        attempt.verdict,
        attempt.score,
        attempt.why,
        attempt.by,
        named,
        attempt.contested,
        attempt.answer,
        wrong_idea(db, attempt.topic, named) if named else "",
        _points(item, attempt.answer, unlocked=unlocked) if item.points and attempt.answer else (),
    )


def _points(item: Item, answer: Answer, *, unlocked: bool) -> tuple[PointSaid, ...]:
    """Each point, found again in the same words: the same answer gives the same points."""
    found = mark(item, answer).points
    says = {point.id: point.says if unlocked else "" for point in item.points}
    return tuple(PointSaid(one.found, one.evidence, says[one.id]) for one in found)


def _spent(db: Database, practice: Practice, tries: Sequence[Attempt], now: Moment) -> float:
    """The time that tries took, and the time since the last one while an item lies open."""
    spent = sum(one.seconds for one in tables.attempts_in(db, practice.id))
    began = tries[-1].created if tries else practice.shown
    if practice.settled or began is None:
        return spent
    return spent + min(LONGEST_S, max(0.0, (instant(now.utc) - instant(began.utc)).total_seconds()))
