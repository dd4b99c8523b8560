"""Classes, pupils and assignments in the store."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from carrel.base.text import clean
from carrel.base.words import _
from carrel.classroom.classes.model import Assignment, ClassMissing, Classroom, Pupil
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_PUPILS = """select pupil.*, (select json_group_array(name) from pupil_group
    where pupil_group.pupil = pupil.id) as groups from pupil"""


def add_classroom(db: Database, classroom: Classroom) -> None:
    """Keep a new class."""
    row = {"id": classroom.id, "title": clean(classroom.title), "teacher": clean(classroom.teacher)}
    db["classroom"].insert({**row, "archived": classroom.archived, **moment_row("created", classroom.created)})


def keep_classroom(db: Database, classroom: Classroom) -> None:
    """Keep a class under another title, or that it is over; raises ClassMissing."""
    done = db.execute(
        "update classroom set title = ?, teacher = ?, archived = ? where id = ?",
        (clean(classroom.title), clean(classroom.teacher), classroom.archived, classroom.id),
    )
    if not done.rowcount:
        raise _missing_class()


def classrooms(db: Database) -> list[Classroom]:
    """All classes, the newest first; those that are over come last."""
    return [_classroom(row) for row in db.query("select * from classroom order by archived, number desc")]


def classroom(db: Database, named: str) -> Classroom:
    """The class with this id, or the only one with this title; raises ClassMissing."""
    rows = list(db.query("select * from classroom where id = ?", (named,)))
    rows = rows or list(db.query("select * from classroom where title = ? collate nocase", (named,)))
    if len(rows) == 1:
        return _classroom(rows[0])
    if not rows:
        raise _missing_class()
    raise ClassMissing(_("More than one class is called “{title}”.").format(title=named), _("Name it by its id."))


def remove_classroom(db: Database, classroom: str) -> None:
    """Forget a class with its pupils and assignments."""
    db.execute("delete from classroom where id = ?", (classroom,))


def keep_pupil(db: Database, pupil: Pupil) -> None:
    """Keep a pupil, in place of what was said before."""
    row = {name: getattr(pupil, name) for name in ("id", "classroom", "code", "external", "left")}
    row |= {"name": clean(pupil.name), **moment_row("created", pupil.created)}
    changed = ", ".join(f"{name} = excluded.{name}" for name in ("name", "external", "left"))
    holes = ", ".join(f":{name}" for name in row)
    db.execute(f"insert into pupil ({', '.join(row)}) values ({holes}) on conflict (id) do update set {changed}", row)
    db.execute("delete from pupil_group where pupil = ?", (pupil.id,))
    db["pupil_group"].insert_all({"pupil": pupil.id, "name": clean(group)} for group in dict.fromkeys(pupil.groups))


def pupils(db: Database, classroom: str) -> list[Pupil]:
    """Everybody of a class in the order of their names, those who left last."""
    rows = db.query(f"{_PUPILS} where classroom = ? order by left, name collate nocase, number", (classroom,))
    return [_pupil(row) for row in rows]


def pupil(db: Database, named: str) -> Pupil:
    """The pupil with this id; raises ClassMissing."""
    for row in db.query(f"{_PUPILS} where id = ?", (named,)):
        return _pupil(row)
    raise ClassMissing(_("There is no such pupil."), _("Look at the class to see who is in it."))


def pupil_with(db: Database, classroom: str, code: str) -> Pupil | None:
    """The pupil of this class with this code, in small letters or large; None where nobody has it."""
    told = db.execute("select code, id from pupil where classroom = ?", (classroom,))
    for found, name in told:
        if found.casefold() == code.casefold():
            return pupil(db, name)
    return None


def keep_assignment(db: Database, assignment: Assignment) -> None:
    """Keep an assignment, in place of what was said before."""
    names = ("id", "classroom", "count", "behaviour", "policy", "transcript", "opens", "due", "given")
    row: dict[str, object] = {name: getattr(assignment, name) for name in names}
    content = {name: getattr(assignment, name) for name in ("topics", "items", "documents", "groups")}
    row |= {"title": clean(assignment.title), "task": clean(assignment.task), "content": json.dumps(content)}
    row |= moment_row("created", assignment.created)
    changed = ", ".join(f"{name} = excluded.{name}" for name in row if name not in {"id", "classroom"})
    holes = ", ".join(f":{name}" for name in row)
    db.execute(
        f"insert into assignment ({', '.join(row)}) values ({holes}) on conflict (id) do update set {changed}", row
    )


def assignments(db: Database, classroom: str) -> list[Assignment]:
    """All assignments of a class, the newest first."""
    rows = db.query("select * from assignment where classroom = ? order by number desc", (classroom,))
    return [_assignment(row) for row in rows]


def assignment(db: Database, named: str) -> Assignment:
    """The assignment with this id; raises ClassMissing."""
    for row in db.query("select * from assignment where id = ?", (named,)):
        return _assignment(row)
    raise ClassMissing(_("There is no such assignment."), _("Look at the class to see what was set."))


def remove_assignment(db: Database, assignment: str) -> None:
    """Forget an assignment."""
    db.execute("delete from assignment where id = ?", (assignment,))


def _classroom(row: Mapping[str, Any]) -> Classroom:
    return Classroom(row["id"], row["title"], moment_from(row), row["teacher"], bool(row["archived"]))


def _pupil(row: Mapping[str, Any]) -> Pupil:
    groups: Sequence[str] = json.loads(row["groups"])
    said = (row["id"], row["classroom"], row["name"], row["code"], moment_from(row))
    return Pupil(*said, tuple(sorted(groups)), row["external"], bool(row["left"]))


def _assignment(row: Mapping[str, Any]) -> Assignment:
    names = ("id", "classroom", "title", "task", "count", "behaviour", "policy", "opens", "due")
    said: dict[str, Any] = {name: row[name] for name in names}
    said |= {name: bool(row[name]) for name in ("transcript", "given")}
    said |= {name: tuple(ids) for name, ids in json.loads(row["content"]).items()}
    return Assignment(created=moment_from(row), **said)


def _missing_class() -> ClassMissing:
    return ClassMissing(_("There is no such class."), _("“carrel class list” shows the classes."))
