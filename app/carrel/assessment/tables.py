"""Wishes for items in the store."""

from __future__ import annotations

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
