"""What stands behind each reply, in the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from carrel.base.text import clean
from carrel.library.evidence.model import Citation, Considered, Evidence

if TYPE_CHECKING:
    from sqlite_utils import Database

_CONSIDERED = tuple(field.name for field in fields(Considered))
_CITATION = tuple(field.name for field in fields(Citation))


def keep(db: Database, evidence: Evidence) -> None:
    """Keep what stands behind a reply, instead of what stood there before."""
    db.execute("delete from evidence where message = ?", (evidence.message,))
    db["evidence"].insert(
        {
            "message": evidence.message,
            "state": evidence.state,
            "mode": evidence.mode,
            "query": clean(evidence.query),
            "hits": evidence.hits,
            "documents": evidence.documents,
            "by_meaning": int(evidence.by_meaning),
            "doubts": json.dumps(evidence.doubts),
        }
    )
    for table, rows in (("considered", evidence.considered), ("citation", evidence.citations)):
        for row in rows:
            db[table].insert({"message": evidence.message, **asdict(row)})


def of_messages(db: Database, messages: Sequence[str]) -> dict[str, Evidence]:
    """What stands behind each of these replies that has something."""
    found: dict[str, Evidence] = {}
    for start in range(0, len(messages), 500):
        some = messages[start : start + 500]
        marks = ", ".join("?" * len(some))
        for row in db.query(f"select * from evidence where message in ({marks})", some):
            message = row["message"]
            found[message] = Evidence(
                message,
                row["state"],
                row["mode"],
                row["query"],
                row["hits"],
                row["documents"],
                bool(row["by_meaning"]),
                tuple((first, last) for first, last in json.loads(row["doubts"])),
                _considered(db, message),
                _citations(db, message),
            )
    return found


def of_message(db: Database, message: str) -> Evidence | None:
    """What stands behind this reply; None when nothing was looked for."""
    return of_messages(db, (message,)).get(message)


def _considered(db: Database, message: str) -> tuple[Considered, ...]:
    rows = db.query("select * from considered where message = ? order by number", (message,))
    return tuple(Considered(**{name: row[name] for name in _CONSIDERED} | {"sent": bool(row["sent"])}) for row in rows)


def _citations(db: Database, message: str) -> tuple[Citation, ...]:
    rows = db.query("select * from citation where message = ? order by number", (message,))
    return tuple(Citation(**{name: row[name] for name in _CITATION}) for row in rows)
