"""Behaviours as they are kept: every change keeps the former version, and what was removed comes back whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carrel.behaviours import tables
from carrel.behaviours.model import Behaviour, BehaviourMissing, BehaviourRefused
from carrel.behaviours.reading import read, retitled
from carrel.behaviours.shipped import shipped
from carrel.store.db import Store
from tests.behaviours.test_reading import FILE
from tests.conftest import CountingStamp

if TYPE_CHECKING:
    from sqlite_utils import Database


@pytest.fixture
def db(tmp_path: Path, stamp: CountingStamp) -> Iterator[Database]:
    """A store of its own, open for writing."""
    with Store.open(tmp_path / "carrel.db", stamp) as store, store.writing() as db:
        yield db


def coach(title: str = "Coach", name: str = "coach") -> Behaviour:
    """A behaviour of this title."""
    found = read(name, retitled(FILE, title)).behaviour
    assert found is not None
    return found


def keep(db: Database, stamp: CountingStamp, behaviour: Behaviour) -> int:
    """Keep it now."""
    return tables.keep(db, behaviour, stamp.now(), stamp.new_id())


def test_each_change_is_a_version_and_no_change_is_none(db: Database, stamp: CountingStamp) -> None:
    assert [keep(db, stamp, one) for one in (coach("A"), coach("B"), coach("B"), coach("A"))] == [1, 2, 2, 3]
    assert tables.by_name(db, "Coach") == coach("A")
    assert [(one.number, one.text) for one in tables.versions(db, "coach")] == [
        (3, coach("A").text),
        (2, coach("B").text),
        (1, coach("A").text),
    ]


def test_what_was_removed_comes_back_with_its_versions(db: Database, stamp: CountingStamp) -> None:
    keep(db, stamp, coach("A"))
    keep(db, stamp, coach("B"))
    removed = tables.remove(db, "coach", stamp.now())
    with pytest.raises(BehaviourMissing):
        tables.by_name(db, "coach")
    assert tables.last_removed(db, "coach") == removed
    keep(db, stamp, coach("C"))
    with pytest.raises(BehaviourRefused, match="another"):
        tables.restore(db, removed)
    tables.remove(db, "coach", stamp.now())
    tables.restore(db, removed)
    assert [one.number for one in tables.versions(db, "coach")] == [2, 1]
    assert tables.by_name(db, "coach").title == "B"


def test_one_that_came_along_gives_way_to_ones_own_and_is_its_first_version(db: Database, stamp: CountingStamp) -> None:
    came = shipped()["socratic"]
    assert (tables.by_name(db, "socratic"), tables.versions(db, "socratic")) == (came, [])
    with pytest.raises(BehaviourRefused, match="comes with Carrel"):
        tables.remove(db, "socratic", stamp.now())
    assert keep(db, stamp, coach("Mine", "socratic")) == 2
    assert [one.text for one in tables.versions(db, "socratic")][1] == came.text
    assert [(one.behaviour.title, one.version) for one in tables.all_kept(db) if one.behaviour.name == "socratic"] == [
        ("Mine", 2)
    ]
    tables.remove(db, "socratic", stamp.now())
    assert tables.by_name(db, "socratic") == came
