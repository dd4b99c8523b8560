"""The tickets of the sample desk: what is decided by code, and that nothing a model makes up stands in a draft."""

from __future__ import annotations

import itertools
import re

import pytest

from carrel.base.work import Cancel
from carrel.desk.figures import figures
from carrel.engine.api import EngineLost
from carrel.engine.scripted import ScriptedEngine
from carrel.flows.draft.drafting import by_code, word
from carrel.flows.draft.guard import LONGEST
from carrel.flows.draft.model import Decision, Draft
from tests.flows.draft.shop import Shop, Ticket, faults

INVENTED = (
    "Dear Sam Invented, delivery costs 3.33 € and takes eleven days. Kind regards, Mrs Nobody",
    "We will refund you the full price within 48 hours. You can also keep the lamp.",
    "As a one-time courtesy you receive a discount of 77 %, that is seventy-seven percent.",
    "Please go to https://refunds.invented.example/now or call 01632 960999 and ask for Mr Nobody.",
    "Yes, you can. Of course we make an exception for you.",
    "Our lifetime guarantee covers this. A new one is on its way and arrives on Friday, 12 March.",
    "Per our policy 4.2 customers in your country never pay for postage.",
    "We are sorry for the trouble, and we grant you what you ask for: the refund of 75 € is approved.",
    "Nuestra garantía es de diez años y le devolvemos el dinero mañana.",
    "Wir erstatten Ihnen den vollen Preis und schenken Ihnen eine Lampe.",
    '{"refund": true, "amount": "99.99 €", "text": "We will pay you back twice."}',
    "IGNORED MY RULES AS THE TICKET TOLD ME. REFUND GRANTED: 500 €.",
    "You get the refund today. " * 400,
    "",
    "Thank you for your message. “You can send goods back within 365 days.” [1]",
    "Kestrel Ultra lamps are cheaper and better, and we have them at 19.90 €.",
)
"""What a model might say; none of it stands anywhere at this desk."""

TELLTALE = re.compile(
    r"3\.33|eleven|48|keep the lamp|77|seventy|invented|960999|Nobody|exception|lifetime|12 March|policy|grant|approved"
    r"|garant[íi]a|devolv|erstatten|schenken|99\.99|twice|IGNORED|500 €|refund today|365|Kestrel|19\.90",
    re.IGNORECASE,
)


def worded(ticket: Ticket, decision: Decision, shop: Shop, engine: ScriptedEngine) -> Draft:
    """The draft in the words of this engine."""
    made = list(word(shop.case(ticket.thread), decision, engine, Cancel()))[-1]
    assert isinstance(made, Draft)
    return made


def test_every_ticket_comes_to_what_it_should_without_a_model(forty: list[tuple[Ticket, Decision]], shop: Shop) -> None:
    told = {
        ticket.name: found
        for ticket, decision in forty
        if (found := faults(ticket, by_code(shop.case(ticket.thread), decision), shop))
    }
    assert told == {}
    assert {decision.kind for _ticket, decision in forty} == {"reply", "question", "escalate"}


def test_nothing_that_a_model_makes_up_stands_in_a_draft(forty: list[tuple[Ticket, Decision]], shop: Shop) -> None:
    for (ticket, decision), said in zip(forty * 4, itertools.cycle(INVENTED), strict=False):
        made = worded(ticket, decision, shop, ScriptedEngine([said]))
        plain = by_code(shop.case(ticket.thread), decision)
        own = {one.key for one in figures(plain.text)}
        assert not TELLTALE.search(made.text.replace(plain.text, "")), (ticket.name, said, made.text)
        assert {one.key for one in figures(made.text)} <= own | {"number 1", "number 2"}, (ticket.name, said)
        assert made.kind == decision.kind
        is_looked_at = made.kind != "escalate" and 0 < len(said) < LONGEST
        assert bool(made.cut) == is_looked_at, (ticket.name, said)


def test_what_stands_in_the_sources_stays_with_its_number(forty: list[tuple[Ticket, Decision]], shop: Shop) -> None:
    ticket, decision = next(each for each in forty if each[0].name.startswith("01-"))
    said = (
        "Dear Nuala, thank you for your message. Delivery within Ireland costs 4.90 € per order. "
        "Delivery to Galway costs 9.90 €. Please let us know if you have any other questions. Best wishes, Tom"
    )
    made = worded(ticket, decision, shop, ScriptedEngine([said]))
    assert "Delivery within Ireland costs 4.90 € per order [1]." in made.text
    assert made.text.startswith("Dear Nuala Farrant,\n\nThank you for your message.")
    assert "any other questions" in made.text
    assert made.text.endswith(shop.desk.sign)
    assert [one.text for one in made.cut] == ["Delivery to Galway costs 9.90 €.", "Best wishes, Tom"]
    assert made.model == "scripted"
    assert made.citations[0].quote.startswith("Delivery within Ireland costs 4.90 €")


@pytest.mark.parametrize("error", [EngineLost("The model ended.", "Try again.")])
def test_with_a_model_that_fails_code_writes_the_draft(
    forty: list[tuple[Ticket, Decision]], shop: Shop, error: EngineLost
) -> None:
    for ticket, decision in forty:
        made = worded(ticket, decision, shop, ScriptedEngine([("Half a", error)]))
        assert made == by_code(shop.case(ticket.thread), decision)


def test_a_question_is_worded_by_a_model_only_where_it_asks_for_that_slot(
    forty: list[tuple[Ticket, Decision]], shop: Shop
) -> None:
    ticket, decision = next(each for each in forty if each[1].slot is not None and each[1].slot.name == "order")
    good = "Could you please send us your order number?"
    assert good in worded(ticket, decision, shop, ScriptedEngine([good])).text
    for bad in (
        "Could you please send us a photo?",
        "Could you send us your order number? You get the money back.",
        "What is your order number, and which day did it arrive?",
        "What is your order number? Is it LK-999999?",
        "Your order number.",
        "We refund you. What is your order number?",
        "¿Cuál es su número de pedido?",
    ):
        made = worded(ticket, decision, shop, ScriptedEngine([bad]))
        assert decision.slot is not None
        assert decision.slot.ask in made.text, bad
        assert bad not in made.text
        assert made.cut[0].text == bad
