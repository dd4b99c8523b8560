"""Questions that are answered by putting pairs together."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.exchange.questions.qti import page, rules
from carrel.exchange.questions.qti.given import Fields, Given, NotCarried
from carrel.exchange.questions.qti.parts import Asked, declaration, mapping
from carrel.exchange.questions.qti.tree import made


def asked(item: Item) -> Asked:
    """Two columns; each right pair scores 1."""
    rights = {
        right: f"R{number}" for number, right in enumerate(dict.fromkeys(right for _left, right in item.pairs), 1)
    }
    pairs = [f"L{number} {rights[right]}" for number, (_left, right) in enumerate(item.pairs, 1)]
    columns = (
        [(f"L{number}", left, "1") for number, (left, _right) in enumerate(item.pairs, 1)],
        [(name, right, "0") for right, name in rights.items()],
    )
    interaction = made(
        "matchInteraction",
        {"responseIdentifier": rules.RESPONSE, "shuffle": "true", "maxAssociations": str(len(pairs))},
        *(made("simpleMatchSet", {}, *(_option(*one) for one in column)) for column in columns),
    )
    scores = mapping(dict.fromkeys(pairs, 1.0))
    return Asked(
        (declaration("directedPair", pairs, cardinality="multiple", mapping=scores),),
        (interaction,),
        tuple(rules.mapped([rules.RESPONSE])),
        "map_response",
        most=len(pairs),
    )


def _option(name: str, text: str, most: str) -> Element:
    return made("simpleAssociableChoice", {"identifier": name, "matchMax": most}, *page.line(text))


def read(given: Given, interactions: list[Element]) -> Fields:
    """The pairs of a matchInteraction or an associateInteraction."""
    interaction = interactions[0]
    response = given.response(interaction)
    given.lost["scores"] += response.in_part()
    options = {one.get("identifier", ""): one for one in interaction.iter("simpleAssociableChoice")}
    columns = interaction.findall("simpleMatchSet")
    lefts = {one.get("identifier", "") for one in columns[0]} if columns else set(options)
    pairs = []
    for pair in response.full():
        names = pair.split()
        if len(names) != 2 or not set(names) <= set(options):
            raise NotCarried.because(_("Its right answer names something that is not there to choose."))
        left, right = names if names[0] in lefts else reversed(names)
        pairs.append([given.prose(options[left]), given.prose(options[right])])
    if not pairs:
        raise NotCarried.because(_("It does not say which pairs are right."))
    chosen = {name for pair in response.full() for name in pair.split()}
    given.lost["others"] += len(set(options) - chosen)
    return {"kind": "match", "pairs": pairs}
