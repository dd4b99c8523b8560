"""Schema 9: which chats are the talk about an item that is practised."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_009_talks(db: Database) -> None:
    """A talk: a chat that is kept apart from the others, because its item decides what may be said in it.

    practice, nth: the session, and which of its items; both are empty for a question that was asked for hints alone.
    """
    db.executescript("""
        create table talk (
            conversation text primary key references conversation (id) on delete cascade,
            practice text,
            nth integer,
            item text
        ) strict, without rowid;
        create unique index talk_of_item on talk (practice, nth);
    """)
