"""Which chats are talks about questions of practice, in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.conversations.talks.model import Talk

if TYPE_CHECKING:
    from sqlite_utils import Database


def keep(db: Database, talk: Talk) -> None:
    """Keep what a chat is a talk about."""
    db.execute(
        "insert into talk (conversation, practice, nth, item) values (?, ?, ?, ?)",
        (talk.conversation, talk.practice, talk.nth, talk.item),
    )


def talk(db: Database, conversation: str) -> Talk | None:
    """What this chat is a talk about; None for an ordinary one."""
    rows = db.execute("select conversation, practice, nth, item from talk where conversation = ?", (conversation,))
    return next((Talk(*row) for row in rows), None)


def about(db: Database, practice: str, nth: int) -> str | None:
    """The chat in which this item of the session, counted from 1, is talked about."""
    rows = db.execute("select conversation from talk where practice = ? and nth = ?", (practice, nth))
    return next((str(row[0]) for row in rows), None)
