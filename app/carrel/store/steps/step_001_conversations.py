"""Schema 1: chats as trees of messages, and the words in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


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
