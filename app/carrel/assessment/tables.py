"""Items, and wishes for items, in the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from carrel.assessment.model import QuizWish
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


def wish(db: Database, wished: QuizWish) -> None:
    """Keep the wish; a second one for the same reply changes nothing."""
    row = {"message": wished.message, **moment_row("created", wished.created)}
    db["quiz_wish"].insert(row, ignore=True)


def unwish(db: Database, message: str) -> None:
    """Take the wish back."""
    db.execute("delete from quiz_wish where message = ?", (message,))


def wished(db: Database, conversation: str) -> frozenset[str]:
    """The ids of the replies of this chat that somebody wants to be quizzed on."""
    rows = db.execute(
        "select message from quiz_wish join message on message.id = quiz_wish.message where conversation = ?",
        (conversation,),
    )
    return frozenset(row[0] for row in rows)


def wishes(db: Database) -> list[QuizWish]:
    """All wishes, oldest first."""
    rows = db.query("select * from quiz_wish order by created, message")
    return [QuizWish(row["message"], moment_from(row)) for row in rows]


def keep(db: Database, item: str, kind: str, topic: str, pack: str | None, body: str) -> None:
    """Keep an item as JSON (formats.md); one with the same id keeps its number, and changes."""
    db.execute(
        """insert into item (id, kind, topic, pack, body) values (?, ?, ?, ?, ?) on conflict (id) do update
           set kind = excluded.kind, topic = excluded.topic, pack = excluded.pack, body = excluded.body""",
        (item, kind, topic, pack, body),
    )


def bodies(db: Database, topic: str) -> list[str]:
    """The items of a topic as JSON, in the order of their ids."""
    return [row[0] for row in db.execute("select body from item where topic = ? order by id", (topic,))]


def count(db: Database, pack: str) -> int:
    """How many items a pack has."""
    return int(db.execute("select count(*) from item where pack = ?", (pack,)).fetchone()[0])


def forget(db: Database, pack: str, kept: Sequence[str]) -> None:
    """Take the items of a pack away, but these."""
    db.execute(
        "delete from item where pack = ? and id not in (select value from json_each(?))", (pack, json.dumps(list(kept)))
    )
