"""The ledger of packs in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.stamp import Moment
from carrel.classroom.ledger import Ledger, Line, Rank
from carrel.classroom.model import Arrived, Heading, Kind
from carrel.store.moments import moment_row

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


def last_sent(db: Database, classroom: str) -> str:
    """When the last class pack was made here, in UTC as moments are kept; empty before there is one."""
    row = db.execute(
        "select coalesce(max(created), '') from sent_pack where classroom = ? and kind = 'class'", (classroom,)
    ).fetchone()
    return str(row[0])


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
