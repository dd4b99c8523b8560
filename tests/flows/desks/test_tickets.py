"""Tickets come in once, grow with their threads, and teach the desk what it did not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.base.work import Cancel, Progress
from carrel.desk.model import Desk, DeskMissing, Ticket
from carrel.desk.reading.api import DeskRefused
from carrel.flows.desks import desks, learning, tickets
from carrel.flows.desks.tickets import CameIn, NotIn
from carrel.flows.kit import Kit

FIRST = (
    "From: Ana Pérez <ana@mail.example>\nTo: help@larkfield.example\nSubject: Label\nMessage-ID: <1@mail.example>\n"
    "MIME-Version: 1.0\n\nHow do I send LK-123456 back?\n\nAna\n"
)
SECOND = (
    "From: Ana Pérez <ana@mail.example>\nSubject: Re: Label\nMessage-ID: <3@mail.example>\nMIME-Version: 1.0\n\n"
    "Since Monday.\n\nOn 2 Mar 2026, Larkfield <help@larkfield.example> wrote:\n> Since when do you have it?\n>\n"
    "> On 1 Mar 2026, Ana Pérez <ana@mail.example> wrote:\n>> How do I send LK-123456 back?\n>> Ana\n"
)
ANSWER = (
    "Dear Ana,\n\nthank you for your mail. We repair lamps of every make on Fridays. An estimate costs 15 € and is "
    "taken off the bill. Your order LK-123456 is ready. You can reach Ana Pérez under 01632 960123.\n\n"
    "May I ask which lamp it is?\n\nKind regards\nLarkfield"
)


def take_in(kit: Kit, desk: Desk, *files: Path) -> list[CameIn | NotIn]:
    """What came of the files."""
    return [one for one in tickets.take_in(kit, desk, files, Cancel()) if not isinstance(one, Progress)]


def asked(kit: Kit, desk: Desk, text: str = "Do you repair old lamps?\n\nThanks, Bo") -> Ticket:
    """A pasted ticket."""
    return tickets.paste(kit, desk, text)


def test_a_mail_is_one_ticket_however_often_it_comes_and_grows_with_its_thread(
    kit: Kit, desk: Desk, tmp_path: Path
) -> None:
    post = tmp_path / "post"
    post.mkdir()
    (post / "1.eml").write_text(FIRST, encoding="utf-8")
    (post / "2.png").write_bytes(b"\x89PNG")
    [came] = take_in(kit, desk, post)
    assert isinstance(came, CameIn)
    assert came.is_new == (True,)
    [ticket] = came.tickets
    tickets.keep_draft(kit, ticket.id, "Dear Ana")
    tickets.set_state(kit, ticket.id, "asked")
    (post / "1.eml").write_text(SECOND, encoding="utf-8")
    [bad, again] = take_in(kit, desk, tmp_path / "gone.eml", post)
    assert isinstance(bad, NotIn)
    assert isinstance(again, CameIn)
    assert again.is_new == (False,)
    [now] = tickets.tickets(kit, desk.id)
    assert (now.id, now.state, now.draft, now.source) == (ticket.id, "open", "Dear Ana", "1.eml")
    assert [(mail.text, mail.is_ours) for mail in now.thread.mails] == [
        ("How do I send LK-123456 back?", False),
        ("Since when do you have it?", True),
        ("Since Monday.", False),
    ]
    (post / "1.eml").write_text(FIRST, encoding="utf-8")
    take_in(kit, desk, post)
    assert len(tickets.ticket(kit, ticket.id[-8:]).thread.mails) == 3


def test_a_macro_takes_what_the_ticket_says(kit: Kit, desk: Desk) -> None:
    ticket = asked(kit, desk, "From: Ana Pérez <ana@mail.example>\nSubject: x\n\nMay I send LK-123456 back?")
    _macro, filled = desks.fill_macro(kit, desk, "Return label", ticket)
    assert filled.text == "Dear Ana Pérez, the label for LK-123456.\n\nKind regards\nLarkfield"
    _macro, without = desks.fill_macro(kit, desk, "label", None, {"order": "LK-1"})
    assert without.missing == ("customer",)
    with pytest.raises(DeskMissing):
        desks.fill_macro(kit, desk, "no such")


def test_a_removed_ticket_comes_back_and_nothing_is_no_ticket(kit: Kit, desk: Desk) -> None:
    ticket = asked(kit, desk)
    tickets.remove(kit, ticket.id)
    assert tickets.tickets(kit, desk.id) == []
    tickets.put_back(kit, ticket.id)
    assert tickets.ticket(kit, ticket.id) == ticket
    with pytest.raises(DeskRefused):
        tickets.paste(kit, desk, " \n ")


def test_what_an_answer_says_that_is_new_is_proposed_without_what_belongs_to_a_person(kit: Kit, desk: Desk) -> None:
    ticket = asked(kit, desk)
    solved = learning.solve(kit, ticket.id, ANSWER, Cancel())
    assert solved.proposal is not None
    assert solved.proposal.title == "Do you repair old lamps?"
    assert solved.proposal.text == (
        "We repair lamps of every make on Fridays. An estimate costs 15 € and is taken off the bill."
    )
    assert tickets.ticket(kit, ticket.id).state == "solved"
    assert [one.answered for one in desks.similar_cases(kit, desk.id, "repair of a lamp")] == [ANSWER]
    again = learning.solve(kit, ticket.id, ANSWER, Cancel())
    assert again.proposal is not None
    assert again.proposal.id == solved.proposal.id
    assert len(learning.proposals(kit, desk.id)) == 1


def test_an_answer_that_the_articles_or_the_catalogue_hold_proposes_nothing(kit: Kit, desk: Desk) -> None:
    ticket = asked(kit, desk, "How long may I keep it?")
    known = "Dear Bo,\n\nYou can send goods back within 30 days.\n\nKind regards\nLarkfield"
    assert learning.solve(kit, ticket.id, known, Cancel()).proposal is None
    assert learning.solve(kit, ticket.id, "The Wren lamp costs 49.90 €.", Cancel()).proposal is None
    assert learning.solve(kit, ticket.id, "Thank you, which order is it?", Cancel()).proposal is None
    changed = learning.solve(kit, ticket.id, "You can send goods back within 60 days.", Cancel())
    assert changed.proposal is not None  # another figure is another statement
    with pytest.raises(learning.ProposalRefused):
        learning.solve(kit, ticket.id, " ", Cancel())


def test_an_approved_article_is_found_at_once_and_every_step_can_be_undone(kit: Kit, desk: Desk) -> None:
    ticket = asked(kit, desk)
    solved = learning.solve(kit, ticket.id, ANSWER, Cancel())
    assert solved.proposal is not None
    learning.change(kit, solved.proposal.id, "Repairs / estimates", "We repair lamps on Fridays only.")
    approved = learning.approve(kit, solved.proposal.id)

    def found() -> list[str]:
        return [one.passage.title for one in desks.search(kit, desk.id, "repairs on fridays", 3, Cancel()).found]

    assert found() == ["Repairs - estimates"]
    assert approved.document in {one.document.id for one in desks.on_desk(kit).articles}
    learning.reopen(kit, approved.id)
    assert found() == []
    assert learning.discard(kit, approved.id).state == "discarded"
    assert learning.proposals(kit, desk.id) == []
    learning.unsolve(kit, solved)
    assert tickets.ticket(kit, ticket.id) == ticket
    assert desks.similar_cases(kit, desk.id, "repair of a lamp") == []


def test_what_a_person_put_aside_is_not_proposed_again(kit: Kit, desk: Desk) -> None:
    ticket = asked(kit, desk)
    solved = learning.solve(kit, ticket.id, ANSWER, Cancel())
    assert solved.proposal is not None
    learning.discard(kit, solved.proposal.id)
    assert learning.solve(kit, ticket.id, ANSWER, Cancel()).proposal is None
