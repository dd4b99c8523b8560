"""Turns of talks that pupils handed in, in the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from carrel.base.stamp import derived_id
from carrel.classroom.shared.model import SharedTurn
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_SAME = ("talk", "assignment", "item", "role", "text")
_COLUMNS = ("pupil", "id", *_SAME, "said", "said_zone", "said_day")
_KEEP = (
    f"insert or ignore into shared_turn ({', '.join(_COLUMNS)}) values ({', '.join(f':{name}' for name in _COLUMNS)})"
)


def keep(db: Database, pupil: str, turns: Iterable[SharedTurn]) -> list[SharedTurn]:
    """Keep these turns of a pupil, each once and in whatever order they come; those that were not here before."""
    return [one for one in turns if db.execute(_KEEP, _row(pupil, one)).rowcount]


def turns(db: Database, pupil: str) -> list[SharedTurn]:
    """All turns that a pupil handed in, talk by talk, each in the order in which it went on."""
    rows = db.query(
        """select *, min(said) over (partition by talk) as began from shared_turn where pupil = ?
           order by began, talk, said, id""",
        (pupil,),
    )
    return [_turn(row) for row in rows]


def _row(pupil: str, turn: SharedTurn) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(turn, name) for name in _SAME}
    row |= {"pupil": pupil, **moment_row("said", turn.said)}
    # Made of all that it says: the same turn is there once, and no later one can take its place.
    return {**row, "id": derived_id("turn", *(str(value) for value in row.values()))}


def _turn(row: Mapping[str, Any]) -> SharedTurn:
    return SharedTurn(**{name: row[name] for name in _SAME}, said=moment_from(row, "said"))
