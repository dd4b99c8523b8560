"""What was set aside, in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.progress.aside.model import Aside
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


def keep(db: Database, aside: Aside) -> None:
    """Keep that it was set aside, in place of an earlier time."""
    row = {name: getattr(aside, name) for name in ("learner", "kind", "about", "what", "evidence")}
    drop(db, aside.learner, aside.kind, aside.about)
    db["set_aside"].insert({**row, **moment_row("created", aside.created)})


def drop(db: Database, learner: str, kind: str, about: str) -> bool:
    """Take it back; tells whether it was there."""
    gone = db.execute("delete from set_aside where learner = ? and kind = ? and about = ?", (learner, kind, about))
    return bool(gone.rowcount)


def asides(db: Database, learner: str) -> list[Aside]:
    """Everything the learner set aside, the latest first."""
    rows = db.query("select * from set_aside where learner = ? order by number desc", (learner,))
    return [
        Aside(row["kind"], row["about"], row["what"], row["evidence"], moment_from(row), row["learner"]) for row in rows
    ]
