"""Made items in the store, each with what it was made from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from carrel.assessment import tables
from carrel.assessment.items import to_json
from carrel.assessment.making.model import Made
from carrel.base.stamp import Moment
from carrel.store.moments import moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True)
class Origin:
    """What an item was made from: the id of a document or of a reply. content: tells whether a document is the same."""

    document: str | None = None
    message: str | None = None
    content: str = ""


@dataclass(frozen=True)
class Kept:
    """Where a made item comes from: its origin, the span in the part, and who made it."""

    origin: Origin
    part: int
    first: int
    last: int
    by: Literal["code", "model"]


def keep(db: Database, made: Made, origin: Origin, moment: Moment) -> None:
    """Keep the item with what it stands on; the same one again changes nothing but that."""
    body = json.dumps(to_json(made.item), ensure_ascii=False)
    tables.keep(db, made.item.id, made.item.kind, "", None, body)
    db.execute(
        "update item set document = ?, message = ? where id = ?", (origin.document, origin.message, made.item.id)
    )
    span = {"part": made.sentence.part, "first": made.sentence.first, "last": made.sentence.last}
    row = {"item": made.item.id, **span, "by": made.by, "content": origin.content, **moment_row("created", moment)}
    db["made"].insert(row, replace=True)


def kept(db: Database, item: str) -> Kept | None:
    """What a made item stands on; None for an item that a person wrote."""
    rows = db.execute(
        """select document, message, content, part, first, last, by
           from item join made on made.item = item.id where item.id = ?""",
        (item,),
    )
    return next((Kept(Origin(*row[:3]), *row[3:]) for row in rows), None)


def forget(db: Database, item: str) -> None:
    """Take this made item away, by its id; tries at it are kept. An item that a person wrote stays."""
    db.execute("delete from item where id = ? and id in (select item from made)", (item,))


def forget_of(db: Database, message: str) -> None:
    """Take away the items that were made from this reply; tries at them are kept."""
    db.execute("delete from item where message = ?", (message,))


def forget_others(db: Database, document: str, content: str) -> None:
    """Take away the items that were made from this document when it had other bytes."""
    db.execute(
        "delete from item where document = ? and id in (select item from made where content <> ?)", (document, content)
    )
