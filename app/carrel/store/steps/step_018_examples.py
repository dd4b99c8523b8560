"""Schema 18: where an example of a better reply belongs, why it is better, and which replies were made with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_018_examples(db: Database) -> None:
    """An example may stand without a reply: somebody wrote it, or brought it in from a file.

    correction.question: what was asked. place_kind: chats for those in no course, practice for the talk about an item,
    which no prompt is ever given. place: the id of the course or the desk; empty for the others.
    example_use: the examples that the prompt of a reply held, in their order; one that is gone is just not found.
    correction_vector: what a model for meanings made of the question.
    """
    db.executescript("""
        create table correction_anew (
            number integer primary key autoincrement,
            id text not null unique,
            message text references message (id) on delete cascade,
            place_kind text not null check (place_kind in ('chats', 'course', 'desk', 'practice')),
            place text not null default '',
            question text not null,
            context text not null,
            said text not null,
            better text not null,
            why text not null default '',
            created text not null, created_zone integer not null, created_day text not null
        ) strict;

        insert into correction_anew
            select correction.number, correction.id, correction.message,
                case
                    when exists (
                        select 1 from talk where talk.conversation = reply.conversation and talk.item is not null
                    ) then 'practice'
                    when conversation.course is not null then 'course'
                    else 'chats'
                end,
                case
                    when exists (
                        select 1 from talk where talk.conversation = reply.conversation and talk.item is not null
                    ) then ''
                    else coalesce(conversation.course, '')
                end,
                coalesce((select text from message as turn where turn.id = reply.parent), ''),
                correction.context, correction.said, correction.better, '',
                correction.created, correction.created_zone, correction.created_day
            from correction
            join message as reply on reply.id = correction.message
            join conversation on conversation.id = reply.conversation
            order by correction.number;

        drop table correction;
        alter table correction_anew rename to correction;
        create index correction_message on correction (message);
        create index correction_place on correction (place_kind, place);

        create table example_use (
            reply text not null references message (id) on delete cascade,
            nth integer not null,
            example text not null,
            primary key (reply, nth)
        ) strict, without rowid;
        create index example_use_example on example_use (example);

        create table correction_vector (
            correction text not null references correction (id) on delete cascade,
            model text not null,
            vector blob not null,
            primary key (correction, model)
        ) strict, without rowid;
    """)
