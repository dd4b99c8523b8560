"""Snapshots, transactions, and word of what changed."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from carrel.base.stamp import SystemStamp
from carrel.conversations import tables
from carrel.conversations.model import Conversation
from carrel.store import connect as connections
from carrel.store.db import Store
from carrel.store.faults import DiskFull, StoreBusy, StoreUnreachable, StoreUnsafe
from carrel.store.migrations import ROOMS
from carrel.store.space import Limits
from tests.conftest import CountingStamp
from tests.store.kit import WITH_OPTIONS, groups, raw, write_group


def test_every_connection_reads_back_the_promised_settings(store: Store) -> None:
    promised = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
        "busy_timeout": 5_000,
    }
    with store.writing() as db:
        assert {name: db.execute(f"pragma {name}").fetchone()[0] for name in promised} == promised
        assert db.execute("pragma query_only").fetchone() == (0,)
    with store.reading() as db:
        assert {name: db.execute(f"pragma {name}").fetchone()[0] for name in promised} == promised
        assert db.execute("pragma query_only").fetchone() == (1,)


def test_a_setting_that_does_not_hold_stops_the_connection(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connections.PRAGMAS, "synchronous", "full")  # it is read back as 2
    with pytest.raises(StoreUnsafe) as caught, store.reading():
        pass
    assert caught.value.detail == "synchronous is 2"


def test_the_driver_is_not_the_one_with_the_log_reset_bug() -> None:
    assert driver.sqlite_version_info >= (3, 51, 3)


def test_what_a_block_wrote_is_there_when_it_ends(store: Store, stamp: CountingStamp) -> None:
    with store.writing() as db:
        write_group(db, "g", stamp)
    with store.reading() as db:
        assert groups(db) == ({"g"}, set())


def write_and_fail(store: Store, stamp: CountingStamp) -> None:
    """Write a group and change one's mind."""
    with store.writing() as db:
        write_group(db, "g", stamp)
        raise KeyboardInterrupt


def test_nothing_of_a_block_that_raises_is_there(store: Store, stamp: CountingStamp) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_and_fail(store, stamp)
    with store.reading() as db:
        assert groups(db) == (set(), set())
    with store.writing() as db:  # and the next one finds the way free
        write_group(db, "h", stamp)


def test_a_reader_sees_one_moment_while_others_write(store: Store, stamp: CountingStamp) -> None:
    with store.reading() as before:
        with store.writing() as db:
            write_group(db, "g", stamp)
        assert groups(before) == (set(), set())


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreUnreachable), store.reading() as db:
        db.execute("delete from message")


def test_a_second_transaction_in_one_thread_is_refused_and_does_not_hang(store: Store) -> None:
    with store.writing(), pytest.raises(RuntimeError, match="already open"), store.writing():
        pass


def test_eight_threads_of_two_programs_write_at_once_and_nothing_is_lost(store: Store, stamp: CountingStamp) -> None:
    def write(worker: int) -> None:
        for turn in range(10):
            with (store, other)[worker % 2].writing() as db:
                found, _broken = groups(db)  # reading first is what makes a deferred transaction fail
                assert f"{worker}x{turn}" not in found
                write_group(db, f"{worker}x{turn}", CountingStamp())

    with Store.open(store.path, stamp, steps=WITH_OPTIONS) as other, ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    with store.reading() as db:
        assert groups(db) == ({f"{worker}x{turn}" for worker in range(8) for turn in range(10)}, set())


def test_another_program_that_holds_the_file_is_told_of(
    path: Path, stamp: CountingStamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(path, stamp, steps=WITH_OPTIONS).close()
    monkeypatch.setitem(connections.PRAGMAS, "busy_timeout", 1)
    with closing(connections.connect(path)) as other, Store.open(path, stamp, steps=WITH_OPTIONS) as store:
        other.execute("begin immediate")
        with pytest.raises(StoreBusy), store.writing():
            pass


def test_listeners_hear_which_rooms_changed_after_the_commit(store: Store, stamp: CountingStamp) -> None:
    heard: list[frozenset[str]] = []
    counts: list[int] = []

    def listen(rooms: frozenset[str]) -> None:
        heard.append(rooms)
        with store.reading() as db:
            counts.append(tables.conversation_count(db))

    forget = store.on_change(listen)
    with store.writing() as db:
        tables.create_conversation(db, Conversation("c", stamp.now(), stamp.now()))
        assert heard == []
    for _again in range(3):  # the same statement again: the driver has it prepared, and it is noticed all the same
        with store.writing() as db:
            tables.set_draft(db, "c", "hello")
    assert (heard, counts) == ([frozenset({"conversations"})] * 4, [1] * 4)
    forget()
    forget()
    with store.writing() as db:
        tables.set_draft(db, "c", "bye")
    assert len(heard) == 4


def test_listeners_hear_nothing_of_reading_undoing_or_tables_without_a_room(store: Store, stamp: CountingStamp) -> None:
    heard: list[frozenset[str]] = []
    store.on_change(heard.append)
    with store.writing() as db:
        tables.conversations(db)
        db.execute("insert into option values ('a', 'b')")
    with pytest.raises(KeyboardInterrupt):
        write_and_fail(store, stamp)
    assert heard == []


def test_a_listener_may_write(store: Store, stamp: CountingStamp) -> None:
    def listen(_rooms: frozenset[str]) -> None:
        forget()
        with store.writing() as db:
            tables.set_draft(db, "c", "from the listener")

    forget = store.on_change(listen)
    with store.writing() as db:
        tables.create_conversation(db, Conversation("c", stamp.now(), stamp.now()))
    with store.reading() as db:
        assert tables.get_conversation(db, "c").draft == "from the listener"


def test_every_table_belongs_to_a_room(path: Path, stamp: CountingStamp) -> None:
    Store.open(path, stamp).close()
    rows = raw(path, "select name from pragma_table_list where schema = 'main' and type = 'table'")
    ours = {str(row[0]) for row in rows} - {"sqlite_schema", "sqlite_sequence", "_sqlite_migrations"}
    assert ours == set(ROOMS)


def test_a_file_that_is_taken_away_is_not_replaced_by_an_empty_one(store: Store, path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))
    with pytest.raises(StoreUnreachable), store.reading():
        pass
    assert not path.exists()


def test_little_room_is_told_and_too_little_stops_writing_and_not_reading(path: Path, stamp: CountingStamp) -> None:
    Store.open(path, stamp).close()
    enough, too_much = 1, 1 << 62
    with Store.open(path, stamp, limits=Limits(warn_below=too_much, stop_below=enough)) as store:
        assert (store.space().is_low, store.space().is_full) == (True, False)
        with store.writing() as db:
            tables.create_conversation(db, Conversation("c", stamp.now(), stamp.now()))
    with Store.open(path, stamp, limits=Limits(warn_below=too_much, stop_below=too_much)) as store:
        assert store.space().is_full
        with pytest.raises(DiskFull), store.writing():
            pass
        with store.reading() as db:
            assert tables.conversation_count(db) == 1


def test_a_new_profile_does_not_begin_on_a_full_disk(path: Path, stamp: CountingStamp) -> None:
    with pytest.raises(DiskFull):
        Store.open(path, stamp, limits=Limits(stop_below=1 << 62))
    assert list(path.parent.glob("carrel*")) == []


def test_a_clean_end_leaves_one_file_and_no_log(path: Path) -> None:
    Store.open(path, SystemStamp()).close()
    store = Store.open(path, SystemStamp())
    with store.writing() as db:
        tables.create_conversation(db, Conversation("c", SystemStamp().now(), SystemStamp().now()))
    store.close()
    store.close()
    assert [file.name for file in sorted(path.parent.glob("carrel*"))] == ["carrel.begun", "carrel.db"]


def test_importing_the_store_does_not_import_what_is_slow() -> None:
    code = "import sys, carrel.store.db; print({'sqlite_utils', 'numpy', 'sqlite3'} & set(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout.strip() == "set()"
