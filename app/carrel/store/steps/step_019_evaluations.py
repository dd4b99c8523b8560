"""Schema 19: sets of questions, the replies that a run of them got, and votes between two runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_019_evaluations(db: Database) -> None:
    """What is asked to see whether the assistant got better.

    evaluation_set.text: the set as a person wrote it, in the way that kind says. removed: when it was taken away; its
    runs stay.
    evaluation_run.of_set: the id of the set; title, kind and text: the set as it was then. sha256: of the model's file.
    ended: null while some of its questions were not asked.
    evaluation_reply.question: as it was asked, a line of the set as JSON. outcomes: what code said of each thing that
    was expected, as JSON.
    evaluation_vote: between the replies of two runs. choice: which of them was voted for.
    """
    db.executescript("""
        create table evaluation_set (
            number integer primary key autoincrement,
            id text not null unique,
            title text not null,
            kind text not null check (kind in ('md', 'jsonl')),
            text text not null,
            removed text,
            created text not null, created_zone integer not null, created_day text not null,
            changed text not null, changed_zone integer not null, changed_day text not null
        ) strict;

        create table evaluation_run (
            number integer primary key autoincrement,
            id text not null unique,
            of_set text not null,
            title text not null,
            kind text not null check (kind in ('md', 'jsonl')),
            text text not null,
            count integer not null,
            model text not null,
            sha256 text not null,
            where_ text not null,
            behaviour text not null,
            version integer not null,
            adapter text not null,
            program text not null,
            removed text,
            created text not null, created_zone integer not null, created_day text not null,
            ended text, ended_zone integer, ended_day text
        ) strict;
        create index evaluation_run_set on evaluation_run (of_set);

        create table evaluation_reply (
            number integer primary key autoincrement,
            run text not null references evaluation_run (id) on delete cascade,
            name text not null,
            question text not null,
            text text not null,
            verdict text not null check (verdict in ('right', 'partly', 'wrong', 'cant_tell')),
            score real not null,
            outcomes text not null,
            seconds real not null,
            first_token_s real not null,
            tokens integer not null,
            tokens_per_s real not null,
            state text not null,
            dropped text not null,
            finish text not null,
            unique (run, name)
        ) strict;

        create table evaluation_vote (
            number integer primary key autoincrement,
            id text not null unique,
            one text not null references evaluation_run (id) on delete cascade,
            other text not null references evaluation_run (id) on delete cascade,
            created text not null, created_zone integer not null, created_day text not null,
            ended text, ended_zone integer, ended_day text
        ) strict;

        create table evaluation_choice (
            vote text not null references evaluation_vote (id) on delete cascade,
            name text not null,
            choice text not null check (choice in ('one', 'other', 'tie')),
            primary key (vote, name)
        ) strict, without rowid;
    """)
