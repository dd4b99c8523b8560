"""Schema 16: tries that came from elsewhere are marked again here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_016_marked_again(db: Database) -> None:
    """Which version of its item a try was marked by, and the verdict that came with a try that was marked otherwise.

    attempt.version: a digest of all of the item that marking looks at; empty for tries from before. other_verdict: what
    the computer said from which the try came; the try itself has what was marked here.
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
    """)
