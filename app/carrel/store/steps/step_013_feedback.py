"""Schema 13: what a teacher says of work, decides about verdicts, and what of it came to a pupil."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_013_feedback(db: Database) -> None:
    """Decisions beside tries, the queue of drafted feedback, what was told back, and examples of a teacher's words.

    decision: what a person said of a try, beside what code said. feedback.about: the id of a try, of a piece of work or
    of a pupil. drafted: as it was drafted; text: as it stands. by: code, example or the name of a model. settled: when
    it was approved or put aside. sent: the text that went out last, and said: when it had been approved.
    known_device.seal_to: the public key with which only this device opens what is closed to it.
    told_back: what a teacher said to the pupil at this computer; each pack says all of it anew. pupil: what stands for
    the pupil in the ids of the tries there.
    example: what a person wrote in place of a draft. purpose: what kind of draft it was. key: what the case was, so
    that the same case is found again. context: what was known of it, without names.
    """
    db.executescript("""
        create table decision (
            attempt text primary key references attempt (id) on delete cascade,
            verdict text not null check (verdict in ('right', 'partly', 'wrong')),
            because text not null default '',
            created text not null, created_zone integer not null, created_day text not null
        ) strict, without rowid;

        create table feedback (
            number integer primary key autoincrement,
            id text not null unique,
            classroom text not null references classroom (id) on delete cascade,
            pupil text not null references pupil (id) on delete cascade,
            kind text not null check (kind in ('try', 'work', 'pupil')),
            about text not null,
            drafted text not null,
            text text not null,
            by text not null,
            state text not null check (state in ('draft', 'approved', 'sent', 'aside')),
            example text not null default '',
            sent text,
            said text, said_zone integer, said_day text,
            settled text, settled_zone integer, settled_day text,
            created text not null, created_zone integer not null, created_day text not null,
            unique (pupil, kind, about)
        ) strict;
        create index feedback_classroom on feedback (classroom, state);

        alter table known_device add column seal_to blob;

        create table told_back (
            classroom text not null references joined (classroom) on delete cascade,
            pupil text not null,
            kind text not null check (kind in ('try', 'work', 'pupil')),
            about text not null,
            text text not null,
            verdict text not null default '' check (verdict in ('', 'right', 'partly', 'wrong')),
            because text not null default '',
            created text not null, created_zone integer not null, created_day text not null,
            primary key (classroom, kind, about)
        ) strict, without rowid;

        create table example (
            number integer primary key autoincrement,
            id text not null unique,
            purpose text not null,
            key text not null,
            context text not null,
            said text not null,
            better text not null,
            why text not null default '',
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index example_key on example (purpose, key);
    """)
