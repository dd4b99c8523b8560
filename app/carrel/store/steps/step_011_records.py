"""Schema 11: how pieces of work came about, entry by entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_011_records(db: Database) -> None:
    """Records: only ever longer, and gone as a whole when their learner deletes everything.

    record.id: of the piece of work. record_entry.entry: as JSON in its one form. before, hash: of the chain.
    record_leaving: the learner whose records are being deleted, for as long as that takes.
    """
    db.executescript("""
        create table record (
            id text primary key,
            learner text not null default ''
        ) strict, without rowid;
        create index record_learner on record (learner);

        create table record_entry (
            record text not null references record (id),
            number integer not null,
            entry text not null,
            before text not null,
            hash text not null,
            primary key (record, number)
        ) strict, without rowid;

        create table record_leaving (learner text primary key) strict, without rowid;

        create trigger record_entry_comes_last before insert on record_entry
        when new.number <> (select coalesce(max(number), 0) + 1 from record_entry where record = new.record)
            or new.before <> coalesce(
                (select hash from record_entry where record = new.record order by number desc limit 1),
                '0000000000000000000000000000000000000000000000000000000000000000'
            )
        begin
            select raise(abort, 'an entry of a record comes after the last one');
        end;

        create trigger record_entry_stays_the_same before update on record_entry
        begin
            select raise(abort, 'an entry of a record never changes');
        end;

        create trigger record_entry_stays before delete on record_entry
        when not exists (
            select 1 from record join record_leaving using (learner) where record.id = old.record
        )
        begin
            select raise(abort, 'an entry of a record goes only with everything of its learner');
        end;
    """)
