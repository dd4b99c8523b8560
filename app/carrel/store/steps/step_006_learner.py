"""Schema 6: what a learner says about themselves, works towards, and lets Carrel remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_006_learner(db: Database) -> None:
    """Profiles, goals and facts.

    learner.id, and learner in the others: whose it is; the empty name is the one learner of a profile that has no
    others. needs: as JSON. remembers: whether facts are given to the tutor.
    goal.date: a local day. about: the id of a skill or a topic, which may be gone. place: its order among the goals.
    fact.message: where it came from; a fact outlives its message. by: who put it into words.
    What is removed is deleted, and an undo writes it again: nothing that was forgotten stays in the file.
    """
    db.executescript("""
        create table learner (
            id text primary key,
            called text not null default '',
            level text not null default '',
            interests text not null default '',
            language text not null default '',
            reading text not null default '' check (reading in ('', 'easiest', 'simple', 'standard', 'advanced')),
            length text not null default '' check (length in ('', 'short', 'normal', 'long')),
            manner text not null default '' check (manner in ('', 'examples', 'rules', 'steps', 'questions')),
            needs text not null default '[]',
            remembers integer not null default 1
        ) strict;

        create table goal (
            number integer primary key autoincrement,
            id text not null unique,
            learner text not null default '',
            words text not null,
            date text,
            about text not null default '',
            done integer not null default 0,
            place integer not null default 0
        ) strict;
        create index goal_place on goal (learner, place);

        create table fact (
            number integer primary key autoincrement,
            id text not null unique,
            learner text not null default '',
            words text not null,
            message text references message (id) on delete set null,
            by text not null check (by in ('person', 'rule')),
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index fact_learner on fact (learner, number);
        create index fact_message on fact (message);
    """)
