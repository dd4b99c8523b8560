"""Examples of better replies in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.text import clean
from carrel.examples.model import Correction, Example
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


def keep(db: Database, correction: Correction) -> None:
    """Keep what a person would have said."""
    db["correction"].insert(
        {
            "id": correction.id,
            "message": correction.message,
            "context": clean(correction.context),
            "said": clean(correction.said),
            "better": clean(correction.better),
            **moment_row("created", correction.created),
        }
    )


def of_message(db: Database, message: str) -> list[Correction]:
    """What was said in place of this reply, oldest first."""
    rows = db.query("select * from correction where message = ? order by number", (message,))
    return [
        Correction(row["id"], row["message"], row["context"], row["said"], row["better"], moment_from(row))
        for row in rows
    ]


def corrected(db: Database, conversation: str) -> frozenset[str]:
    """The ids of the replies of this chat in whose place something else was said."""
    rows = db.execute(
        "select message from correction join message on message.id = correction.message where conversation = ?",
        (conversation,),
    )
    return frozenset(row[0] for row in rows)


def forget(db: Database, correction: str) -> None:
    """Take an example back."""
    db.execute("delete from correction where id = ?", (correction,))


def keep_example(db: Database, example: Example) -> None:
    """Keep what a person wrote in place of a draft."""
    row = {name: getattr(example, name) for name in ("id", "purpose", "key")}
    row |= {name: clean(getattr(example, name)) for name in ("context", "said", "better", "why")}
    db["example"].insert({**row, **moment_row("created", example.created)})


def of_purpose(db: Database, purpose: str, key: str, most: int) -> list[Example]:
    """The newest examples of this purpose, those of the same case first; at most so many."""
    rows = db.query(
        "select * from example where purpose = ? order by key = ? desc, number desc limit ?", (purpose, key, most)
    )
    names = ("id", "purpose", "key", "context", "said", "better", "why")
    return [Example(**{name: row[name] for name in names}, created=moment_from(row)) for row in rows]


def forget_example(db: Database, example: str) -> None:
    """Take an example back."""
    db.execute("delete from example where id = ?", (example,))
