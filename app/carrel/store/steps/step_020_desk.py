"""Schema 20: desks, with what they answer from, the tickets that come to them, and what they learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_020_desk(db: Database) -> None:
    """Desks with procedures, macros, products, tickets, solved cases, documents and proposed articles.

    desk.text, procedure.text, macro.text: as they stand in their files. desk.used: when somebody last worked there.
    deleted: when it was removed; it stays for an undo.
    product.place, procedure.place, macro.place: the order. attributes: names and values as JSON.
    product_search, past_case_search: by the rows of product and past_case, in the terms of base.matching; their columns
    do not hold the text itself.
    ticket.thread: as JSON. past_case.ticket: where it comes from, if it was solved here.
    desk_document.file: the name of the file in the folder of the desk; empty for an approved article.
    """
    db.executescript("""
        create table desk (
            number integer primary key autoincrement,
            id text not null unique,
            title text not null,
            text text not null,
            used text not null default '',
            deleted text,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create table procedure (
            desk text not null references desk (id) on delete cascade,
            name text not null,
            place integer not null,
            text text not null,
            primary key (desk, name)
        ) strict, without rowid;
        create table macro (
            desk text not null references desk (id) on delete cascade,
            name text not null,
            place integer not null,
            text text not null,
            primary key (desk, name)
        ) strict, without rowid;

        create table product (
            number integer primary key autoincrement,
            desk text not null references desk (id) on delete cascade,
            code text not null,
            place integer not null,
            name text not null,
            price text not null default '',
            attributes text not null default '[]',
            text text not null default '',
            link text not null default '',
            unique (desk, code)
        ) strict;
        create virtual table product_search using fts5 (
            terms, content='', contentless_delete=1, tokenize='ascii'
        );
        create trigger product_removed after delete on product begin
            delete from product_search where rowid = old.number;
        end;

        create table ticket (
            number integer primary key autoincrement,
            id text not null unique,
            desk text not null references desk (id) on delete cascade,
            thread text not null,
            state text not null check (state in ('open', 'asked', 'escalated', 'solved')),
            source text not null default '',
            draft text not null default '',
            deleted text,
            created text not null, created_zone integer not null, created_day text not null,
            changed text not null, changed_zone integer not null, changed_day text not null
        ) strict;
        create index ticket_desk on ticket (desk);

        create table past_case (
            number integer primary key autoincrement,
            id text not null unique,
            desk text not null references desk (id) on delete cascade,
            ticket text references ticket (id) on delete set null,
            asked text not null,
            answered text not null,
            deleted text,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index past_case_desk on past_case (desk);
        create index past_case_ticket on past_case (ticket);
        create virtual table past_case_search using fts5 (
            terms, content='', contentless_delete=1, tokenize='ascii'
        );
        create trigger past_case_removed after delete on past_case begin
            delete from past_case_search where rowid = old.number;
        end;

        create table desk_document (
            desk text not null references desk (id) on delete cascade,
            document text not null references document (id) on delete cascade,
            file text not null default '',
            primary key (desk, document)
        ) strict, without rowid;
        create index desk_document_document on desk_document (document);

        create table proposed_article (
            number integer primary key autoincrement,
            id text not null unique,
            desk text not null references desk (id) on delete cascade,
            ticket text not null default '',
            title text not null,
            text text not null,
            state text not null check (state in ('open', 'approved', 'discarded')),
            document text not null default '',
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index proposed_article_desk on proposed_article (desk, state);
    """)
