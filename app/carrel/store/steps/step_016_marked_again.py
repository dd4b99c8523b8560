"""Schema 16: tries that came from elsewhere are marked again here, and talks come along where a task says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_016_marked_again(db: Database) -> None:
    """Which version of its item a try was marked by, and the verdict that came with a try that was marked otherwise.

    attempt.version: a digest of all of the item that marking looks at; empty for tries from before. other_verdict: what
    the computer said from which the try came; the try itself has what was marked here.
    shared_turn: what a pupil and the tutor said beside a question. id: made of all that the turn says.
    """
    db.executescript("""
        alter table attempt add column version text not null default '';

        create table other_verdict (
            attempt text primary key references attempt (id) on delete cascade,
            verdict text not null check (verdict in ('right', 'partly', 'wrong', 'cant_tell')),
            score real not null,
            why text not null default '',
            by text not null check (by in ('code', 'model'))
        ) strict, without rowid;

        create table shared_turn (
            pupil text not null references pupil (id) on delete cascade,
            id text not null,
            talk text not null,
            assignment text not null,
            item text not null,
            role text not null check (role in ('user', 'assistant')),
            text text not null,
            said text not null, said_zone integer not null, said_day text not null,
            primary key (pupil, id)
        ) strict, without rowid;
    """)
