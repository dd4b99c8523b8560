"""Schema 4: documents, course packs, and what each reply stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_004_library(db: Database) -> None:
    """Documents and what is found in them, course packs with their items, and what each reply stands on.

    document.read: how many parts are in; reading goes on there after a stop. modified: of the file, in seconds.
    document.loose: it belongs to what it is attached to, and is neither listed nor found elsewhere.
    part: a page, a slide or a section, or a piece of a long one (page: of which); its text is kept once, and passages
    are spans of it (first, last: characters).
    passage_search and passage_grams keep no text of their own; rows go with their passage.
    passage_vector.vector: half-precision numbers of unit length, as many as the model is wide.
    mode: whether a chat, or the chats of a course, are answered from sources only; null takes the course's.
    considered: the passages a search brought for a reply, as they were then; sent: whether the model received it.
    citation: a sentence of a document that stands there word for word; part, first, last: where.
    evidence.doubts: the sentences of the reply that nothing was found for, as JSON pairs of characters.
    """
    db.executescript("""
        create table pack (
            number integer primary key autoincrement,
            id text not null unique,
            version text not null,
            title text not null,
            language text not null,
            licence text not null,
            authors text not null default '[]',
            about text not null default '',
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create table skill (
            number integer primary key autoincrement,
            id text not null unique,
            pack text not null references pack (id) on delete cascade,
            name text not null
        ) strict;
        create index skill_pack on skill (pack);
        create table skill_requires (
            skill text not null references skill (id) on delete cascade,
            requires text not null references skill (id) on delete cascade,
            primary key (skill, requires)
        ) strict;
        create index skill_requires_back on skill_requires (requires);

        create table document (
            number integer primary key autoincrement,
            id text not null unique,
            title text not null,
            kind text not null,
            form text not null default 'plain' check (form in ('plain', 'markdown')),
            name text not null,
            path text,
            sha256 text not null,
            size integer not null default 0,
            modified real not null default 0,
            language text not null default '',
            state text not null check (state in ('reading', 'ready', 'refused')),
            problem text not null default '',
            next_step text not null default '',
            pages integer not null default 0,
            silent text not null default '[]',
            read integer not null default 0,
            pack text references pack (id) on delete cascade,
            loose integer not null default 0,
            deleted text,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index document_content on document (sha256);
        create index document_path on document (path);
        create index document_pack on document (pack);
        create table document_course (
            document text not null references document (id) on delete cascade,
            course text not null references course (id) on delete cascade,
            primary key (document, course)
        ) strict;
        create index document_course_back on document_course (course);
        create table watched_folder (
            path text primary key,
            course text references course (id) on delete cascade
        ) strict;
        create index watched_folder_course on watched_folder (course);
        alter table attachment add column document text references document (id) on delete cascade;
        create index attachment_document on attachment (document);

        create table part (
            number integer primary key autoincrement,
            document integer not null references document (number) on delete cascade,
            place integer not null,
            label text not null default '',
            heading text not null default '',
            page integer not null default 0,
            text text not null,
            unique (document, place)
        ) strict;
        create table passage (
            number integer primary key autoincrement,
            document integer not null references document (number) on delete cascade,
            part integer not null references part (number) on delete cascade,
            first integer not null,
            last integer not null
        ) strict;
        create index passage_document on passage (document);
        create index passage_part on passage (part);
        create table passage_vector (
            passage integer primary key references passage (number) on delete cascade,
            model text not null,
            vector blob not null
        ) strict;
        create index passage_vector_model on passage_vector (model);

        create virtual table passage_search using fts5 (
            heading, text, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2'
        );
        create virtual table passage_grams using fts5 (
            grams, content='', contentless_delete=1, detail='none', tokenize='ascii'
        );
        create virtual table passage_words using fts5vocab (passage_search, row);
        create trigger passage_removed after delete on passage begin
            delete from passage_search where rowid = old.number;
            delete from passage_grams where rowid = old.number;
        end;

        create table topic (
            number integer primary key autoincrement,
            id text not null unique,
            pack text not null references pack (id) on delete cascade,
            title text not null,
            subject text not null,
            minutes integer not null default 0,
            skills text not null default '[]',
            document text references document (id) on delete set null
        ) strict;
        create index topic_pack on topic (pack);
        create index topic_document on topic (document);
        create table item (
            number integer primary key autoincrement,
            id text not null unique,
            kind text not null,
            topic text not null default '',
            pack text references pack (id) on delete cascade,
            body text not null
        ) strict;
        create index item_pack on item (pack);
        create index item_topic on item (topic);

        alter table course add column mode text not null default 'open' check (mode in ('open', 'sources'));
        alter table conversation add column mode text check (mode in ('open', 'sources'));

        create table evidence (
            message text primary key references message (id) on delete cascade,
            state text not null check (state in ('from_sources', 'unchecked', 'not_found')),
            mode text not null,
            query text not null,
            hits integer not null,
            documents integer not null,
            by_meaning integer not null default 0,
            doubts text not null default '[]'
        ) strict;
        create table considered (
            number integer primary key autoincrement,
            message text not null references evidence (message) on delete cascade,
            document text references document (id) on delete set null,
            title text not null,
            label text not null,
            heading text not null,
            part integer not null,
            first integer not null,
            last integer not null,
            text text not null,
            score real not null,
            by_words integer,
            by_meaning integer,
            sent integer not null
        ) strict;
        create index considered_message on considered (message);
        create index considered_document on considered (document);
        create table citation (
            number integer primary key autoincrement,
            message text not null references evidence (message) on delete cascade,
            n integer not null,
            document text references document (id) on delete set null,
            title text not null,
            label text not null,
            part integer not null,
            first integer not null,
            last integer not null,
            quote text not null,
            chosen text not null check (chosen in ('model', 'code')),
            support real not null
        ) strict;
        create index citation_message on citation (message);
        create index citation_document on citation (document);
    """)
