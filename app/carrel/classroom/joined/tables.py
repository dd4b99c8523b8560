"""The classes of a pupil in the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from carrel.base.words import _
from carrel.classroom.classes.model import ClassMissing
from carrel.classroom.joined.model import Joined
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_FIELDS = ("classroom", "title", "teacher", "key", "seal_to", "code", "digest", "told")


def keep(db: Database, joined: Joined) -> None:
    """Keep the class, in place of what its pack before said."""
    row = {name: getattr(joined, name) for name in _FIELDS} | moment_row("created", joined.created)
    changed = ", ".join(f"{name} = excluded.{name}" for name in _FIELDS if name != "classroom")
    holes = ", ".join(f":{name}" for name in row)
    db.execute(
        f"insert into joined ({', '.join(row)}) values ({holes}) on conflict (classroom) do update set {changed}", row
    )


def classes(db: Database) -> list[Joined]:
    """All classes, the newest first."""
    return [_joined(row) for row in db.query("select * from joined order by number desc")]


def find(db: Database, classroom: str) -> Joined | None:
    """The class with this id; None for one that nobody joined here."""
    return next((_joined(row) for row in db.query("select * from joined where classroom = ?", (classroom,))), None)


def named(db: Database, name: str) -> Joined:
    """The class with this id or this title; without a name, the only one. Raises ClassMissing."""
    found = [one for one in classes(db) if not name or name in {one.classroom, one.title}]
    if len(found) == 1:
        return found[0]
    if found:
        raise ClassMissing(_("You are in more than one class."), _("Name the one you mean."))
    raise ClassMissing(_("You are not in this class."), _("Open the class pack that your teacher gave you."))


def _joined(row: Mapping[str, Any]) -> Joined:
    said = {name: row[name] for name in _FIELDS}
    said["key"] = bytes(row["key"])
    said["seal_to"] = None if row["seal_to"] is None else bytes(row["seal_to"])
    return Joined(**said, created=moment_from(row))
