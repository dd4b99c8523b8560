"""Attached texts as they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carrel.attachments import tables
from carrel.attachments.model import Attachment
from carrel.courses import tables as courses
from carrel.courses.model import Course
from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.conversations.kit import chat, say

if TYPE_CHECKING:
    from sqlite_utils import Database


@pytest.fixture
def db(tmp_path: Path, stamp: CountingStamp) -> Iterator[Database]:
    """A store of its own, open for writing."""
    with Store.open(tmp_path / "carrel.db", stamp) as store, store.writing() as db:
        yield db


def text(stamp: CountingStamp, name: str) -> Attachment:
    """A text to attach."""
    return Attachment(stamp.new_id(), name, f"What {name} says.\n", stamp.now())


def kept(db: Database) -> int:
    """How many texts are kept."""
    return int(db.execute("select count(*) from attachment").fetchone()[0])


def test_what_was_attached_to_a_draft_goes_with_the_turn_that_is_sent(db: Database, stamp: CountingStamp) -> None:
    c = chat(db, stamp)
    notes, more, elsewhere = text(stamp, "notes.txt"), text(stamp, "more.txt"), text(stamp, "new.txt")
    tables.attach(db, notes, "draft", c)
    tables.attach(db, elsewhere, "draft", None)
    tables.attach(db, more, "draft", c)
    turn = say(db, stamp, c, None, "What does it say?")
    tables.send(db, c, turn)
    assert tables.of(db, "message", turn) == [notes, more]
    assert tables.of(db, "draft", c) == []
    assert tables.of(db, "draft", None) == [elsewhere]
    tables.send(db, None, turn)
    assert tables.of_messages(db, [turn, "other"]) == {turn: (notes, elsewhere, more)}
    assert tables.of(db, "draft", None) == []


def test_an_edited_turn_shares_the_texts_and_one_is_deleted_with_its_last_owner(
    db: Database, stamp: CountingStamp
) -> None:
    c = chat(db, stamp)
    notes = text(stamp, "notes.txt")
    first, second = say(db, stamp, c, None, "One"), say(db, stamp, c, None, "Two")
    tables.attach(db, notes, "message", first)
    tables.share(db, first, second)
    tables.take_off(db, notes.id, "message", first)
    assert (tables.of(db, "message", first), tables.of(db, "message", second)) == ([], [notes])
    tables.take_off(db, notes.id, "message", second)
    assert kept(db) == 0


def test_a_source_of_a_course_is_not_on_a_draft(db: Database, stamp: CountingStamp) -> None:
    courses.create(db, Course("course", stamp.now(), "Biology"))
    source = text(stamp, "leaf.md")
    tables.attach(db, source, "course", "course")
    assert tables.of(db, "course", "course") == [source]
    assert tables.of(db, "draft", None) == []
    tables.take_off(db, source.id, "draft", None)
    assert kept(db) == 1
