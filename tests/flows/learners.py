"""Learners who never lived: tries drawn by chance, put into the store as practice would have kept them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt, Filed
from carrel.base.stamp import Moment, derived_id
from carrel.flows.kit import Kit
from carrel.progress import tables as progress
from carrel.progress.model import Flag
from carrel.progress.schedule import rating, reviewed

ZONES = (-660, -210, 0, 60, 330, 345, 840)
"""Local times, in minutes from UTC, from Samoa to Kiritimati."""


def tried(item: Filed, at: Moment, chance: random.Random, learner: str, number: int) -> Attempt:
    """A try at an item, right by chance."""
    verdict = chance.choices(("right", "wrong", "partly", "cant_tell"), (6, 3, 1, 0.5))[0]
    score = {"right": 1.0, "wrong": 0.0, "partly": round(chance.uniform(0.2, 0.8), 2), "cant_tell": 0.0}[verdict]
    level, nth = chance.choice((0, 0, 0, 1, 2, 4, 5)), chance.choice((1, 1, 1, 2))
    return Attempt(
        derived_id("try", learner, str(number)),
        at,
        item.id,
        item.kind,
        item.topic,
        item.skills,
        f"answer {number}",
        verdict,
        score,
        "Because.",
        "code",
        nth,
        level,
        level,
        nth == 1 and level == 0,
        round(chance.uniform(2, 180), 1),
        learner=learner,
    )


def live(
    kit: Kit, learner: str, seed: int, tries: int, *, items: int | None = None, until: datetime | None = None
) -> list[Attempt]:
    """Let a learner live: so many tries over some weeks, in one zone, at some of the items that are here."""
    chance = random.Random(seed)
    zone = timezone(timedelta(minutes=chance.choice(ZONES)))
    with kit.store.writing() as db:
        here = attempts.filed(db)
        pool = chance.sample(here, min(len(here), items or chance.randint(3, 12)))
        end = until or datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(minutes=345)))
        moments = sorted(end - timedelta(minutes=chance.uniform(5, 60 * 24 * 25)) for _try in range(tries))
        kept = []
        for number, at in enumerate(moments):
            one = tried(chance.choice(pool), Moment.of(at.astimezone(zone)), chance, learner, number)
            attempts.keep(db, one)
            card = progress.card(db, learner, one.item)
            rated = rating(one.verdict, one.help, is_new=card is None)
            if rated is not None and one.nth == 1:
                progress.keep_card(db, learner, reviewed(one.item, card, rated, one.created))
            kept.append(one)
        if kept and chance.random() < 0.5:
            flag = Flag(derived_id("flag", learner), kept[-1].skills[0], kept[-1].id, 10, 1, kept[-1].created)
            progress.raise_flag(db, learner, flag)
    return kept
