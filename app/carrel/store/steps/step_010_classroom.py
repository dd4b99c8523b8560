"""Schema 10: classes, who is in them, what they were asked to do, and the packs that went to and fro."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_010_classroom(db: Database) -> None:
    """Classes with pupils and assignments, the keys of this device and of others, and a ledger of packs.

    pupil.code: what stands for the pupil in every file that leaves this computer. external: the id of the school's own
    list. assignment.content: the ids of topics, items and documents, and the groups it is for, as JSON.
    device: the private keys of this computer; they lie here so that they are kept, moved and closed with all else.
    known_device: public keys that a teacher took for those of a pupil. joined: the classes of a pupil, with the keys
    of the teacher, and the pack that they came in.
    sent_pack, taken_pack: every pack that was made or taken in; told: what a teacher will see, as it was said then.
    assignment (of a session and of a try): what they were for.
    """
    db.executescript("""
        create table classroom (
            number integer primary key autoincrement,
            id text not null unique,
            title text not null,
            teacher text not null default '',
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

        create table device (
            kind text primary key check (kind in ('signing', 'sealing')),
            secret blob not null
        ) strict, without rowid;
        create table known_device (
            key blob primary key,
            pupil text not null references pupil (id) on delete cascade,
            created text not null, created_zone integer not null, created_day text not null
        ) strict, without rowid;
        create index known_device_pupil on known_device (pupil);

        create table joined (
            number integer primary key autoincrement,
            classroom text not null unique,
            title text not null,
            teacher text not null,
            key blob not null,
            seal_to blob,
            code text not null,
            digest text not null,
            told text not null,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;

        create table sent_pack (
            number integer primary key autoincrement,
            digest text not null unique,
            classroom text not null,
            kind text not null check (kind in ('class', 'results')),
            sequence integer not null,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index sent_pack_class on sent_pack (classroom, kind);
        create table taken_pack (
            number integer primary key autoincrement,
            digest text not null unique,
            key blob not null,
            classroom text not null,
            kind text not null check (kind in ('class', 'results')),
            sequence integer not null,
            made text not null,
            pupil text references pupil (id) on delete cascade,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index taken_pack_class on taken_pack (classroom, kind);

        alter table practice add column assignment text not null default '';
        alter table attempt add column assignment text not null default '';
        create index attempt_assignment on attempt (assignment) where assignment <> '';
    """)
