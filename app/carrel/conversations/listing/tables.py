"""The list of chats in the store, page by page, and changes to many chats in one statement."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from carrel.base.stamp import Moment
from carrel.conversations.model import Listed

if TYPE_CHECKING:
    from sqlite_utils import Database

_ORDER = "order by pinned desc, updated desc, number desc"
_LISTED = """conversation.deleted is null and not exists
    (select 1 from talk where talk.conversation = conversation.id and talk.item is not null)"""
"""A talk about an item that is practised is found by search, and stands under its item, but in no list."""

_AMONG = "id in (select value from json_each(:ids))"


def listed(db: Database, limit: int, course: str | None = None, after: Listed | None = None) -> list[Listed]:
    """The chats that are not deleted, of one course or all: pinned ones first, then the one last written in.

    after: the line behind which to go on; what was read before is not read again.
    """
    where = _LISTED if course is None else f"course = :course and {_LISTED}"
    values: dict[str, object] = {"limit": limit, "course": course}
    if after is not None:
        where += " and (pinned, updated, number) < (:pinned, :updated, :number)"
        values |= {"pinned": int(after.pinned), "updated": after.updated, "number": after.number}
    rows = db.execute(
        f"""select id, title, pinned, course, updated_day, updated, number from conversation
            where {where} {_ORDER} limit :limit""",
        values,
    )
    return [
        Listed(id_, title, bool(pinned), held, day, updated, number)
        for id_, title, pinned, held, day, updated, number in rows.fetchall()
    ]


def cut_off(db: Database, limit: int, since: str) -> list[tuple[Listed, str]]:
    """The chats whose last reply was cut off, the latest first, each with the id of that reply.

    since: only those that were written in on this study day (YYYY-MM-DD) or later.
    """
    rows = db.execute(
        f"""select conversation.id, title, pinned, course, conversation.updated_day, conversation.updated,
                   conversation.number, message.id
            from conversation join message on message.id = conversation.head
            where {_LISTED} and message.role = 'assistant' and message.state = 'interrupted'
              and conversation.updated_day >= ?
            order by conversation.updated desc, conversation.number desc limit ?""",
        (since, limit),
    )
    return [
        (Listed(id_, title, bool(pinned), course, day, updated, number), reply)
        for id_, title, pinned, course, day, updated, number, reply in rows.fetchall()
    ]


def ids(db: Database, course: str | None = None) -> list[str]:
    """The ids of all chats that are listed."""
    where = _LISTED if course is None else f"course = :course and {_LISTED}"
    return [row[0] for row in db.execute(f"select id from conversation where {where} {_ORDER}", {"course": course})]


def counts(db: Database) -> dict[str | None, int]:
    """How many chats each course has; under None those in no course."""
    rows = db.execute(f"select course, count(*) from conversation where {_LISTED} group by course")
    return dict(rows.fetchall())


def empty_ids(db: Database) -> list[str]:
    """The ids of the chats in which there is neither a message that can be seen nor a draft."""
    rows = db.execute(
        """select id from conversation as chat where deleted is null and draft = ''
             and not exists (select 1 from message where message.conversation = chat.id and not hidden)"""
    )
    return [row[0] for row in rows.fetchall()]


def delete(db: Database, conversations: Sequence[str], moment: Moment) -> list[str]:
    """Hide the chats; the ids of those that were not hidden before."""
    return _changed(db, "deleted = :value", "deleted is null", conversations, moment.utc)


def undelete(db: Database, conversations: Sequence[str]) -> None:
    """Show deleted chats again."""
    _changed(db, "deleted = :value", "deleted is not null", conversations, None)


def pin(db: Database, conversations: Sequence[str], pinned: bool) -> list[str]:
    """Keep the chats at the top of the list, or no longer; the ids of those for which that is news."""
    return _changed(db, "pinned = :value", "pinned is not :value", conversations, int(pinned))


def places(db: Database, conversations: Sequence[str]) -> list[tuple[str, str | None, str | None]]:
    """For each chat its id, its course and the model chosen for it."""
    rows = db.execute(f"select id, course, model from conversation where {_AMONG}", {"ids": json.dumps(conversations)})
    return [(id_, course, model) for id_, course, model in rows.fetchall()]


def move(db: Database, conversations: Sequence[str], course: str | None) -> None:
    """Put the chats into a course, or out of any; each inherits what that one says, its model too."""
    _changed(db, "course = :value, model = null", "true", conversations, course)


def put_back(db: Database, places: Sequence[tuple[str, str | None, str | None]]) -> None:
    """Put each chat where `places` found it."""
    db.conn.executemany(
        "update conversation set course = ?, model = ? where id = ?",
        [(course, model, conversation) for conversation, course, model in places],
    )


def _changed(db: Database, change: str, where: str, conversations: Sequence[str], value: object) -> list[str]:
    values: Mapping[str, object] = {"ids": json.dumps(list(conversations)), "value": value}
    rows = db.execute(f"update conversation set {change} where {where} and {_AMONG} returning id", values)
    return [row[0] for row in rows.fetchall()]
