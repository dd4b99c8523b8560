"""What an item shows when it is asked for or answered: hints, the worked solution, what is said to a choice."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.exchange.questions.qti import page, rules
from carrel.exchange.questions.qti.given import Given
from carrel.exchange.questions.qti.parts import HINTS, Asked
from carrel.exchange.questions.qti.tree import made

ASKS = "endAttemptInteraction"


def declared(item: Item) -> list[Element]:
    """The responses that ask for a hint."""
    return [
        made("responseDeclaration", {"identifier": name, "cardinality": "single", "baseType": "boolean"})
        for name in _hints(item)
    ]


def outcomes(item: Item, asked: Asked) -> list[Element]:
    """The outcomes that say what is shown."""
    found = [rules.outcome(rules.FEEDBACK, many=asked.many)] if asked.told else []
    found += [rules.outcome(rules.HINT)] if item.hints else []
    return found + ([rules.outcome(rules.SOLUTION)] if item.solution else [])


def buttons(item: Item) -> list[Element]:
    """What asks for the hints, one after the other; nothing without hints."""
    asks = [
        made(ASKS, {"responseIdentifier": name, "title": _("Hint {number}").format(number=number)})
        for number, name in enumerate(_hints(item), 1)
    ]
    return [made("p", {"class": HINTS}, *asks)] if asks else []


def processed(item: Item, asked: Asked) -> list[Element]:
    """The rules that show it."""
    picked = [rules.sets(rules.FEEDBACK, rules.variable(rules.RESPONSE))] if asked.told else []
    return picked + rules.shown(len(item.hints), solution=bool(item.solution))


def feedback(item: Item, asked: Asked) -> list[Element]:
    """The texts themselves."""
    told = [(rules.FEEDBACK, name, said) for name, said in asked.told]
    told += [(rules.HINT, name, said) for name, said in zip(_hints(item), item.hints, strict=True)]
    told += [(rules.SOLUTION, rules.SOLUTION, item.solution)] if item.solution else []
    return [
        made(
            "modalFeedback",
            {"outcomeIdentifier": outcome, "identifier": name, "showHide": "show"},
            *page.blocks(said),
        )
        for outcome, name, said in told
    ]


def _hints(item: Item) -> list[str]:
    return [f"{rules.HINT}{number}" for number in range(1, len(item.hints) + 1)]


def hints(given: Given) -> list[str]:
    """The hints of an item, in the order in which its body offers them."""
    return [said for said in (given.told(*place) for place in _hint_places(given)) if said]


def solution(given: Given) -> str:
    """The worked solution of an item."""
    return "\n\n".join(given.told(*place) for place in given.shown if _is_solution(place))


def _is_solution(place: tuple[str, str]) -> bool:
    return rules.SOLUTION in {place[0].upper(), place[1].upper()}


def _hint_places(given: Given) -> list[tuple[str, str]]:
    """The outcomes and values that asking for the hints leads to."""
    asks = [one.get("responseIdentifier", "") for one in given.body.iter(ASKS)]
    return [place for name in asks for branch in given.branches if name in branch.about for place in branch.sets]
