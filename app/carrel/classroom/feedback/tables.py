"""Feedback in the store: the teacher's queue, and what was told to a pupil."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.classroom.feedback.model import About, Feedback, FeedbackMissing, Told
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_NAMES = ("id", "classroom", "pupil", "kind", "about", "by", "state", "example", "sent")
_CHANGING = ("drafted", "text", "by", "state", "example", "sent")
_MOMENTS = ("said", "settled")


def keep(db: Database, one: Feedback) -> None:
    """Keep feedback, in place of what stood there about the same thing."""
    row: dict[str, object] = {name: getattr(one, name) for name in _NAMES}
    row |= {"drafted": clean(one.drafted), "text": clean(one.text), **moment_row("created", one.created)}
    for name in _MOMENTS:
        moment: Moment | None = getattr(one, name)
        row |= moment_row(name, moment) if moment is not None else dict.fromkeys(moment_row(name, one.created))
    changing = [*_CHANGING, *(column for name in _MOMENTS for column in moment_row(name, one.created))]
    changed = ", ".join(f"{name} = excluded.{name}" for name in changing)
    holes = ", ".join(f":{name}" for name in row)
    db.execute(
        f"insert into feedback ({', '.join(row)}) values ({holes}) on conflict (id) do update set {changed}", row
    )


def get(db: Database, named: str) -> Feedback:
    """The feedback with this id; raises FeedbackMissing."""
    for row in db.query("select * from feedback where id = ?", (named,)):
        return _feedback(row)
    raise FeedbackMissing.named()


def about(db: Database, pupil: str, kind: About, thing: str) -> Feedback | None:
    """What is said to this pupil about this thing; None where nothing is."""
    rows = db.query("select * from feedback where pupil = ? and kind = ? and about = ?", (pupil, kind, thing))
    return next((_feedback(row) for row in rows), None)


def feedback(db: Database, classroom: str) -> list[Feedback]:
    """All feedback of a class, in the order in which it was first drafted."""
    rows = db.query("select * from feedback where classroom = ? order by number", (classroom,))
    return [_feedback(row) for row in rows]


def tell(db: Database, classroom: str, pupil: str, said: Iterable[Told]) -> None:
    """Keep what a pack tells the pupil at this computer, in place of all that the packs of this class told before.

    pupil: what stands for the pupil in the ids of the tries there.
    """
    db.execute("delete from told_back where classroom = ?", (classroom,))
    for one in said:
        row: dict[str, object] = {"kind": one.kind, "about": one.about, "verdict": one.verdict}
        row |= {"text": clean(one.text), "because": clean(one.because)}
        row |= {"classroom": classroom, "pupil": pupil, **moment_row("created", one.created)}
        db["told_back"].insert(row, replace=True)


def told(db: Database, classroom: str) -> tuple[str, list[Told]]:
    """What stands for the pupil in the ids of the tries, and all that was told in this class, the newest first."""
    rows = list(db.query("select * from told_back where classroom = ? order by created desc, about", (classroom,)))
    said = [
        Told(row["kind"], row["about"], row["text"], moment_from(row), row["verdict"], row["because"]) for row in rows
    ]
    return (rows[0]["pupil"] if rows else ""), said


def _feedback(row: Mapping[str, Any]) -> Feedback:
    said: dict[str, Any] = {name: row[name] for name in (*_NAMES, "drafted", "text")}
    said |= {name: None if row[name] is None else moment_from(row, name) for name in _MOMENTS}
    return Feedback(**said, created=moment_from(row))


def mark_sent(db: Database, sent: Iterable[Feedback]) -> None:
    """Keep that this feedback went out as it stands."""
    for one in sent:
        keep(db, replace(one, state="sent", sent=one.text, said=one.settled))
