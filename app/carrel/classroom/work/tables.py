"""Pieces of work in the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from carrel.base.stamp import Moment
from carrel.classroom.work.model import Draft, HandedWork
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_DRAFT = ("id", "learner", "classroom", "assignment", "text")
_HANDED = ("pupil", "id", "assignment", "title", "text", "record", "entries", "hash")


def begin(db: Database, draft: Draft) -> None:
    """Keep a piece of work that is begun."""
    row = {name: getattr(draft, name) for name in _DRAFT}
    db["draft"].insert({**row, **moment_row("changed", draft.changed)})


def keep_text(db: Database, work: str, text: str, moment: Moment) -> None:
    """Keep how the work stands now."""
    at = moment_row("changed", moment)
    db.execute(
        "update draft set text = ?, changed = ?, changed_zone = ?, changed_day = ? where id = ?",
        (text, *at.values(), work),
    )


def draft_for(db: Database, learner: str, assignment: str) -> Draft | None:
    """What is written for this assignment; None where nothing was begun."""
    rows = db.query("select * from draft where learner = ? and assignment = ?", (learner, assignment))
    return next((_draft(row) for row in rows), None)


def draft(db: Database, work: str) -> Draft | None:
    """The piece of work with this id; None for one that nobody began here."""
    return next((_draft(row) for row in db.query("select * from draft where id = ?", (work,))), None)


def keep_handed(db: Database, work: HandedWork) -> None:
    """Keep a piece of work that was handed in, in place of what came of it before."""
    row: dict[str, object] = {name: getattr(work, name) for name in _HANDED}
    row |= {"sound": int(work.sound), "rewritten": int(work.rewritten)}
    row |= {**moment_row("handed", work.handed), **moment_row("created", work.created)}
    db["handed_work"].insert(row, replace=True)


def handed(db: Database, pupil: str) -> list[HandedWork]:
    """What a pupil handed in, in the order of the tasks' ids; two devices may each have a work for one task."""
    return [
        _handed(row)
        for row in db.query("select * from handed_work where pupil = ? order by assignment, handed, id", (pupil,))
    ]


def _draft(row: Mapping[str, Any]) -> Draft:
    return Draft(**{name: row[name] for name in _DRAFT}, changed=moment_from(row, "changed"))


def _handed(row: Mapping[str, Any]) -> HandedWork:
    said = {name: row[name] for name in _HANDED}
    said |= {"record": bytes(row["record"]), "sound": bool(row["sound"]), "rewritten": bool(row["rewritten"])}
    return HandedWork(**said, handed=moment_from(row, "handed"), created=moment_from(row))
