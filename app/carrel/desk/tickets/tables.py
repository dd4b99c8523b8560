"""Tickets and solved cases in the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from carrel.base.matching import terms
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.desk.model import DeskMissing, Mail, PastCase, Thread, Ticket
from carrel.store.moments import moment_from, moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_THERE = "deleted is null and exists (select 1 from desk where desk.id = {table}.desk and desk.deleted is null)"


class TicketMissing(DeskMissing):
    """The ticket is not there, or it was removed."""


def keep(db: Database, ticket: Ticket) -> None:
    """Keep a ticket, in place of how it stood."""
    row: dict[str, object] = {name: getattr(ticket, name) for name in ("id", "desk", "state")}
    row |= {"thread": clean(json.dumps(asdict(ticket.thread), ensure_ascii=False))}
    row |= {"source": clean(ticket.source), "draft": clean(ticket.draft)}
    row |= moment_row("created", ticket.created) | moment_row("changed", ticket.changed)
    changing = ["thread", "state", "source", "draft", *moment_row("changed", ticket.changed)]
    changed = ", ".join(f"{name} = excluded.{name}" for name in changing)
    holes = ", ".join(f":{name}" for name in row)
    db.execute(
        f"""insert into ticket ({", ".join(row)}) values ({holes})
            on conflict (id) do update set {changed}, deleted = null""",
        row,
    )


def tickets(db: Database, desk: str) -> list[Ticket]:
    """The tickets of a desk: those that wait first, and of each kind the one that changed last."""
    rows = db.query(
        f"""select * from ticket where desk = ? and {_THERE.format(table="ticket")}
            order by state = 'solved', changed desc, number desc""",
        (desk,),
    )
    return [_ticket(row) for row in rows]


def known(db: Database, ticket: str) -> Ticket | None:
    """The ticket with exactly this id, removed or not; None for one that never came."""
    return next((_ticket(row) for row in db.query("select * from ticket where id = ?", (ticket,))), None)


def ticket(db: Database, named: str) -> Ticket:
    """The ticket with this id, or the only one whose id ends so; raises TicketMissing."""
    rows = list(
        db.query(
            f"""select * from ticket where (id = :id or (length(:id) >= 6 and substr(id, -length(:id)) = :id))
                and {_THERE.format(table="ticket")} order by id = :id desc limit 2""",
            {"id": named},
        )
    )
    if rows and (len(rows) == 1 or rows[0]["id"] == named):
        return _ticket(rows[0])
    raise TicketMissing(_("There is no such ticket."), _("“carrel desk tickets” shows the tickets with their ids."))


def remove(db: Database, ticket: str, moment: Moment) -> None:
    """Hide a ticket; what was learnt from it stays."""
    db.execute("update ticket set deleted = ? where id = ?", (moment.utc, ticket))


def put_back(db: Database, ticket: str) -> None:
    """Undo a `remove`."""
    db.execute("update ticket set deleted = null where id = ?", (ticket,))


def keep_case(db: Database, case: PastCase, ticket: str | None = None) -> bool:
    """Keep a solved case, in place of the one with its id; tell whether it is a new one."""
    known = db.execute("select deleted is null from past_case where id = ?", (case.id,)).fetchone()
    db.execute("delete from past_case where id = ?", (case.id,))
    row: dict[str, object] = {"id": case.id, "desk": case.desk, "ticket": ticket}
    row |= {"asked": clean(case.asked), "answered": clean(case.answered), **moment_row("created", case.created)}
    holes = ", ".join(f":{name}" for name in row)
    (number,) = db.execute(
        f"insert into past_case ({', '.join(row)}) values ({holes}) returning number", row
    ).fetchone()
    db.execute("insert into past_case_search (rowid, terms) values (?, ?)", (number, " ".join(terms(case.asked))))
    return known is None or not known[0]


def remove_case(db: Database, case: str, moment: Moment) -> None:
    """Hide a solved case."""
    db.execute("update past_case set deleted = ? where id = ?", (moment.utc, case))


def put_back_case(db: Database, case: str) -> None:
    """Undo a `remove_case`."""
    db.execute("update past_case set deleted = null where id = ?", (case,))


def cases(db: Database, desk: str) -> list[PastCase]:
    """The solved cases of a desk, in the order in which they came."""
    rows = db.query(
        f"select * from past_case where desk = ? and {_THERE.format(table='past_case')} order by number", (desk,)
    )
    return [_case(row) for row in rows]


def case_of(db: Database, ticket: str) -> PastCase | None:
    """How a ticket was solved; None for one that was not."""
    rows = db.query("select * from past_case where ticket = ? and deleted is null order by number desc", (ticket,))
    return next((_case(row) for row in rows), None)


def similar_cases(db: Database, desk: str, text: str, most: int) -> list[PastCase]:
    """The solved cases in which something like this was asked, the likest first; at most so many."""
    wanted = dict.fromkeys(terms(text))
    if not wanted:
        return []
    rows = db.query(
        f"""select past_case.* from past_case_search join past_case on past_case.number = past_case_search.rowid
            where past_case_search match ? and desk = ? and {_THERE.format(table="past_case")}
            order by bm25(past_case_search), number desc limit ?""",
        (" OR ".join(f'"{one}"' for one in list(wanted)[:60]), desk, most),
    )
    return [_case(row) for row in rows]


def _ticket(row: Mapping[str, Any]) -> Ticket:
    return Ticket(
        id=row["id"],
        desk=row["desk"],
        thread=_thread(json.loads(row["thread"])),
        created=moment_from(row),
        changed=moment_from(row, "changed"),
        state=row["state"],
        source=row["source"],
        draft=row["draft"],
    )


def _thread(told: Mapping[str, Any]) -> Thread:
    mails = (Mail(**{**one, "attached": tuple(one.get("attached", ()))}) for one in told["mails"])
    return Thread(told["subject"], tuple(mails))


def _case(row: Mapping[str, Any]) -> PastCase:
    return PastCase(row["id"], row["desk"], row["asked"], row["answered"], moment_from(row))
