"""Profiles, goals and remembered facts in the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from carrel.base.show import one_line
from carrel.base.text import clean
from carrel.base.words import _
from carrel.learner.model import (
    LENGTHS,
    LONGEST_CALLED,
    LONGEST_FACT,
    LONGEST_GOAL,
    LONGEST_SAID,
    MANNERS,
    NEEDS,
    READINGS,
    Fact,
    FactMissing,
    Goal,
    GoalMissing,
    NotSaid,
    Profile,
    no_choice,
)
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


def profile(db: Database, learner: str) -> Profile:
    """What the learner said about themselves; empty when nothing was."""
    for row in db.query("select * from learner where id = ?", (clean(learner),)):
        return _profile(row)
    return Profile(learner=clean(learner))


def keep(db: Database, profile: Profile) -> None:
    """Keep what the learner says about themselves now, each text on one line and cut to what has room in a prompt.

    Raises NotSaid for a choice that does not exist.
    """
    for said, offered in (
        ((profile.reading,), READINGS),
        ((profile.length,), LENGTHS),
        ((profile.manner,), MANNERS),
        (profile.needs, NEEDS),
    ):
        if unknown := set(said) - set(offered):
            raise no_choice(min(unknown), [one for one in offered if one])
    db["learner"].upsert(
        {
            "id": clean(profile.learner),
            "called": _said(profile.called, LONGEST_CALLED),
            "level": _said(profile.level, LONGEST_SAID),
            "interests": _said(profile.interests, LONGEST_SAID),
            "language": _said(profile.language, LONGEST_SAID),
            "reading": profile.reading,
            "length": profile.length,
            "manner": profile.manner,
            "needs": json.dumps([need for need in NEEDS if need in profile.needs]),
            "remembers": int(profile.remembers),
        },
        pk="id",
    )


def learners(db: Database) -> list[str]:
    """The names of all learners that have a profile, goals or facts, without the empty one."""
    rows = db.execute(
        """select id from learner union select learner from goal union select learner from fact order by 1"""
    )
    return [str(name) for (name,) in rows if name]


def goals(db: Database, learner: str) -> list[Goal]:
    """The learner's goals in their order."""
    rows = db.query("select * from goal where learner = ? order by place, number", (clean(learner),))
    return [_goal(row) for row in rows]


def goal(db: Database, name: str) -> Goal:
    """The goal with this id; raises GoalMissing."""
    for row in db.query("select * from goal where id = ?", (clean(name),)):
        return _goal(row)
    raise GoalMissing(_("This goal is no longer there."), _("Add it again."))


def next_place(db: Database, learner: str) -> int:
    """The place after the learner's last goal."""
    row = db.execute("select coalesce(max(place) + 1, 0) from goal where learner = ?", (clean(learner),)).fetchone()
    return int(row[0])


def keep_goal(db: Database, goal: Goal) -> None:
    """Keep a goal, new, changed or put back; raises NotSaid when it has no words, or its day is none."""
    words = _said(goal.words, LONGEST_GOAL)
    if not words:
        raise NotSaid(_("A goal needs a few words."), _("Write what you work towards, or remove the goal."))
    db["goal"].upsert(
        {
            "id": goal.id,
            "learner": clean(goal.learner),
            "words": words,
            "date": day(goal.date),
            "about": _said(goal.about, LONGEST_SAID),
            "done": int(goal.done),
            "place": goal.place,
        },
        pk="id",
    )


def drop_goal(db: Database, name: str) -> Goal:
    """Delete a goal for good; returns what it was. Raises GoalMissing."""
    dropped = goal(db, name)
    db.execute("delete from goal where id = ?", (dropped.id,))
    return dropped


def day(said: str | None) -> str | None:
    """A day as YYYY-MM-DD, None where nothing is said; raises NotSaid for what is no day."""
    if not said:
        return None
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError as error:
        raise NotSaid(
            _("“{day}” is not a day.").format(day=one_line(said, 20)), _("Write it like this: 2027-06-30.")
        ) from error


def facts(db: Database, learner: str) -> list[Fact]:
    """What is remembered of this learner, newest first."""
    rows = db.query("select * from fact where learner = ? order by number desc", (clean(learner),))
    return [_fact(row) for row in rows]


def fact(db: Database, name: str) -> Fact:
    """The fact with this id; raises FactMissing."""
    for row in db.query("select * from fact where id = ?", (clean(name),)):
        return _fact(row)
    raise FactMissing(_("This is no longer remembered."), _("Let Carrel remember it again from the message."))


def remember(db: Database, fact: Fact) -> None:
    """Keep a fact; raises NotSaid when it has no words."""
    source = fact.message
    if source is not None and not db.execute("select 1 from message where id = ?", (source,)).fetchone():
        source = None
    db["fact"].insert(
        {
            "id": fact.id,
            "learner": clean(fact.learner),
            "words": fact_words(fact.words),
            "message": source,
            "by": fact.by,
            **moment_row("created", fact.created),
        }
    )


def reword(db: Database, name: str, words: str) -> None:
    """Say a fact in other words; raises FactMissing, NotSaid."""
    fact(db, name)
    db.execute("update fact set words = ?, by = 'person' where id = ?", (fact_words(words), name))


def forget(db: Database, name: str) -> Fact:
    """Delete a fact for good; returns what it was. Raises FactMissing."""
    forgotten = fact(db, name)
    db.execute("delete from fact where id = ?", (forgotten.id,))
    return forgotten


def fact_words(text: str) -> str:
    """The words of a fact as they are kept; raises NotSaid when there are none."""
    words = _said(text, LONGEST_FACT)
    if not words:
        raise NotSaid(_("There is nothing to remember yet."), _("Write one short sentence."))
    return words


def _said(text: str, most: int) -> str:
    return one_line(clean(text), most)


def _profile(row: Mapping[str, Any]) -> Profile:
    same = ("called", "level", "interests", "language", "reading", "length", "manner")
    return Profile(
        **{name: row[name] for name in same},
        needs=tuple(json.loads(row["needs"])),
        remembers=bool(row["remembers"]),
        learner=row["id"],
    )


def _goal(row: Mapping[str, Any]) -> Goal:
    same = ("id", "words", "date", "about", "place", "learner")
    return Goal(**{name: row[name] for name in same}, done=bool(row["done"]))


def _fact(row: Mapping[str, Any]) -> Fact:
    return Fact(row["id"], row["words"], row["message"], moment_from(row), row["by"], row["learner"])
