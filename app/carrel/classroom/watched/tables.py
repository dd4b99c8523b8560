"""The watched folders of classes in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.stamp import Moment
from carrel.classroom.watched.model import ClassFolder, Side
from carrel.store.moments import moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


def keep(db: Database, folder: ClassFolder, moment: Moment) -> None:
    """Watch this folder for the class, in place of the one before."""
    row: dict[str, object] = {
        "classroom": folder.classroom,
        "side": folder.side,
        "folder": folder.folder,
        "handed": folder.handed,
    }
    row |= moment_row("created", moment)
    db.execute(
        f"insert or replace into class_folder ({', '.join(row)}) values ({', '.join(f':{n}' for n in row)})", row
    )


def folders(db: Database) -> list[ClassFolder]:
    """All of them, those of a teacher first, in the order of the classes."""
    rows = db.execute(
        """select class_folder.classroom, coalesce(classroom.title, joined.title), side, folder, handed
           from class_folder left join classroom on side = 'teacher' and classroom.id = class_folder.classroom
           left join joined on side = 'pupil' and joined.classroom = class_folder.classroom
           order by side desc, classroom.number, joined.number"""
    )
    return [ClassFolder(*row) for row in rows]


def find(db: Database, classroom: str, side: Side) -> ClassFolder | None:
    """The folder of this class; None where none is watched."""
    return next((one for one in folders(db) if (one.classroom, one.side) == (classroom, side)), None)


def keep_handed(db: Database, classroom: str, handed: str) -> None:
    """Keep the mark of the work that was written into a pupil's folder."""
    db.execute("update class_folder set handed = ? where classroom = ? and side = 'pupil'", (handed, classroom))


def forget(db: Database, classroom: str, side: Side) -> None:
    """Watch no folder for this class any more."""
    db.execute("delete from class_folder where classroom = ? and side = ?", (classroom, side))
