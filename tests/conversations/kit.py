"""What the tests of chats share: short ways to fill one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.stamp import Stamp
from carrel.conversations import tables
from carrel.conversations.model import Conversation, Message, State

if TYPE_CHECKING:
    from sqlite_utils import Database


def chat(db: Database, stamp: Stamp, title: str = "") -> str:
    """A new chat; returns its id."""
    identity = stamp.new_id()
    tables.create_conversation(db, Conversation(identity, stamp.now(), stamp.now(), title=title))
    return identity


def say(
    db: Database, stamp: Stamp, conversation: str, parent: str | None, text: str = "", *, state: State = "complete"
) -> str:
    """A new message after the parent: a person's first, then in turns; returns its id."""
    role = tables.get_message(db, parent).role if parent else "assistant"
    message = Message(
        id=stamp.new_id(),
        conversation=conversation,
        parent=parent,
        role="assistant" if role == "user" else "user",
        text=text,
        created=stamp.now(),
        state=state,
    )
    tables.add_message(db, message)
    return message.id


def shown(db: Database, conversation: str) -> list[str]:
    """The ids of the branch that is shown."""
    return [message.id for message in tables.thread(db, conversation)]


def everything(db: Database) -> list[tuple[object, ...]]:
    """Every row of both tables."""
    return [
        *db.execute("select * from conversation order by number").fetchall(),
        *db.execute("select * from message order by number").fetchall(),
    ]
