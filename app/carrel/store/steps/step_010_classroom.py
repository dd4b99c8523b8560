"""Schema 10: classes, who is in them, and what they were asked to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_010_classroom(db: Database) -> None:
    """Classes, pupils with their groups, and assignments.

    pupil.code: what stands for the pupil in every file that leaves this computer. external: the id of the school's own
    list. assignment.content: the ids of topics, items and documents, and the groups it is for, as JSON.
    """
    db.executescript("""
        create table classroom (
            number integer primary key autoincrement,
            id text not null unique,
            title text not null,
            archived integer not null default 0,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;

        create table pupil (
            number integer primary key autoincrement,
            id text not null unique,
            classroom text not null references classroom (id) on delete cascade,
            name text not null,
            code text not null,
            external text not null default '',
            left integer not null default 0,
            created text not null, created_zone integer not null, created_day text not null,
            unique (classroom, code)
        ) strict;
        create table pupil_group (
            pupil text not null references pupil (id) on delete cascade,
            name text not null,
            primary key (pupil, name)
        ) strict, without rowid;

        create table assignment (
            number integer primary key autoincrement,
            id text not null unique,
            classroom text not null references classroom (id) on delete cascade,
            title text not null,
            task text not null default '',
            content text not null default '{}',
            count integer not null,
            behaviour text not null default '',
            policy text not null check (policy in ('off', 'hints', 'feedback', 'open')),
            transcript integer not null default 0,
            opens text not null default '',
            due text not null default '',
            given integer not null default 0,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index assignment_classroom on assignment (classroom);
    """)
