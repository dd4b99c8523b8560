"""Courses as they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carrel.courses import tables
from carrel.courses.model import LONGEST_INSTRUCTIONS, LONGEST_TITLE, Course, CourseMissing, CourseRefused
from carrel.store.db import Store
from tests.conftest import CountingStamp

if TYPE_CHECKING:
    from sqlite_utils import Database


@pytest.fixture
def db(tmp_path: Path, stamp: CountingStamp) -> Iterator[Database]:
    """A store of its own, open for writing."""
    with Store.open(tmp_path / "carrel.db", stamp) as store, store.writing() as db:
        yield db


def course(db: Database, stamp: CountingStamp, title: str, **values: object) -> Course:
    """A kept course."""
    made = replace(Course(stamp.new_id(), stamp.now(), title), **values)  # type: ignore[arg-type]
    tables.create(db, made)
    return made


def test_a_course_comes_back_as_it_was_kept(db: Database, stamp: CountingStamp) -> None:
    made = course(db, stamp, "Biology", instructions="Use plain words.", model="qwen", help="hints")
    assert tables.get(db, made.id) == made


def test_courses_are_listed_by_title_in_any_case(db: Database, stamp: CountingStamp) -> None:
    for title in ("physics", "Algebra", "Biology"):
        course(db, stamp, title)
    assert [one.title for one in tables.courses(db)] == ["Algebra", "Biology", "physics"]


def test_a_course_is_found_by_its_title_in_any_case_or_by_its_id(db: Database, stamp: CountingStamp) -> None:
    made = course(db, stamp, "Biology 101")
    assert tables.named(db, "biology 101 ") == tables.named(db, made.id) == made
    with pytest.raises(CourseMissing):
        tables.named(db, "Chemistry")


def test_a_deleted_course_is_not_listed_and_an_undo_brings_it_back(db: Database, stamp: CountingStamp) -> None:
    made = course(db, stamp, "Biology")
    tables.delete(db, made.id, stamp.now())
    assert tables.courses(db) == []
    assert tables.get(db, made.id).deleted
    tables.undelete(db, made.id)
    assert tables.courses(db) == [made]


def test_a_change_keeps_everything_that_is_said(db: Database, stamp: CountingStamp) -> None:
    made = course(db, stamp, "Biology")
    changed = replace(made, title="Botany", instructions="Name the plant.", help="off", model="m")
    tables.change(db, changed)
    assert tables.get(db, made.id) == changed
    with pytest.raises(CourseMissing):
        tables.change(db, replace(made, id="nowhere"))


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "  "), ("title", "x" * (LONGEST_TITLE + 1)), ("instructions", "x" * (LONGEST_INSTRUCTIONS + 1))],
)
def test_a_course_without_a_title_or_too_long_is_refused_in_words(
    db: Database, stamp: CountingStamp, field: str, value: str
) -> None:
    with pytest.raises(CourseRefused) as refused:
        course(db, stamp, **{"title": "Biology", field: value})
    assert refused.value.what
    assert refused.value.next_step
