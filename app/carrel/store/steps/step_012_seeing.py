"""Schema 12: what a teacher put aside of what asks for attention in a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_012_seeing(db: Database) -> None:
    """Cases of a class that were dismissed or snoozed.

    id: of the case, which is made anew from the tries each time; the same case always has the same id. because: why it
    was dismissed. until: the study day on which a snoozed one is back; empty for one that was dismissed. tries: how
    many there were at it then. What is taken back is deleted.
    """
    db.executescript("""
        create table case_aside (
            classroom text not null references classroom (id) on delete cascade,
            id text not null,
            because text not null default '',
            until text not null default '',
            tries integer not null,
            created text not null, created_zone integer not null, created_day text not null,
            primary key (classroom, id)
        ) strict, without rowid;
    """)
