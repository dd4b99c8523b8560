"""Whole chats out of the store and into it, every branch at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from carrel.conversations import search
from carrel.conversations.model import Conversation, Message
from carrel.conversations.rows import conversation_row, message_from, message_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_AT_ONCE = 500


def all_conversations(db: Database, course: str | None = None) -> list[str]:
    """The ids of the chats that are not deleted, of one course or all, the first begun first."""
    where = "deleted is null" if course is None else "course = :course and deleted is null"
    rows = db.query(f"select id from conversation where {where} order by created, id", {"course": course})
    return [row["id"] for row in rows]


def all_messages(db: Database, conversation: str) -> list[Message]:
    """Every message of the chat that can be seen, on all branches, in the order of making."""
    rows = db.query("select * from message where conversation = ? and not hidden order by number", (conversation,))
    return [message_from(row) for row in rows]


def put(db: Database, conversation: Conversation, messages: Sequence[Message]) -> None:
    """Keep a chat that comes from elsewhere, with its times, its branches and its head as they are.

    Each message stands after its parent, and the head is one of them; nothing checks that here.
    """
    db["conversation"].insert(conversation_row(conversation))
    search.learn(db, "conversation", conversation.id, conversation.title)
    rows = [message_row(message) for message in messages]
    if rows:
        columns = list(rows[0])
        places = ", ".join(f":{column}" for column in columns)
        db.conn.executemany(f"insert into message ({', '.join(columns)}) values ({places})", rows)
    for message in messages:
        search.learn(db, "message", message.id, message.text)
    db.execute("update conversation set head = ? where id = ?", (conversation.head, conversation.id))


def known_ids(db: Database, table: Literal["conversation", "message", "summary"], ids: Sequence[str]) -> set[str]:
    """Which of the ids the store already has in this table, deleted or not."""
    found: set[str] = set()
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        rows = db.query(f"select id from {table} where id in ({', '.join('?' * len(some))})", some)
        found.update(row["id"] for row in rows)
    return found
