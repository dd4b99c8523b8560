"""Records as they are kept: they only grow, and go as a whole when their learner deletes everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from carrel.records import tables
from carrel.records.chain import first_break, link_after
from carrel.records.model import Asked, Begun, Link, NothingRecorded
from carrel.records.tables import RecordDamaged
from carrel.store.db import Store
from carrel.store.migrations import STEPS
from tests.conftest import CountingStamp
from tests.records.kit import EVENTS, at, chained


@pytest.fixture
def store(tmp_path: Path, stamp: CountingStamp) -> Iterator[Store]:
    with Store.open(tmp_path / "carrel.db", stamp) as opened:
        yield opened


def write(store: Store, learner: str = "", work: str = "w1") -> list[Link]:
    """Keep the record of the kit, or one like it for another piece of work."""
    begun = Begun(work, "The leaf", "Biology: photosynthesis")
    with store.writing() as db:
        first = tables.begin(db, begun, learner, at(0), "desk")
        return [first, *(tables.append(db, work, event, at(minute), "desk") for minute, event in EVENTS[1:])]


def test_a_record_comes_back_equal_and_sound(store: Store) -> None:
    assert write(store) == chained()
    with store.reading() as db:
        assert tables.links(db, "w1") == chained()
        assert first_break(tables.links(db, "w1")) is None
        assert tables.links(db, "w2") == []


def test_works_are_listed_by_learner(store: Store) -> None:
    write(store, "Ada", "w1")
    write(store, "Ben", "w2")
    with store.reading() as db:
        assert [begun.work for begun in tables.works(db, "Ada")] == ["w1"]
        assert tables.works(db, "") == []


def test_what_happens_before_a_beginning_is_refused_in_a_sentence(store: Store) -> None:
    with store.writing() as db, pytest.raises(NothingRecorded, match="yet"):
        tables.append(db, "w1", Asked("p", "m", 1), at(0), "desk")


FORBIDDEN = (
    "update record_entry set entry = '{}' where number = 3",
    "update record_entry set number = number + 20",
    "update or ignore record_entry set hash = ''",
    "delete from record_entry",
    "delete from record_entry where number = 11",
    "delete from record",
    "update record set id = 'w9'",
    "insert or replace into record_entry select record, number, '{}', before, hash from record_entry where number = 11",
    "insert into record_entry select record, 13, entry, hash, hash from record_entry where number = 11",
    "insert into record_entry select record, 12, entry, before, hash from record_entry where number = 11",
    "insert into record_entry select record, 0, entry, before, hash from record_entry where number = 1",
    "insert into record_entry values ('w9', 1, '{}', '" + "0" * 64 + "', '')",
)


def test_nothing_changes_a_record_that_is_kept(store: Store) -> None:
    write(store, "Ada")
    with store.writing() as db:
        db.execute("insert into record_leaving values ('Ben')")
        for sql in FORBIDDEN:
            with pytest.raises(driver.IntegrityError):
                db.execute(sql)
        assert tables.links(db, "w1") == chained()


def test_an_entry_that_follows_another_than_the_last_is_refused(store: Store) -> None:
    made = write(store)
    stale = link_after(made[-2], Asked("p", "m", 1), at(0), "desk")
    with pytest.raises(driver.IntegrityError, match="after the last one"), store.writing() as db:
        db["record_entry"].insert(
            {"record": "w1", "number": 12, "entry": "{}", "before": stale.before, "hash": stale.hash}
        )


def test_a_learner_who_deletes_everything_takes_their_records_along_and_no_others(store: Store) -> None:
    write(store, "Ada", "w1")
    write(store, "Ben", "w2")
    with store.writing() as db:
        tables.delete_all(db, "Ada")
    with store.reading() as db:
        assert tables.works(db, "Ada") == []
        assert tables.links(db, "w1") == []
        assert len(tables.links(db, "w2")) == len(EVENTS)
        assert db.execute("select count(*) from record_leaving").fetchone() == (0,)
    with pytest.raises(driver.IntegrityError), store.writing() as db:
        db.execute("delete from record_entry")


def test_listeners_hear_that_records_changed(store: Store) -> None:
    heard: list[frozenset[str]] = []
    store.on_change(heard.append)
    write(store)
    assert set(heard) == {frozenset({"records"})}


def test_a_record_that_was_damaged_behind_the_store_gets_a_sentence(store: Store) -> None:
    write(store)
    with store.writing() as db:
        db.execute("drop trigger record_entry_stays_the_same")
        for entry in ("", "[1]", '{"number":1}', "[" * 100_000):
            db.execute("update record_entry set entry = ? where number in (1, 11)", (entry,))
            for read in (
                lambda: tables.links(db, "w1"),
                lambda: tables.works(db, ""),
                lambda: tables.append(db, "w1", Asked("p", "m", 1), at(0), "desk"),
            ):
                with pytest.raises(RecordDamaged, match="damaged at entry"):
                    read()


def test_the_step_finds_its_place_in_a_file_of_the_schema_before(tmp_path: Path, stamp: CountingStamp) -> None:
    before = STEPS[: [step.__name__ for step in STEPS].index("step_011_records")]
    Store.open(tmp_path / "old.db", stamp, steps=before).close()
    with Store.open(tmp_path / "old.db", stamp) as upgraded:
        assert write(upgraded) == chained()
