"""What a desk learns: solved cases are kept, and what they say that is new is proposed for the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.base.errors import CarrelError
from carrel.base.sentences import sentences
from carrel.base.show import one_line
from carrel.base.stamp import derived_id
from carrel.base.text import cap, clean
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.desk import tables as desks_tables
from carrel.desk.articles import tables
from carrel.desk.articles.proposing import LONGEST_TITLE, written
from carrel.desk.catalogue import tables as catalogue
from carrel.desk.model import Desk, PastCase, ProposalState, ProposedArticle, Ticket
from carrel.desk.tickets import tables as tickets
from carrel.examples import tables as examples
from carrel.examples.model import Correction, ExampleMissing
from carrel.flows.desks.answering import look
from carrel.flows.desks.corrected import corrected
from carrel.flows.desks.desks import search
from carrel.flows.draft.model import Draft
from carrel.flows.kit import Kit
from carrel.flows.read_in import take_text
from carrel.library.supporting import support

if TYPE_CHECKING:
    from carrel.store.db import Database

STANDS_THERE = 0.8
"""So much support by a sentence of the knowledge base makes a sentence known."""

_LOOKED_AT = 6


class ProposalRefused(CarrelError):
    """A proposed article cannot become one as it stands."""


@dataclass(frozen=True)
class Solved:
    """A ticket that was solved: how it stood before, the case that is kept, and what is proposed of it, if anything.

    example: what was changed in the draft, if anything; instead_of: the example that stood there before, if any.
    """

    before: Ticket
    case: PastCase
    proposal: ProposedArticle | None
    example: Correction | None = None
    instead_of: Correction | None = None


def solve(kit: Kit, named: str, answer: str, cancel: Cancel, draft: Draft | None = None) -> Solved:
    """Keep how a ticket was answered; a second time in place of the first. `unsolve` undoes it.

    draft: what the answer began as; what was changed in it is kept as an example of the desk. None where nobody knows:
    then the draft that code writes, unless somebody has begun a text, which may have come from any model.

    Raises TicketMissing, ProposalRefused for an empty answer, and Stopped.
    """
    answer = cap(clean(answer).strip())[0]
    if not answer:
        raise ProposalRefused(_("The answer is empty."), _("Give the text that was sent to the customer."))
    with kit.store.reading() as db:
        ticket = tickets.ticket(db, named)
        desk = desks_tables.desk(db, ticket.desk)
    now = kit.stamp.now()
    case = PastCase(derived_id("case", ticket.id), desk.id, ticket.thread.asked, answer, now)
    proposal = _proposal(kit, desk, ticket, answer, cancel)
    if draft is None and not ticket.draft:
        draft = look(kit, ticket.id, cancel)
    example = corrected(desk, ticket, draft, answer, now) if draft is not None else None
    with kit.store.writing() as db:
        tickets.keep(db, replace(ticket, state="solved", changed=now))
        tickets.keep_case(db, case, ticket.id)
        if proposal is not None:
            tables.keep(db, proposal)
        before = _swap(db, derived_id("example", ticket.id), example)
    return Solved(ticket, case, proposal, example, before)


def unsolve(kit: Kit, solved: Solved) -> None:
    """Undo a `solve`."""
    with kit.store.writing() as db:
        tickets.keep(db, solved.before)
        tickets.remove_case(db, solved.case.id, kit.stamp.now())
        if solved.proposal is not None and tables.proposal(db, solved.proposal.id).state == "open":
            tables.forget(db, solved.proposal.id)
        _swap(db, derived_id("example", solved.before.id), solved.instead_of)


def _swap(db: Database, named: str, example: Correction | None) -> Correction | None:
    """Keep this in place of the example with that id, which is handed back."""
    try:
        before = examples.get(db, named)
    except ExampleMissing:
        before = None
    examples.forget(db, named)
    if example is not None:
        examples.keep(db, example)
    return before


def proposals(kit: Kit, desk: str, state: ProposalState | None = "open") -> list[ProposedArticle]:
    """What was proposed for a desk, the oldest first: what waits, or what is in another state, or all."""
    with kit.store.reading() as db:
        return tables.proposals(db, desk, state)


def proposal(kit: Kit, named: str) -> ProposedArticle:
    """The proposed article with this id, or these last letters of it; raises ProposalMissing."""
    with kit.store.reading() as db:
        return tables.proposal(db, named)


def change(kit: Kit, named: str, title: str, text: str) -> ProposedArticle:
    """Let a proposed article say something else; raises ProposalMissing and ProposalRefused."""
    title, text = one_line(title, LONGEST_TITLE), cap(clean(text).strip())[0]
    if not title or not text:
        raise ProposalRefused(_("An article needs a title and a text."), _("Write both."))
    with kit.store.writing() as db:
        changed = replace(tables.proposal(db, named), title=title, text=text)
        tables.keep(db, changed)
    return changed


def approve(kit: Kit, named: str) -> ProposedArticle:
    """Make an article of what was proposed: the desk answers from it at once. `reopen` undoes it.

    Raises ProposalMissing.
    """
    with kit.store.reading() as db:
        one = tables.proposal(db, named)
    document = take_text(kit, f"{one.title.replace('/', '-')}.md", f"# {one.title}\n\n{one.text}\n")
    approved = replace(one, state="approved", document=document.id)
    with kit.store.writing() as db:
        tables.keep(db, approved)
        tables.link(db, one.desk, document.id)
    return approved


def discard(kit: Kit, named: str) -> ProposedArticle:
    """Put a proposed article aside; it is not proposed again. `reopen` undoes it. Raises ProposalMissing."""
    return _settle(kit, named, "discarded")


def reopen(kit: Kit, named: str) -> ProposedArticle:
    """Let a proposed article wait again; what an approved one had become is no article any more."""
    return _settle(kit, named, "open")


def _settle(kit: Kit, named: str, state: ProposalState) -> ProposedArticle:
    with kit.store.writing() as db:
        before = tables.proposal(db, named)
        if before.document:
            tables.unlink(db, before.desk, before.document)
        settled = replace(before, state=state, document="")
        tables.keep(db, settled)
    return settled


def _proposal(kit: Kit, desk: Desk, ticket: Ticket, answer: str, cancel: Cancel) -> ProposedArticle | None:
    """What this answer adds to the knowledge base; None where it adds nothing, or a person decided about it already."""
    with kit.store.reading() as db:
        before = tables.of_ticket(db, ticket.id)
    found = written(desk, ticket.thread, answer, lambda sentence: _stands_there(kit, desk, sentence, cancel))
    if found is None or (before is not None and before.state == "discarded" and before.text == found.text):
        return None
    if before is not None and before.state == "open":
        return replace(before, title=found.title, text=found.text)
    return ProposedArticle(kit.stamp.new_id(), desk.id, ticket.id, found.title, found.text, kit.stamp.now())


def _stands_there(kit: Kit, desk: Desk, sentence: str, cancel: Cancel) -> bool:
    """Whether the knowledge base says this already, or the catalogue: its prices change, and belong in no article."""
    with kit.store.reading() as db:
        named = catalogue.find(db, desk.id, sentence, _LOOKED_AT)
    if any(one.code in sentence or (one.price and one.price in sentence) for one in named):
        return True
    passages = [one.passage.text for one in search(kit, desk.id, sentence, _LOOKED_AT, cancel).found]
    return any(
        support(sentence, text[first:last]) >= STANDS_THERE for text in passages for first, last in sentences(text)
    )
