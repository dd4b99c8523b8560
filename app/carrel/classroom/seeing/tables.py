"""Cases that a teacher put aside, in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.text import clean
from carrel.classroom.seeing.model import CaseAside
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


def keep(db: Database, aside: CaseAside) -> None:
    """Keep that it was put aside, in place of an earlier time."""
    row: dict[str, object] = {name: getattr(aside, name) for name in ("classroom", "id", "tries", "until")}
    row |= {"because": clean(aside.because), **moment_row("created", aside.created)}
    db["case_aside"].insert(row, replace=True)


def drop(db: Database, classroom: str, case: str) -> bool:
    """Take it back; tells whether it was there."""
    gone = db.execute("delete from case_aside where classroom = ? and id = ?", (classroom, case))
    return bool(gone.rowcount)


def asides(db: Database, classroom: str) -> dict[str, CaseAside]:
    """Everything that was put aside in a class, by the id of the case."""
    rows = db.query("select * from case_aside where classroom = ?", (classroom,))
    return {
        row["id"]: CaseAside(classroom, row["id"], row["tries"], moment_from(row), row["because"], row["until"])
        for row in rows
    }
