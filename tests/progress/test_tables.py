"""Cards and flags come out of the store as they went in, each learner's apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fsrs import Rating

from carrel.progress import tables
from carrel.progress.model import Flag
from carrel.progress.schedule import reviewed
from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.progress.kit import at

if TYPE_CHECKING:
    from sqlite_utils import Database


@pytest.fixture
def db(tmp_path: Path, stamp: CountingStamp) -> Iterator[Database]:
    """A store of its own, open for writing."""
    with Store.open(tmp_path / "carrel.db", stamp) as store, store.writing() as db:
        yield db


def test_a_card_is_kept_once_for_an_item_and_a_learner(db: Database) -> None:
    first = reviewed("i", None, Rating.Again, at())
    later = reviewed("i", first, Rating.Good, at(hours=1))
    other = reviewed("j", None, Rating.Easy, at())
    for learner, card in (("", first), ("", other), ("", later), ("ana", first)):
        tables.keep_card(db, learner, card)
    assert tables.cards(db, "") == [later, other]
    assert tables.card(db, "ana", "i") == first
    assert tables.card(db, "ana", "j") is None


def test_a_flag_stands_until_it_is_put_down(db: Database) -> None:
    flag = Flag("f", "s", "t9", 10, 2, at())
    tables.raise_flag(db, "", flag)
    tables.raise_flag(db, "ana", replace(flag, id="g"))
    tables.end_flags(db, "", "other", at(days=1))
    assert tables.flags(db, "") == [flag]
    tables.end_flags(db, "", "s", at(days=2))
    tables.end_flags(db, "", "s", at(days=3))
    assert tables.flags(db, "") == [replace(flag, ended=at(days=2).utc)]
    assert tables.flags(db, "ana") == [replace(flag, id="g")]
