"""Attached texts in the store, and what they hang on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from carrel.attachments.model import Attachment, Owner
from carrel.base.text import clean
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

    from carrel.store.connect import Connection

_HANGING_ON = {
    "message": "attached.message is :owner",
    "course": "attached.course is :owner",
    "draft": "attached.draft is :owner and attached.message is null and attached.course is null",
}


def attach(db: Database, attachment: Attachment, kind: Owner, owner: str | None) -> None:
    """Keep a text and hang it on its owner; None is the draft of a chat that has not begun."""
    db["attachment"].insert(
        {
            "id": attachment.id,
            "name": clean(attachment.name),
            "text": clean(attachment.text),
            "document": attachment.document,
            **moment_row("created", attachment.created),
        }
    )
    hang(db, attachment.id, kind, owner)


def hang(db: Database, attachment: str, kind: Owner, owner: str | None) -> None:
    """Hang a kept text on one more owner."""
    db["attached"].insert({"attachment": attachment, kind: owner})


def kept(db: Database, attachment: str) -> Attachment | None:
    """The text with this id, whatever it hangs on; None when there is none."""
    return next((_attachment(row) for row in db.query("select * from attachment where id = ?", (attachment,))), None)


def of(db: Database, kind: Owner, owner: str | None) -> list[Attachment]:
    """What hangs on the owner, in the order of attaching."""
    rows = db.query(
        f"""select attachment.* from attached join attachment on attachment.id = attached.attachment
            where {_HANGING_ON[kind]} order by attached.number""",
        {"owner": owner},
    )
    return [_attachment(row) for row in rows]


def of_messages(db: Database, messages: Sequence[str]) -> dict[str, tuple[Attachment, ...]]:
    """What hangs on each of the messages that have something."""
    found: dict[str, tuple[Attachment, ...]] = {}
    for start in range(0, len(messages), 500):
        some = messages[start : start + 500]
        rows = db.query(
            f"""select attached.message as owner, attachment.* from attached
                join attachment on attachment.id = attached.attachment
                where attached.message in ({", ".join("?" * len(some))}) order by attached.number""",
            some,
        )
        for row in rows:
            found[row["owner"]] = (*found.get(row["owner"], ()), _attachment(row))
    return found


def send(db: Database, draft: str | None, message: str) -> None:
    """What was attached to a draft hangs on the turn from now on."""
    db.execute(
        f"update attached set message = :message, draft = null where {_HANGING_ON['draft']}",
        {"message": message, "owner": draft},
    )


def share(db: Database, old: str, new: str) -> None:
    """What hangs on one turn hangs on another one as well."""
    db.execute(
        """insert into attached (attachment, message)
           select attachment, ? from attached where message = ? order by number""",
        (new, old),
    )


def take_off(db: Database, attachment: str, kind: Owner, owner: str | None) -> None:
    """Take a text off its owner; it is deleted when it hangs on nothing else."""
    values = {"attachment": attachment, "owner": owner}
    db.execute(f"delete from attached where attachment = :attachment and {_HANGING_ON[kind]}", values)
    db.execute(
        """delete from attachment where id = :attachment
           and not exists (select 1 from attached where attached.attachment = :attachment)""",
        {"attachment": attachment},
    )


def sweep(db: Connection | Database) -> frozenset[str]:
    """Delete texts that hang on nothing; returns the ids of the documents that the others are made of."""
    db.execute("delete from attachment where id not in (select attachment from attached)")
    rows = db.execute("select distinct document from attachment where document is not null")
    return frozenset(row[0] for row in rows)


def _attachment(row: Mapping[str, Any]) -> Attachment:
    return Attachment(row["id"], row["name"], row["text"], moment_from(row), row["document"])
