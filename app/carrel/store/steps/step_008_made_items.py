"""Schema 8: items that were made from a document or a reply, and practice over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_008_made_items(db: Database) -> None:
    """Where a made item comes from, and the new scope of a practice, “source”.

    item.document, item.message: what it was made from; it goes with that. made: the span it stands on (part, first,
    last: characters of the part's text), who made it, and the bytes of the document (content) it was made from: once
    they are others, the item is no longer asked.
    The table practice is written anew, because SQLite changes no check of a column. While the old one goes, the tries
    would lose their session: which had which is set aside, and put back.
    """
    db.executescript("""
        alter table item add column document text references document (id) on delete cascade;
        alter table item add column message text references message (id) on delete cascade;
        create index item_document on item (document) where document is not null;
        create index item_message on item (message) where message is not null;
        create table made (
            item text primary key references item (id) on delete cascade,
            part integer not null,
            first integer not null,
            last integer not null,
            by text not null check (by in ('code', 'model')),
            content text not null default '',
            created text not null, created_zone integer not null, created_day text not null
        ) strict;

        create table practice_with_sources (
            number integer primary key autoincrement,
            id text not null unique,
            learner text not null default '',
            scope text not null check (scope in ('skill', 'topic', 'mix', 'due', 'source')),
            about text not null default '[]',
            wanted integer not null,
            seed integer not null,
            timed integer not null default 0,
            state text not null default 'open' check (state in ('open', 'done', 'left')),
            seen text not null default '[]',
            item text,
            level integer not null default 0 check (level between 0 and 5),
            tried integer not null default 0,
            settled text not null default '' check (settled in ('', 'right', 'shown', 'moved_on')),
            helped text,
            shown text,
            shown_zone integer,
            shown_day text,
            recap text,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        insert into practice_with_sources (
            number, id, learner, scope, about, wanted, seed, timed, state, seen, item, level, tried, settled, helped,
            shown, shown_zone, shown_day, recap, created, created_zone, created_day
        ) select
            number, id, learner, scope, about, wanted, seed, timed, state, seen, item, level, tried, settled, helped,
            shown, shown_zone, shown_day, recap, created, created_zone, created_day
        from practice;
        create table tried_in (attempt integer primary key, practice text not null) strict;
        insert into tried_in select number, practice from attempt where practice is not null;
        drop table practice;
        alter table practice_with_sources rename to practice;
        create index practice_open on practice (learner, state, number);
        update attempt set practice = (select practice from tried_in where attempt = number)
            where number in (select attempt from tried_in);
        drop table tried_in;
    """)
