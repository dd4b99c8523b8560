"""Courses in the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.courses.model import (
    HELPS,
    LONGEST_INSTRUCTIONS,
    LONGEST_TITLE,
    Course,
    CourseMissing,
    CourseRefused,
)
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


def create(db: Database, course: Course) -> None:
    """Keep a new course; raises CourseRefused."""
    db["course"].insert(
        {
            "id": course.id,
            **moment_row("created", course.created),
            **_said(course),
        }
    )


def change(db: Database, course: Course) -> None:
    """Keep what the course says now; raises CourseMissing, CourseRefused."""
    values = _said(course)
    assignments = ", ".join(f"{column} = ?" for column in values)
    _done(
        db.execute(f"update course set {assignments} where id = ?", (*values.values(), course.id)).rowcount, course.id
    )


def get(db: Database, course: str) -> Course:
    """The course with this id, deleted or not; raises CourseMissing."""
    for row in db.query("select * from course where id = ?", (clean(course),)):
        return _course(row)
    raise _missing(course)


def courses(db: Database) -> list[Course]:
    """The courses that are not deleted, by title."""
    rows = db.query("select * from course where deleted is null order by title collate nocase, number")
    return [_course(row) for row in rows]


def named(db: Database, name: str) -> Course:
    """The course with this id or, in any case of letters, this title; raises CourseMissing."""
    wanted = clean(name).strip()
    for course in courses(db):
        if wanted == course.id or wanted.casefold() == course.title.casefold():
            return course
    raise _missing(name)


def delete(db: Database, course: str, moment: Moment) -> None:
    """Take the course away; its chats stay, without what they inherited, until an undo."""
    _done(db.execute("update course set deleted = ? where id = ?", (moment.utc, course)).rowcount, course)


def undelete(db: Database, course: str) -> None:
    """Bring a deleted course back, with the chats that are still in it."""
    _done(db.execute("update course set deleted = null where id = ?", (course,)).rowcount, course)


def _said(course: Course) -> dict[str, object]:
    """What a person says of a course, as columns."""
    title = " ".join(clean(course.title).split())
    if not title or len(title) > LONGEST_TITLE or course.help not in HELPS:
        raise CourseRefused(
            _("A course needs a title of at most {count} characters.").format(count=LONGEST_TITLE),
            _("Give it a short title."),
        )
    instructions = clean(course.instructions).strip()
    if len(instructions) > LONGEST_INSTRUCTIONS:
        raise CourseRefused(
            _("The instructions are longer than {count} characters.").format(count=LONGEST_INSTRUCTIONS),
            _("Shorten them, or put the long part into a source of the course."),
        )
    return {
        "title": title,
        "instructions": instructions,
        "model": course.model,
        "help": course.help,
        "mode": course.mode,
        "behaviour": course.behaviour,
    }


def _course(row: Mapping[str, Any]) -> Course:
    return Course(
        id=row["id"],
        created=moment_from(row),
        title=row["title"],
        instructions=row["instructions"],
        model=row["model"],
        help=row["help"],
        mode=row["mode"],
        deleted=row["deleted"] is not None,
        behaviour=row["behaviour"],
    )


def _done(rows: int, course: str) -> None:
    if not rows:
        raise _missing(course)


def _missing(course: str) -> CourseMissing:
    return CourseMissing(_("This course is no longer there."), _("Choose another course, or make a new one."), course)
