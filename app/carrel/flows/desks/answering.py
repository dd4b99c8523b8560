"""Answers the tickets of a desk: the draft for one, the same text said otherwise, and what its thread comes to."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.base.work import Cancel, Progress
from carrel.desk import tables
from carrel.desk.letters import name_of
from carrel.desk.tickets import tables as tickets
from carrel.flows.draft import drafting, rewording
from carrel.flows.draft.cases import case_of, engine_for
from carrel.flows.draft.deciding import decide
from carrel.flows.draft.model import Case, Draft
from carrel.flows.draft.rewording import Reworded, Tone
from carrel.flows.draft.summary import ThreadSummary, summed_up
from carrel.flows.kit import Kit


def look(kit: Kit, named: str, cancel: Cancel) -> Draft:
    """The draft that code writes for a ticket, at once; raises TicketMissing and Stopped."""
    case = _case(kit, named)
    return drafting.by_code(case, decide(kit, case, cancel))


def draft(kit: Kit, named: str, cancel: Cancel) -> Iterator[Progress | Draft]:
    """The draft for a ticket, in the words of the model where one may do it; raises TicketMissing and Stopped.

    Nothing is kept: what a person makes of it is.
    """
    yield from drafting.draft(kit, _case(kit, named), engine_for(kit, None, cancel), cancel)


def in_tone(kit: Kit, named: str, text: str, tone: Tone, cancel: Cancel) -> Iterator[Progress | Reworded]:
    """The text of a draft in another tone, or as it was with the reason; raises TicketMissing and Stopped."""
    known = _known(_case(kit, named))
    yield from rewording.in_tone(engine_for(kit, None, cancel), text, tone, known, cancel)


def translated(kit: Kit, named: str, text: str, language: str, cancel: Cancel) -> Iterator[Progress | Reworded]:
    """The text of a draft in another language, named in English; raises TicketMissing and Stopped."""
    known = _known(_case(kit, named))
    yield from rewording.translated(engine_for(kit, None, cancel), text, language, known, cancel)


def sum_up(kit: Kit, named: str, cancel: Cancel) -> Iterator[Progress | ThreadSummary]:
    """What a thread comes to, each line with where it stands; raises TicketMissing and Stopped."""
    case = _case(kit, named)
    yield from summed_up(engine_for(kit, None, cancel), case.thread, case.products, cancel)


def _case(kit: Kit, named: str) -> Case:
    with kit.store.reading() as db:
        ticket = tickets.ticket(db, named)
        desk = tables.desk(db, ticket.desk)
    return case_of(kit, desk, ticket.thread)


def _known(case: Case) -> tuple[str, ...]:
    """Names that stay in other words too: the customer's, the desk's, and those of products."""
    return tuple(filter(None, (name_of(case.thread), case.desk.title, *(one.name for one in case.products))))
