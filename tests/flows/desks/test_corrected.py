"""What was sent in place of a draft is an example for the next one, and nothing that a draft is founded on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.base.work import Cancel
from carrel.desk import tables as desk_tables
from carrel.desk.model import Desk, Ticket
from carrel.engine.scripted import ScriptedEngine
from carrel.examples.model import Place
from carrel.flows.desks import answering, learning, tickets
from carrel.flows.draft.cases import case_of
from carrel.flows.draft.drafting import draft
from carrel.flows.draft.model import Draft
from carrel.flows.examples import kept
from carrel.flows.kit import Kit

ASKED = "From: Ana Pérez <ana@mail.example>\nSubject: Label\n\nMy order is LK-123456. Is the label free within Ireland?"
LIKE = "Is the label free within Ireland?"
UNLIKE = "What does the Wren lamp cost?"
SENT = (
    "Dear Ana,\n\ngood that you ask! The label is free within Ireland, and a bag costs 17 €. Order LK-123456 was sent "
    "to Ana Pérez on Monday.\n\nKind regards\nLarkfield"
)
DRAFTED = "You can send goods back within 30 days. The label is free within Ireland."
BETTER = "Good that you ask! The label is free within Ireland, and a bag costs 17 €."


def asked(kit: Kit, desk: Desk, text: str = ASKED) -> Ticket:
    """A pasted ticket."""
    return tickets.paste(kit, desk, text)


def drafted(kit: Kit, desk: Desk, ticket: Ticket, engine: ScriptedEngine) -> Draft:
    """The draft that this engine words."""
    made = list(draft(kit, case_of(kit, desk, ticket.thread), engine, Cancel()))[-1]
    assert isinstance(made, Draft)
    return made


def test_what_was_changed_is_kept_without_what_belongs_to_a_person_and_undone_with_the_solving(
    kit: Kit, desk: Desk
) -> None:
    ticket = asked(kit, desk)
    solved = learning.solve(kit, ticket.id, SENT, Cancel())
    (held,) = kept.listed(kit, place=Place("desk", desk.id))
    assert held.correction == solved.example
    assert held.desk == desk
    one = held.correction
    assert one.question == "Is the label free within Ireland?"
    assert (one.said, one.better) == (DRAFTED, BETTER)
    learning.unsolve(kit, solved)
    assert kept.listed(kit) == []


def test_a_second_answer_teaches_in_place_of_the_first_until_it_is_undone(kit: Kit, desk: Desk) -> None:
    ticket = asked(kit, desk)
    first = learning.solve(kit, ticket.id, SENT, Cancel())
    second = learning.solve(kit, ticket.id, "It is free, Ana Pérez. Enjoy the lamp.", Cancel())
    assert [one.correction.better for one in kept.listed(kit)] == ["Enjoy the lamp."]
    learning.unsolve(kit, second)
    assert [one.correction for one in kept.listed(kit)] == [first.example]


def test_nothing_is_kept_where_nobody_changed_anything_or_nobody_knows(kit: Kit, desk: Desk) -> None:
    ticket = asked(kit, desk)
    code = answering.look(kit, ticket.id, Cancel())
    assert "[1]" in code.text
    assert learning.solve(kit, ticket.id, code.text.replace(" [1]", ""), Cancel()).example is None
    by_model = replace(code, text="It is free.")
    assert learning.solve(kit, ticket.id, "It is free.", Cancel(), by_model).example is None
    assert learning.solve(kit, ticket.id, f"{code.text}\n\nLK-123456 is on its way.", Cancel()).example is None
    tickets.keep_draft(kit, ticket.id, "It is free.")
    assert learning.solve(kit, ticket.id, "It is free.", Cancel()).example is None
    assert kept.listed(kit) == []


def test_what_a_colleague_was_told_is_no_draft_that_was_bettered(kit: Kit, desk: Desk) -> None:
    ticket = asked(kit, desk, "Do you repair the lamps of order LK-123456?")
    assert answering.look(kit, ticket.id, Cancel()).kind == "escalate"
    example = learning.solve(kit, ticket.id, "We repair lamps of every make on Fridays.", Cancel()).example
    assert example is not None
    assert example.question == "Do you repair the lamps of order …?"
    assert (example.said, example.better) == ("", "We repair lamps of every make on Fridays.")


def test_the_next_like_question_is_shown_it_and_its_figures_are_no_source(kit: Kit, desk: Desk) -> None:
    learning.solve(kit, asked(kit, desk).id, SENT, Cancel())
    like = asked(kit, desk, LIKE)
    engine = ScriptedEngine(["The label is free within Ireland. A bag costs 17 €."])
    made = drafted(kit, desk, like, engine)
    _system, question, better, message = engine.asked[-1].turns
    assert "\nIs the label free within Ireland?\n" in question.text
    assert (better.role, better.text) == ("assistant", BETTER)
    assert "Question: Is the label free" in message.text
    assert made.examples == 1
    assert "17" not in made.text
    assert [cut.why for cut in made.cut] == ["It states a price that stands in no source."]
    without = drafted(kit, desk, asked(kit, desk, UNLIKE), engine)
    assert (without.examples, len(engine.asked[-1].turns)) == (0, 2)
    code = answering.look(kit, like.id, Cancel())
    assert code.decision == made.decision


def test_an_example_gives_way_before_a_passage_and_that_is_told(kit: Kit, desk: Desk) -> None:
    kept.add(kit, LIKE, "word " * 500, place=Place("desk", desk.id))
    engine = ScriptedEngine(["The label is free within Ireland."])
    made = drafted(kit, desk, asked(kit, desk, LIKE), engine)
    assert (made.examples, len(engine.asked[-1].turns)) == (0, 2)
    assert made.dropped == ("One example of what you would have said did not fit.",)
    assert made.model


@pytest.mark.parametrize(("name", "is_here"), [("shop-desk", True), ("gone", False)])
def test_the_behaviour_of_the_desk_stands_in_every_prompt_and_a_missing_one_is_told(
    kit: Kit, desk: Desk, name: str, is_here: bool
) -> None:
    with kit.store.writing() as db:
        desk_tables.rewrite(db, desk.id, desk.title, f'behaviour = "{name}"\n{desk_tables.text_of(db, desk.id)}')
        named = desk_tables.desk(db, desk.id)
    engine = ScriptedEngine()
    for text in (LIKE, "May I send back a lamp?"):
        made = drafted(kit, named, asked(kit, desk, text), engine)
        assert ("You answer for a small shop" in engine.asked[-1].turns[0].text) is is_here
        assert made.dropped == (() if is_here else ("The behaviour “gone” is not here.",))
    assert made.kind == "question"
    code = answering.look(kit, asked(kit, desk, LIKE).id, Cancel())
    assert code.dropped == made.dropped
