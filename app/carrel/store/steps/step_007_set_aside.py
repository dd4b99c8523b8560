"""Schema 7: suggestions that somebody set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_007_set_aside(db: Database) -> None:
    """Suggestions that were called not useful.

    learner: whose it is; the empty name is the one learner of a profile that has no others. kind, about: what was
    suggested. what: its words, for the list of what was set aside. evidence: what it stood on; when that changes, it
    may be offered again. What is taken back is deleted.
    """
    db.executescript("""
        create table set_aside (
            number integer primary key autoincrement,
            learner text not null default '',
            kind text not null,
            about text not null,
            what text not null,
            evidence text not null,
            created text not null, created_zone integer not null, created_day text not null,
            unique (learner, kind, about)
        ) strict;
    """)
