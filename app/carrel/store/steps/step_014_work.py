"""Schema 14: what pupils write for a class, on their side and on the teacher's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_014_work(db: Database) -> None:
    """Pieces of work that are written, and those that pupils handed in.

    draft.id: of the piece of work, and of its record. text: as it stands; the record may be some words behind.
    handed_work.id: as the pupil's device gave it. text, record: as they were handed in. entries, hash: the end of the
    chain of that record. sound: whether the record is as it was written, and tells of this text. rewritten: whether any
    record of it that came was not the beginning of another.
    """
    db.executescript("""
        create table draft (
            id text primary key,
            learner text not null default '',
            classroom text not null,
            assignment text not null,
            text text not null default '',
            changed text not null, changed_zone integer not null, changed_day text not null,
            unique (learner, assignment)
        ) strict, without rowid;

        create table handed_work (
            pupil text not null references pupil (id) on delete cascade,
            id text not null,
            assignment text not null,
            title text not null,
            text text not null,
            record blob not null,
            entries integer not null,
            hash text not null,
            sound integer not null,
            rewritten integer not null default 0,
            handed text not null, handed_zone integer not null, handed_day text not null,
            created text not null, created_zone integer not null, created_day text not null,
            primary key (pupil, id)
        ) strict, without rowid;
    """)
