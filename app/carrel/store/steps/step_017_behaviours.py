"""Schema 17: behaviours with their versions, and which of them courses and chats name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_017_behaviours(db: Database) -> None:
    """A person's own behaviours; each change keeps the former text as a version.

    behaviour.name: unique among those that were not removed. course.behaviour: a name; empty for none.
    conversation.behaviour: a name; empty for none, null for what its course says.
    behaviour_draft: what is being written and is not a version yet, sound or not.
    """
    db.executescript("""
        create table behaviour (
            id text primary key,
            name text not null,
            deleted text
        ) strict, without rowid;
        create unique index behaviour_name on behaviour (name) where deleted is null;

        create table behaviour_version (
            behaviour text not null references behaviour (id) on delete cascade,
            number integer not null,
            text text not null,
            created text not null, created_zone integer not null, created_day text not null,
            primary key (behaviour, number)
        ) strict, without rowid;

        create table behaviour_draft (
            name text primary key,
            text text not null
        ) strict, without rowid;

        alter table course add column behaviour text not null default '';
        alter table conversation add column behaviour text;
    """)
