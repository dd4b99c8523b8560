"""Schema 2: courses, attached texts, and what was sent to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_002_workspace(db: Database) -> None:
    """Courses, attached texts, and what was sent to the model for each reply.

    titled: who gave a chat its title: its first words, a model, or a person.
    attached: what an attachment hangs on: a turn, a course, the draft of a chat, or (nothing set) the draft of a chat
    that has not begun.
    prompt: the exact text a reply was made from: the first `kept` characters of another reply's prompt, and the rest;
    for each turn repeats all the turns before it.
    """
    db.executescript("""
        create table course (
            number integer primary key autoincrement,
            id text not null unique,
            title text not null,
            instructions text not null default '',
            model text,
            help text not null default 'open' check (help in ('open', 'hints', 'feedback', 'off')),
            deleted text,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;

        alter table conversation add column course text references course (id) on delete set null;
        alter table conversation add column titled text not null default 'first'
            check (titled in ('first', 'model', 'person'));
        create index conversation_in_course on conversation (course, deleted, pinned desc, updated desc);

        create table attachment (
            number integer primary key autoincrement,
            id text not null unique,
            name text not null,
            text text not null,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create table attached (
            number integer primary key autoincrement,
            attachment text not null references attachment (id) on delete cascade,
            message text references message (id) on delete cascade,
            course text references course (id) on delete cascade,
            draft text references conversation (id) on delete cascade,
            check ((message is not null) + (course is not null) + (draft is not null) < 2)
        ) strict;
        create index attached_attachment on attached (attachment);
        create index attached_message on attached (message);
        create index attached_course on attached (course);
        create index attached_draft on attached (draft);

        create table summary (
            number integer primary key autoincrement,
            id text not null unique,
            conversation text not null references conversation (id) on delete cascade,
            upto text not null references message (id) on delete cascade,
            text text not null,
            model text,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index summary_conversation on summary (conversation);
        create index summary_upto on summary (upto);

        create table prompt (
            message text primary key references message (id) on delete cascade,
            base text references message (id) on delete cascade,
            kept integer not null,
            rest text not null,
            dropped text not null default '[]',
            tokens integer not null default 0,
            context integer not null default 0
        ) strict;
        create index prompt_base on prompt (base);

        create table comparison (
            number integer primary key autoincrement,
            message text not null references message (id) on delete cascade,
            verdict text not null check (verdict in ('stable', 'unstable')),
            tries text not null,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index comparison_message on comparison (message);

        create table correction (
            number integer primary key autoincrement,
            id text not null unique,
            message text not null references message (id) on delete cascade,
            context text not null,
            said text not null,
            better text not null,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index correction_message on correction (message);

        create table quiz_wish (
            message text primary key references message (id) on delete cascade,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
    """)
