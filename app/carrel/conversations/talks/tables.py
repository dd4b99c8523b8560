"""Which chats are talks about questions of practice, in the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from carrel.conversations.talks.model import Talk

if TYPE_CHECKING:
    from sqlite_utils import Database


def keep(db: Database, talk: Talk) -> None:
    """Keep what a chat is a talk about; an older one about the same, which was deleted, stays apart all the same."""
    db.execute("update talk set practice = null, nth = null where practice = ? and nth = ?", (talk.practice, talk.nth))
    db.execute(
        "insert into talk (conversation, practice, nth, item) values (?, ?, ?, ?)",
        (talk.conversation, talk.practice, talk.nth, talk.item),
    )


def talk(db: Database, conversation: str) -> Talk | None:
    """What this chat is a talk about; None for an ordinary one."""
    rows = db.execute("select conversation, practice, nth, item from talk where conversation = ?", (conversation,))
    return next((Talk(*row) for row in rows), None)


def about(db: Database, practice: str, nth: int) -> str | None:
    """The chat in which this item of the session, counted from 1, is talked about; not one that was deleted."""
    rows = db.execute(
        """select talk.conversation from talk join conversation on conversation.id = talk.conversation
           where practice = ? and nth = ? and conversation.deleted is null""",
        (practice, nth),
    )
    return next((str(row[0]) for row in rows), None)


def about_any(db: Database, practices: Sequence[str]) -> list[Talk]:
    """The talks about items of these sessions, oldest first; not those that were deleted."""
    rows = db.execute(
        """select talk.conversation, practice, nth, item from talk
           join conversation on conversation.id = talk.conversation
           where practice in (select value from json_each(?)) and conversation.deleted is null
           order by conversation.number""",
        (json.dumps(list(practices)),),
    )
    return [Talk(*row) for row in rows]
