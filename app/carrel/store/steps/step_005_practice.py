"""Schema 5: practice sessions, every try in them, and what is known, due and stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_005_practice(db: Database) -> None:
    """Practice sessions with where they stand, tries as they were given, review cards, and flags.

    learner: whose it is; the empty name is the one learner of a profile that has no others.
    practice.about: the ids of the skills or topics it is over, as JSON. seen: the items it has shown, in order. item,
    level, tried, shown, helped: the item that lies open, its help level, how many tries it has had, since when it is
    shown, and when the last hint was given; after a kill the session goes on there. settled: how it ended. recap: the
    skill whose approach changes before the next item.
    attempt: kept also when its pack or its session is gone. answer: as it was given, as JSON. nth: which try at this
    showing of the item. unaided: the first try, at help level 0.
    contested: why the learner thinks that the verdict is wrong.
    review_card.card: the card as the library fsrs writes it, as JSON. due, last: as in the card, for looking up.
    flag.because: the numbers behind it, as JSON. ended: when it was put down.
    """
    db.executescript("""
        create table practice (
            number integer primary key autoincrement,
            id text not null unique,
            learner text not null default '',
            scope text not null check (scope in ('skill', 'topic', 'mix', 'due')),
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
        create index practice_open on practice (learner, state, number);

        create table attempt (
            number integer primary key autoincrement,
            id text not null unique,
            learner text not null default '',
            practice text references practice (id) on delete set null,
            item text not null,
            kind text not null,
            topic text not null default '',
            answer text not null,
            verdict text not null check (verdict in ('right', 'wrong', 'partly', 'cant_tell')),
            score real not null,
            why text not null,
            by text not null check (by in ('code', 'model')),
            misconception text,
            nth integer not null,
            help integer not null check (help between 0 and 5),
            hints integer not null,
            unaided integer not null,
            timed integer not null default 0,
            seconds real not null,
            contested text,
            contested_at text, contested_at_zone integer, contested_at_day text,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index attempt_item on attempt (learner, item);
        create index attempt_day on attempt (learner, created_day);
        create index attempt_practice on attempt (practice);
        create table attempt_skill (
            attempt integer not null references attempt (number) on delete cascade,
            skill text not null,
            primary key (skill, attempt)
        ) strict, without rowid;
        create index attempt_skill_back on attempt_skill (attempt);

        create table review_card (
            number integer primary key autoincrement,
            learner text not null default '',
            item text not null,
            card text not null,
            due text not null,
            last text not null,
            unique (learner, item)
        ) strict;
        create index review_card_due on review_card (learner, due);

        create table flag (
            number integer primary key autoincrement,
            id text not null unique,
            learner text not null default '',
            skill text not null,
            kind text not null check (kind in ('stuck')),
            because text not null default '{}',
            ended text,
            created text not null, created_zone integer not null, created_day text not null
        ) strict;
        create index flag_skill on flag (learner, skill);
    """)
