"""What a person changed in a draft before it was sent, as an example for the drafts of a desk that come later."""

from __future__ import annotations

from carrel.base.stamp import Moment, derived_id
from carrel.desk.impersonal import question, reply
from carrel.desk.model import Desk, Ticket
from carrel.examples.model import Correction, Place
from carrel.flows.desks.leaving import plain
from carrel.flows.draft.model import Draft
from carrel.flows.examples.kept import LONGEST


def corrected(desk: Desk, ticket: Ticket, draft: Draft, sent: str, now: Moment) -> Correction | None:
    """The example that an answer is in place of its draft, without what belongs to a person.

    None where nobody changed anything but that, where nothing is asked or left to show, and for what is too long to be
    shown. What a colleague is told of a case that is handed over is no reply, and is kept as none.
    """
    if _same(draft.text, sent):
        return None
    asked, said, better = question(desk, ticket.thread), _shown(desk, ticket, draft.text), _shown(desk, ticket, sent)
    said = "" if draft.kind == "escalate" else said
    if not asked or not better or _same(said, better) or max(map(len, (asked, said, better))) > LONGEST:
        return None
    return Correction(derived_id("example", ticket.id), "", "", said, better, now, asked, place=Place("desk", desk.id))


def _shown(desk: Desk, ticket: Ticket, text: str) -> str:
    return reply(desk, ticket.thread, plain(text))


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same to a customer."""
    return plain(one).split() == plain(other).split()
