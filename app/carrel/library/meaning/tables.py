"""The vectors of passages as they are kept, in half precision."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from carrel.library.model import Passage, Scope
from carrel.library.search import SCOPED, passages, scope_values

if TYPE_CHECKING:
    from sqlite_utils import Database

_WITHOUT = """
    from passage cross join document on document.number = passage.document
    where document.deleted is null and not exists (
        select 1 from passage_vector where passage_vector.passage = passage.number and passage_vector.model = :model)"""


def without_vector(db: Database, model: str, limit: int, before: int | None = None) -> list[Passage]:
    """The newest passages that this model has not made a vector of; before: older ones than this number."""
    values = {"model": model, "limit": limit, "before": before}
    rows = db.execute(
        f"""select passage.number {_WITHOUT} and (:before is null or passage.number < :before)
            order by passage.number desc limit :limit""",
        values,
    )
    return list(passages(db, [row[0] for row in rows]))


def keep(db: Database, model: str, vectors: Sequence[tuple[int, Sequence[float]]]) -> None:
    """Keep vectors of unit length by the numbers of their passages; a passage that is gone meanwhile has none."""
    for passage, vector in vectors:
        packed = struct.pack(f"<{len(vector)}e", *vector)
        db.execute(
            """insert or replace into passage_vector (passage, model, vector)
               select number, ?, ? from passage where number = ?""",
            (model, packed, passage),
        )


def forget_others(db: Database, model: str) -> None:
    """Take away what other models made: vectors of two models cannot be compared."""
    db.execute("delete from passage_vector where model <> ?", (model,))


def indexed(db: Database, model: str) -> tuple[int, int]:
    """How many passages of the library have a vector of this model, and how many there are."""
    (total,) = db.execute(
        "select count(*) from passage join document on document.number = passage.document where deleted is null"
    ).fetchone()
    (missing,) = db.execute(f"select count(*) {_WITHOUT}", {"model": model}).fetchone()
    return total - missing, total


def version(db: Database, model: str) -> tuple[int, int, int]:
    """How many vectors of this model there are, with the last and the sum of their passages: it changes with them."""
    row = db.execute(
        "select count(*), coalesce(max(passage), 0), coalesce(sum(passage), 0) from passage_vector where model = ?",
        (model,),
    ).fetchone()
    return row[0], row[1], row[2]


def vectors(db: Database, model: str, numbers: Sequence[int] | None = None) -> Iterator[tuple[int, bytes]]:
    """The vectors of this model as bytes, by the numbers of their passages: all of them, or of some passages."""
    some = "" if numbers is None else "and passage in (select value from json_each(:numbers))"
    yield from db.execute(
        f"select passage, vector from passage_vector where model = :model {some} order by passage",
        {"model": model, "numbers": json.dumps(numbers)},
    )


def inside(db: Database, scope: Scope) -> list[int] | None:
    """The numbers of the passages in this scope that are not removed; None where that is all of them."""
    if scope == Scope() and db.execute("select 1 from document where deleted is not null limit 1").fetchone() is None:
        return None
    rows = db.execute(
        f"""select passage.number from document cross join passage on passage.document = document.number
            where true {SCOPED}""",
        scope_values(scope),
    )
    return [row[0] for row in rows]
