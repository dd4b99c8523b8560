"""The verdicts that came with tries, in the store."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from carrel.assessment.marked_again.model import OtherVerdict

if TYPE_CHECKING:
    from sqlite_utils import Database


def keep(db: Database, other: OtherVerdict) -> None:
    """Keep the verdict that came with a try; the try has the one that counts."""
    db["other_verdict"].insert(vars(other))


def others(db: Database, attempts: Iterable[str]) -> dict[str, OtherVerdict]:
    """The verdicts that came with these tries, by the ids of the tries; nearly all have none that differs."""
    rows = db.query(
        "select * from other_verdict where attempt in (select value from json_each(?))", (json.dumps([*attempts]),)
    )
    return {row["attempt"]: OtherVerdict(**row) for row in rows}
