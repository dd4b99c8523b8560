"""Counts a learner's progress a second time, from the rows of the store and in other ways than Carrel does (P41)."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from carrel.base.stamp import Moment

SAID = tomllib.loads(Path("resources/progress/mastery.toml").read_text(encoding="utf-8"))
REVIEW = 2
"""How the library fsrs writes the state of a card that comes back after days."""


@dataclass
class Skill:
    """What a calculator finds about a skill."""

    unaided: list[tuple[str, float]] = field(default_factory=list)
    right: int = 0
    others: int = 0
    others_right: int = 0
    helped: int = 0
    helped_right: int = 0
    rows: int = 0
    due: str | None = None
    due_now: int = 0


@dataclass
class Report:
    """What a calculator finds about a learner."""

    skills: dict[str, Skill]
    seconds: dict[str, float]
    tries: dict[str, int]
    ahead: dict[str, int]
    due: int


def report(db: Any, learner: str, now: Moment) -> Report:
    """The report of this learner at this moment."""
    skills: dict[str, Skill] = defaultdict(Skill)
    seconds: dict[str, float] = defaultdict(float)
    tries: dict[str, int] = defaultdict(int)
    asked: dict[str, set[str]] = defaultdict(set)
    for number, item, kind, verdict, score, level, nth, spent, day in db.execute(
        "select number, item, kind, verdict, score, help, nth, seconds, created_day from attempt "
        "where learner = ? order by number",
        (learner,),
    ).fetchall():
        seconds[day] += spent
        tries[day] += 1
        for (skill,) in db.execute("select skill from attempt_skill where attempt = ?", (number,)).fetchall():
            asked[item].add(skill)
            _count(skills[skill], kind, verdict, score, level, nth)
    here = {item: json.loads(body) for item, body in db.execute("select id, body from item").fetchall()}
    ahead: dict[str, int] = defaultdict(int)
    due = 0
    for item, card, at, last in db.execute(
        "select item, card, due, last from review_card where learner = ?", (learner,)
    ).fetchall():
        day, is_due = _comes(json.loads(card), at, last, now)
        for skill in {*asked[item], *here.get(item, {}).get("skills", ())}:
            found = skills[skill]
            found.due = min(found.due or "9999", day)
            found.due_now += is_due
        if item in here:
            due += is_due
            ahead[now.day if is_due else max(now.day, day)] += 1
    return Report(dict(skills), dict(seconds), dict(tries), dict(ahead), due)


def _count(skill: Skill, kind: str, verdict: str, score: float, level: int, nth: int) -> None:
    skill.rows += 1
    if verdict == "cant_tell":
        return
    if level:
        skill.helped += 1
        skill.helped_right += verdict == "right"
    if nth == 1 and not level:
        skill.unaided.append((kind, score))
        skill.right += verdict == "right"
    else:
        skill.others += 1
        skill.others_right += verdict == "right"


def _comes(card: dict[str, Any], at: str, last: str, now: Moment) -> tuple[str, bool]:
    """The study day on which a card comes back, where the learner is now; and whether that is now."""
    there = datetime.fromisoformat(at).astimezone(UTC) + timedelta(minutes=now.zone, hours=-4)
    day = there.date().isoformat()
    passed = datetime.fromisoformat(at) <= datetime.fromisoformat(now.utc)
    return day, passed or last > now.utc or (card["state"] == REVIEW and day <= now.day)


def known(unaided: list[tuple[str, float]]) -> tuple[float, float, float]:
    """How likely a skill is known, at least and at most: Bayes' rule in odds, not in shares as Carrel has it."""
    ranges = [(SAID[name]["value"], SAID[name]["low"], SAID[name]["high"]) for name in ("known", "learn", "slip")]
    best = _traced(unaided, *(value for value, _low, _high in ranges))
    corners = [_traced(unaided, *corner) for corner in product(*((low, high) for _value, low, high in ranges))]
    return best, min(best, *corners), max(best, *corners)


def _traced(unaided: list[tuple[str, float]], p: float, learn: float, slip: float) -> float:
    for kind, score in unaided:
        guess = SAID["guess"].get(kind, SAID["guess"]["other"])
        odds = p / (1 - p)
        if_right, if_wrong = odds * (1 - slip) / guess, odds * slip / (1 - guess)
        after = score * if_right / (1 + if_right) + (1 - score) * if_wrong / (1 + if_wrong)
        p = after + learn - after * (learn + SAID["forget"]["value"])
    return p
