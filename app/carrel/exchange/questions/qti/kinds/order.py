"""Questions that are answered by putting steps into their order."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.exchange.questions.qti import page, rules
from carrel.exchange.questions.qti.given import Fields, Given, NotCarried
from carrel.exchange.questions.qti.parts import Asked, declaration
from carrel.exchange.questions.qti.tree import made


def asked(item: Item) -> Asked:
    """The steps, which the other program shuffles."""
    names = [f"S{number}" for number in range(1, len(item.sequence) + 1)]
    steps = [
        made("simpleChoice", {"identifier": name}, *page.line(step))
        for name, step in zip(names, item.sequence, strict=True)
    ]
    return Asked(
        (declaration("identifier", names, cardinality="ordered"),),
        (made("orderInteraction", {"responseIdentifier": rules.RESPONSE, "shuffle": "true"}, *steps),),
        tuple(rules.matched()),
        "match_correct",
    )


def read(given: Given, interactions: list[Element]) -> Fields:
    """The sequence of an orderInteraction."""
    options = {one.get("identifier", ""): one for one in interactions[0].iter("simpleChoice")}
    right = given.response(interactions[0]).right
    if not right or not set(right) <= set(options):
        raise NotCarried.because(_("It does not say which order is right."))
    given.lost["others"] += len(set(options) - set(right))
    return {"kind": "order", "sequence": [given.prose(options[one]) for one in right]}
