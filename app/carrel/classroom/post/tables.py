"""The ledger of packs in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.stamp import Moment
from carrel.classroom.ledger import Ledger, Line, Rank
from carrel.classroom.model import Arrived, Heading, Kind
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database


def next_sequence(db: Database, classroom: str, kind: Kind) -> int:
    """The sequence of the next pack of this kind for this class, from 1."""
    row = db.execute(
        "select coalesce(max(sequence), 0) + 1 from sent_pack where classroom = ? and kind = ?", (classroom, kind)
    ).fetchone()
    return int(row[0])


def keep_sent(db: Database, heading: Heading, digest: str) -> None:
    """Keep that a pack was made."""
    row = {"digest": digest, "classroom": heading.classroom, "kind": heading.kind, "sequence": heading.sequence}
    db["sent_pack"].insert({**row, **moment_row("created", heading.created)})


def last_sent(db: Database, classroom: str, kind: Kind) -> Moment | None:
    """When the last pack of this kind was made for this class; None before there is one."""
    rows = db.query(
        "select * from sent_pack where classroom = ? and kind = ? order by sequence desc limit 1", (classroom, kind)
    )
    return next((moment_from(row) for row in rows), None)


def was_sent(db: Database, digest: str) -> bool:
    """Whether this very pack was made here."""
    return db.execute("select 1 from sent_pack where digest = ?", (digest,)).fetchone() is not None


def ledger(db: Database, classroom: str) -> Ledger:
    """What was taken in of this class so far."""
    digests: set[str] = set()
    latest: dict[Line, Rank] = {}
    for digest, key, kind, sequence, made in db.execute(
        "select digest, key, kind, sequence, made from taken_pack where classroom = ?", (classroom,)
    ):
        line, rank = (bytes(key), classroom, kind), (int(sequence), made, digest)
        digests.add(digest)
        latest[line] = max(rank, latest.get(line, rank))
    return Ledger(frozenset(digests), latest)


def last_taken(db: Database, classroom: str) -> dict[str, Moment]:
    """When work of each pupil of a class, by id, was last taken in; who gave back nothing is left out."""
    rows = db.query(
        """select pupil, created, created_zone, created_day from taken_pack
           where classroom = ? and kind = 'results' and pupil <> '' order by created""",
        (classroom,),
    )
    return {row["pupil"]: moment_from(row) for row in rows}


def was_taken(db: Database, digest: str) -> bool:
    """Whether this very pack was taken in here."""
    return db.execute("select 1 from taken_pack where digest = ?", (digest,)).fetchone() is not None


def taken(db: Database, classroom: str) -> set[str]:
    """The digests of all packs of this class that were taken in here."""
    rows = db.execute("select digest from taken_pack where classroom = ?", (classroom,))
    return {str(digest) for (digest,) in rows}


def take(db: Database, pack: Arrived, moment: Moment, pupil: str | None = None) -> None:
    """Enter a pack, and whose it is where a pupil made it; one that is entered already is left alone."""
    heading = pack.heading
    row: dict[str, object] = {
        "digest": pack.digest,
        "key": heading.issuer.key,
        "classroom": heading.classroom,
        "kind": heading.kind,
    }
    row |= {"sequence": heading.sequence, "made": heading.created.utc, "pupil": pupil, **moment_row("created", moment)}
    db["taken_pack"].insert(row, ignore=True)
