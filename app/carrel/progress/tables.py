"""Review cards and flags in the store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carrel.base.stamp import Moment
from carrel.progress.model import Flag, ReviewCard
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


def keep_card(db: Database, learner: str, card: ReviewCard) -> None:
    """Keep the card of an item, in place of the one before."""
    db.execute(
        """insert into review_card (learner, item, card, due, last) values (?, ?, ?, ?, ?) on conflict (learner, item)
           do update set card = excluded.card, due = excluded.due, last = excluded.last""",
        (learner, card.item, card.card, card.due, card.last),
    )


def card(db: Database, learner: str, item: str) -> ReviewCard | None:
    """The card of this item, if it has one."""
    rows = db.query("select * from review_card where learner = ? and item = ?", (learner, item))
    return next((_card(row) for row in rows), None)


def cards(db: Database, learner: str) -> list[ReviewCard]:
    """All cards of the learner, due first."""
    return [
        _card(row) for row in db.query("select * from review_card where learner = ? order by due, item", (learner,))
    ]


def raise_flag(db: Database, learner: str, flag: Flag) -> None:
    """Keep a flag that says where somebody is stuck."""
    because = json.dumps({"attempt": flag.attempt, "tries": flag.tries, "best_run": flag.best_run})
    row = {"id": flag.id, "learner": learner, "skill": flag.skill, "kind": "stuck", "because": because}
    db["flag"].insert({**row, **moment_row("created", flag.created)})


def end_flags(db: Database, learner: str, skill: str, moment: Moment) -> None:
    """Put the flags on this skill down."""
    db.execute(
        "update flag set ended = ? where learner = ? and skill = ? and ended is null", (moment.utc, learner, skill)
    )


def flags(db: Database, learner: str) -> list[Flag]:
    """All flags of the learner, those that were put down as well, oldest first."""
    return [_flag(row) for row in db.query("select * from flag where learner = ? order by number", (learner,))]


def _card(row: dict[str, Any]) -> ReviewCard:
    return ReviewCard(row["item"], row["card"], row["due"], row["last"])


def _flag(row: dict[str, Any]) -> Flag:
    because = json.loads(row["because"])
    return Flag(row["id"], row["skill"], **because, created=moment_from(row), ended=row["ended"])
