"""Upgrading an old file: a copy first, then each step whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carrel.conversations.search import find
from carrel.store.copies import copy_verified
from carrel.store.db import Store
from carrel.store.faults import DiskFull, StoreDamaged
from carrel.store.migrations import STEPS
from carrel.store.space import Limits
from tests.conftest import CountingStamp
from tests.store.kit import MORE_STEPS, WITH_OPTIONS, digest, groups, raw, step_test_filled, write_group

if TYPE_CHECKING:
    from sqlite_utils import Database


@pytest.fixture
def old(path: Path, stamp: CountingStamp) -> Path:
    """A file of an older schema, with one group in it."""
    with Store.open(path, stamp, steps=WITH_OPTIONS) as store, store.writing() as db:
        write_group(db, "g", stamp)
    return path


def copies(path: Path) -> list[Path]:
    """The copies made before upgrades, oldest first."""
    return sorted(path.with_name("before-upgrades").iterdir())


def test_an_upgrade_keeps_what_was_there_and_brings_what_is_new(old: Path, stamp: CountingStamp) -> None:
    with Store.open(old, stamp, steps=MORE_STEPS) as store, store.reading() as db:
        assert groups(db) == ({"g"}, set())
        assert db.execute("select value, note from filled").fetchall() == [(1, "new")]


def test_before_an_upgrade_the_file_is_copied_and_says_before_what(old: Path, stamp: CountingStamp) -> None:
    Store.open(old, stamp, steps=MORE_STEPS).close()
    (copy,) = copies(old)
    assert copy.name.endswith("-before-step_test_filled.db")
    with Store.open(copy, stamp, steps=WITH_OPTIONS) as store, store.reading() as db:
        assert groups(db) == ({"g"}, set())


def test_a_new_file_and_a_present_one_are_not_copied(old: Path, stamp: CountingStamp) -> None:
    Store.open(old, stamp, steps=WITH_OPTIONS).close()
    assert not old.with_name("before-upgrades").exists()


def test_the_newest_three_copies_are_kept(old: Path, stamp: CountingStamp) -> None:
    steps = list(WITH_OPTIONS)
    for number in range(5):

        def step(db: Database, number: int = number) -> None:
            db.execute(f"create table extra_{number} (value text)")

        step.__name__ = f"step_{number}"
        steps.append(step)
        Store.open(old, stamp, steps=steps).close()
    assert [copy.stem.rpartition("-")[2] for copy in copies(old)] == ["step_2", "step_3", "step_4"]


def test_a_step_that_fails_leaves_nothing_of_itself_and_the_steps_before_it(old: Path, stamp: CountingStamp) -> None:
    def step_fails(db: Database) -> None:
        db.execute("create table half_done (value text)")
        raise LookupError("a mistake in a step")

    steps = (*WITH_OPTIONS, step_test_filled, step_fails)
    for _again in range(2):
        with pytest.raises(LookupError):
            Store.open(old, stamp, steps=steps)
        assert raw(old, "select name from sqlite_schema where name in ('filled', 'half_done')") == [("filled",)]
    Store.open(old, stamp, steps=MORE_STEPS).close()


def test_an_upgrade_does_not_begin_on_a_full_disk(old: Path, stamp: CountingStamp) -> None:
    before = digest(old.parent)
    with pytest.raises(DiskFull):
        Store.open(old, stamp, steps=MORE_STEPS, limits=Limits(stop_below=1 << 62))
    assert digest(old.parent) == before


def test_a_copy_holds_what_is_still_in_the_log(store: Store, tmp_path: Path, stamp: CountingStamp) -> None:
    with store.writing() as db:
        write_group(db, "g", stamp)
    copy_verified(store.path, tmp_path / "copy.db")
    assert raw(tmp_path / "copy.db", "select count(*) from option") == [(2,)]
    assert sorted(file.name for file in tmp_path.glob("*copy*")) == ["copy.db"]


def test_a_copy_of_a_damaged_file_never_gets_its_name(old: Path, tmp_path: Path) -> None:
    name = b"g-first"
    content = old.read_bytes()
    assert content.count(name) == 2  # in the table and in its index, which now disagree
    old.write_bytes(content.replace(name, b"g-worst", 1))
    with pytest.raises(StoreDamaged):
        copy_verified(old, tmp_path / "copy.db")
    assert list(tmp_path.glob("*copy*")) == []


def test_texts_without_spaces_that_are_there_already_are_found_after_the_upgrade(
    path: Path, stamp: CountingStamp
) -> None:
    with Store.open(path, stamp, steps=STEPS[:2]) as store, store.writing() as db:
        for number, text in enumerate(("植物通过光合作用制造养料", "كَتَبَ الطالب", "plain")):
            db.execute(
                """insert into conversation (id, title, created, created_zone, created_day,
                   updated, updated_zone, updated_day) values (?, ?, '', 0, '', '', 0, '')""",
                (f"c{number}", text),
            )
            db.execute(
                """insert into message (id, conversation, role, text, state, created, created_zone, created_day)
                   values (?, ?, 'user', ?, 'complete', '', 0, '')""",
                (f"m{number}", f"c{number}", text),
            )
    with Store.open(path, stamp) as store, store.reading() as db:
        for query, number in (("合作", 0), ("كتب", 1), ("plain", 2)):
            assert {hit.id for hit in find(db, query)} == {f"c{number}", f"m{number}"}
