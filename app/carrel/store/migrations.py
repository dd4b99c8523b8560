"""The steps that bring a file to the present schema: append only, never change one that was released."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from carrel.base.grams import grams, has_grams
from carrel.store.connect import Connection, wrapped

if TYPE_CHECKING:
    from sqlite_utils import Database

Step = Callable[["Database"], None]

SET = "carrel"
"""The name of our list of steps in the table that remembers which were done."""

ROOMS = {
    "conversation": "conversations",
    "message": "conversations",
    "summary": "conversations",
    "prompt": "conversations",
    "comparison": "conversations",
    "course": "courses",
    "attachment": "attachments",
    "attached": "attachments",
    "correction": "examples",
    "quiz_wish": "assessment",
}
"""Which room each table belongs to; listeners are told the rooms that a transaction wrote to."""


def step_001_conversations(db: Database) -> None:
    """Chats as trees of messages, and the words in them.

    number: the order of making, which no clock can upset, and the row that full-text search points to.
    hidden: whether the message, or one above it, is deleted; follows from `deleted` and is kept for speed.
    head_before: on a deleted message, the head that its deletion took away.
    """
    db.executescript("""
        create table conversation (
            number integer primary key autoincrement,
            id text not null unique,
            title text not null,
            pinned integer not null default 0,
            head text references message (id) deferrable initially deferred,
            draft text not null default '',
            model text,
            deleted text,
            created text not null, created_zone integer not null, created_day text not null,
            updated text not null, updated_zone integer not null, updated_day text not null
        ) strict;
        create index conversation_listed on conversation (deleted, pinned desc, updated desc);

        create table message (
            number integer primary key autoincrement,
            id text not null unique,
            conversation text not null references conversation (id) on delete cascade,
            parent text references message (id) on delete cascade,
            role text not null check (role in ('user', 'assistant')),
            text text not null,
            reasoning text not null default '',
            state text not null check (state in ('streaming', 'complete', 'stopped', 'interrupted')),
            model text,
            place text,
            finish text,
            timing text not null default '{}',
            hidden integer not null default 0,
            deleted text,
            head_before text,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index message_siblings on message (conversation, parent);
        create index message_parent on message (parent);
        create index message_streaming on message (number) where state = 'streaming';

        create virtual table conversation_search using fts5 (
            title, content='conversation', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
        );
        create trigger conversation_inserted after insert on conversation begin
            insert into conversation_search (rowid, title) values (new.number, new.title);
        end;
        create trigger conversation_renamed after update of title on conversation begin
            insert into conversation_search (conversation_search, rowid, title)
                values ('delete', old.number, old.title);
            insert into conversation_search (rowid, title) values (new.number, new.title);
        end;
        create trigger conversation_removed after delete on conversation begin
            insert into conversation_search (conversation_search, rowid, title)
                values ('delete', old.number, old.title);
        end;

        create virtual table message_search using fts5 (
            text, content='message', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
        );
        create trigger message_inserted after insert on message begin
            insert into message_search (rowid, text) values (new.number, new.text);
        end;
        create trigger message_rewritten after update of text on message begin
            insert into message_search (message_search, rowid, text) values ('delete', old.number, old.text);
            insert into message_search (rowid, text) values (new.number, new.text);
        end;
        create trigger message_removed after delete on message begin
            insert into message_search (message_search, rowid, text) values ('delete', old.number, old.text);
        end;
    """)


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


def step_003_scripts(db: Database) -> None:
    """Search in scripts without spaces: pairs of letters, beside the words (base.grams).

    The two tables keep no text. Whoever writes a text there adds its pairs (conversations.search.learn); what is
    rewritten or removed leaves them by itself.
    """
    db.executescript("""
        create virtual table message_grams using fts5 (
            grams, content='', contentless_delete=1, detail='none', tokenize='ascii'
        );
        create trigger message_grams_rewritten after update of text on message when new.text is not old.text begin
            delete from message_grams where rowid = old.number;
        end;
        create trigger message_grams_removed after delete on message begin
            delete from message_grams where rowid = old.number;
        end;

        create virtual table conversation_grams using fts5 (
            grams, content='', contentless_delete=1, detail='none', tokenize='ascii'
        );
        create trigger conversation_grams_renamed after update of title on conversation
                when new.title is not old.title begin
            delete from conversation_grams where rowid = old.number;
        end;
        create trigger conversation_grams_removed after delete on conversation begin
            delete from conversation_grams where rowid = old.number;
        end;
    """)
    for table, column in (("message", "text"), ("conversation", "title")):
        for number, text in db.execute(f"select number, {column} from {table}"):
            if has_grams(text):
                db.execute(f"insert into {table}_grams (rowid, grams) values (?, ?)", (number, grams(text)))


STEPS: tuple[Step, ...] = (step_001_conversations, step_002_workspace, step_003_scripts)


def apply(connection: Connection, steps: Sequence[Step]) -> None:
    """Do the steps that this file has not seen, each in a transaction of its own together with the note of it."""
    from sqlite_utils import Migrations  # noqa: PLC0415 - slow to import, and most starts have nothing to migrate

    migrations = Migrations(SET)
    for step in steps:
        migrations()(step)
    migrations.apply(wrapped(connection))
