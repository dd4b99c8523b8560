"""Records in the store, which lets them only grow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.records.chain import link_after
from carrel.records.coding import canonical, entry_from, entry_object
from carrel.records.model import Begun, Event, Link, nothing_recorded, work_of

if TYPE_CHECKING:
    from sqlite_utils import Database


class RecordDamaged(CarrelError):
    """A record that is kept cannot be read."""


def begin(db: Database, begun: Begun, learner: str, moment: Moment, device: str) -> Link:
    """Begin the record of a piece of work, whose id nothing else may have."""
    link = link_after(None, begun, moment, device)
    work = work_of([link.entry]).work
    db["record"].insert({"id": work, "learner": clean(learner)})
    return _keep(db, work, link)


def append(db: Database, work: str, event: Event, moment: Moment, device: str) -> Link:
    """Add what happened to the record of a piece of work; raises NothingRecorded, RecordFull, RecordDamaged."""
    rows = db.query("select * from record_entry where record = ? order by number desc limit 1", (work,))
    last = next((_link(row) for row in rows), None)
    if last is None:
        raise nothing_recorded()
    return _keep(db, work, link_after(last, event, moment, device))


def links(db: Database, work: str) -> list[Link]:
    """The record of a piece of work, empty where there is none; raises RecordDamaged."""
    return [_link(row) for row in db.query("select * from record_entry where record = ? order by number", (work,))]


def works(db: Database, learner: str) -> list[Begun]:
    """The pieces of work of a learner that have a record, in the order of their ids; raises RecordDamaged."""
    rows = db.query(
        """select record_entry.* from record join record_entry on record_entry.record = record.id
           where learner = ? and number = 1 order by record.id""",
        (clean(learner),),
    )
    return [work_of([_link(row).entry]) for row in rows]


def delete_all(db: Database, learner: str) -> None:
    """Delete every record of a learner for good, as a part of deleting everything of theirs."""
    name = clean(learner)
    db.execute("insert into record_leaving (learner) values (?)", (name,))
    db.execute("delete from record_entry where record in (select id from record where learner = ?)", (name,))
    db.execute("delete from record where learner = ?", (name,))
    db.execute("delete from record_leaving")


def _keep(db: Database, work: str, link: Link) -> Link:
    db["record_entry"].insert(
        {
            "record": work,
            "number": link.entry.number,
            "entry": canonical(entry_object(link.entry)).decode(),
            "before": link.before,
            "hash": link.hash,
        }
    )
    return link


def _link(row: Mapping[str, Any]) -> Link:
    try:
        return Link(entry_from(json.loads(row["entry"])), row["before"], row["hash"])
    except (ValueError, RecursionError) as error:
        raise RecordDamaged(
            _("The record of this piece of work is damaged at entry {number}.").format(number=row["number"]),
            _("Go back to a backup from before, or begin another piece of work."),
        ) from error
