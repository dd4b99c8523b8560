"""Classes, pupils and assignments as they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from carrel.classroom.classes import tables
from carrel.classroom.classes.model import (
    Assignment,
    ClassMissing,
    Classroom,
    NotSaid,
    Pupil,
    checked,
    checked_name,
    checked_title,
)
from carrel.store.db import Store
from tests.conftest import CountingStamp


@pytest.fixture
def store(tmp_path: Path, stamp: CountingStamp) -> Iterator[Store]:
    with Store.open(tmp_path / "carrel.db", stamp) as opened:
        yield opened


@pytest.fixture
def made(store: Store, stamp: CountingStamp) -> Classroom:
    """A class that is kept."""
    classroom = Classroom("c1", "7b Biology", stamp.now())
    with store.writing() as db:
        tables.add_classroom(db, classroom)
    return classroom


def test_a_class_is_found_by_its_id_and_by_its_title(store: Store, made: Classroom) -> None:
    with store.reading() as db:
        assert tables.classroom(db, "c1") == tables.classroom(db, "7B biology") == made


def test_a_title_that_two_classes_share_names_neither(store: Store, made: Classroom) -> None:
    with store.writing() as db:
        tables.add_classroom(db, replace(made, id="c2"))
    with store.reading() as db, pytest.raises(ClassMissing, match="More than one"):
        tables.classroom(db, made.title)


def test_a_class_that_is_over_comes_last(store: Store, made: Classroom, stamp: CountingStamp) -> None:
    newer = Classroom("c2", "8a", stamp.now(), archived=True)
    with store.writing() as db:
        tables.add_classroom(db, newer)
    with store.reading() as db:
        assert tables.classrooms(db) == [made, newer]


def test_what_is_said_of_a_class_and_a_pupil_later_stands_in_place_of_what_was_said(
    store: Store, made: Classroom, stamp: CountingStamp
) -> None:
    first = Pupil("p1", "c1", "Amara", "KOMA", stamp.now(), ("blue", "green"), "x-1")
    later = replace(first, name="Amara N.", groups=("red",), left=True)
    with store.writing() as db:
        tables.keep_classroom(db, replace(made, title="7b", archived=True))
        tables.keep_pupil(db, first)
        tables.keep_pupil(db, later)
    with store.reading() as db:
        assert tables.classroom(db, "7b").archived
        assert tables.pupils(db, "c1") == [later]
        assert tables.pupil(db, "p1") == later


def test_pupils_stand_in_the_order_of_their_names_and_those_who_left_come_last(
    store: Store, made: Classroom, stamp: CountingStamp
) -> None:
    who = [("a", "zoe", False), ("b", "Ben", True), ("c", "Ann", False)]
    with store.writing() as db:
        for name, called, left in who:
            tables.keep_pupil(db, Pupil(name, made.id, called, name, stamp.now(), left=left))
    with store.reading() as db:
        assert [pupil.name for pupil in tables.pupils(db, made.id)] == ["Ann", "zoe", "Ben"]


def test_an_assignment_comes_back_as_it_was_kept_last(store: Store, made: Classroom, stamp: CountingStamp) -> None:
    first = Assignment("a1", made.id, "Cells", stamp.now(), topics=("biology.cells",))
    later = replace(
        first, task="Write *ten* lines.", items=("i1",), documents=("d1",), count=4, behaviour="calm", policy="off",
        transcript=True, opens="2027-01-04", due="2027-01-08", groups=("blue",), given=True,
    )  # fmt: skip
    with store.writing() as db:
        tables.keep_assignment(db, first)
        tables.keep_assignment(db, later)
        tables.keep_assignment(db, replace(first, id="a2"))
    with store.reading() as db:
        assert tables.assignments(db, made.id) == [replace(first, id="a2"), later]
        assert tables.assignment(db, "a1") == later


def test_with_a_class_goes_everything_in_it(store: Store, made: Classroom, stamp: CountingStamp) -> None:
    with store.writing() as db:
        tables.keep_pupil(db, Pupil("p1", made.id, "Amara", "KOMA", stamp.now(), ("blue",)))
        tables.keep_assignment(db, Assignment("a1", made.id, "Cells", stamp.now(), task="Write."))
        tables.remove_classroom(db, made.id)
    with store.reading() as db:
        assert not tables.classrooms(db)
        for table in ("pupil", "pupil_group", "assignment"):
            assert db[table].count == 0


@pytest.mark.parametrize("look", [tables.classroom, tables.pupil, tables.assignment])
def test_what_is_not_there_is_told(store: Store, look: Any) -> None:
    with store.reading() as db, pytest.raises(ClassMissing):
        look(db, "nothing")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"topics": ()}, "asks for nothing"),
        ({"task": "x" * 20_001}, "too long"),
        ({"count": 0}, "from 1 to"),
        ({"count": 201}, "from 1 to"),
        ({"due": "next week"}, "is no day"),
        ({"opens": "2027-02-02", "due": "2027-02-01"}, "before it opens"),
    ],
)
def test_an_assignment_that_cannot_be_is_refused(stamp: CountingStamp, changed: dict[str, Any], said: str) -> None:
    good = Assignment("a1", "c1", "Cells", stamp.now(), topics=("biology.cells",))
    assert checked(good) == good
    with pytest.raises(NotSaid, match=said):
        checked(replace(good, **changed))


def test_titles_and_names_are_one_line_and_never_empty() -> None:
    assert checked_title(" 7b\nBiology ") == "7b Biology"
    assert checked_name("Amara\tN.") == "Amara N."
    for check in (checked_title, checked_name):
        with pytest.raises(NotSaid):
            check(" \n ")


def test_an_assignment_is_for_everybody_or_for_its_groups(stamp: CountingStamp) -> None:
    everybody = Assignment("a1", "c1", "Cells", stamp.now(), task="Write.")
    assert everybody.is_for(())
    assert replace(everybody, groups=("blue",)).is_for(("red", "blue"))
    assert not replace(everybody, groups=("blue",)).is_for(("red",))
