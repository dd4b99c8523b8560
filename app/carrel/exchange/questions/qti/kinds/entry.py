"""Questions that are answered in one box: words, a number, an expression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from carrel.assessment.model import Item, Tolerance
from carrel.base.words import _
from carrel.exchange.questions.qti import rules
from carrel.exchange.questions.qti.given import Declared, Fields, Given, NotCarried, number
from carrel.exchange.questions.qti.parts import ANSWER, MARK, Asked, declaration, mapping
from carrel.exchange.questions.qti.tree import Node, made, with_class, words

ACCENTS, FORM, NEEDED = "accents", "form-", "unit-required"
_UNIT = f"{MARK}unit"
_NUMBERS = {"float", "integer"}
_PLAIN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_SHARE = re.compile(r"([-+]?\d{1,15})\s*/\s*(\d{1,15})")
UNSAID = Tolerance(relative=1e-9)
"""What holds in Carrel where a question gives no tolerance (formats.md §1)."""


def asked_text(item: Item) -> Asked:
    """Words."""
    marks = (ACCENTS,) if item.accents_matter else ()
    return _words(item, (), marks, case_sensitive=item.case_sensitive)


def asked_expression(item: Item) -> Asked:
    """An expression, which other programs compare letter by letter."""
    return _words(item, (), (FORM + item.form,) if item.form != "any" else (), case_sensitive=True)


def asked_number(item: Item) -> Asked:
    """A number; keys that are no plain numbers are compared letter by letter."""
    unit: tuple[Node, ...] = (" ", made("span", {"class": _UNIT}, item.unit)) if item.unit else ()
    marks = (NEEDED,) if item.unit_required else ()
    keys = [as_number(one) for one in item.answers]
    if not all(keys):
        return _words(item, unit, marks, case_sensitive=False)
    tests = [one for key in keys for one in _tests(key, item.tolerance or UNSAID)]
    return Asked(
        (declaration("float", keys[:1]),),
        (_box(unit),),
        tuple(rules.all_or_nothing(tests[0] if len(tests) == 1 else made("or", {}, *tests))),
        marks=marks,
    )


def as_number(text: str) -> str:
    """The number as XML writes it; nothing for what is no plain number. A share such as 1/2 is worked out."""
    text = text.strip().replace("−", "-")
    if _PLAIN.fullmatch(text):
        return text if abs(float(text)) < 1e300 else ""
    share = _SHARE.fullmatch(text)
    return repr(int(share[1]) / int(share[2])) if share and int(share[2]) else ""


def _tests(key: str, tolerance: Tolerance) -> list[Element]:
    """The comparisons one of which has to hold."""
    ways = []
    if tolerance.absolute:
        ways.append({"toleranceMode": "absolute", "tolerance": f"{tolerance.absolute!r}"})
    if tolerance.relative:
        ways.append({"toleranceMode": "relative", "tolerance": f"{tolerance.relative * 100!r}"})
    return [
        made("equal", way, rules.variable(rules.RESPONSE), rules.value("float", key))
        for way in ways or [{"toleranceMode": "exact"}]
    ]


def _words(item: Item, unit: tuple[Node, ...], marks: tuple[str, ...], *, case_sensitive: bool) -> Asked:
    keys = {**dict.fromkeys(item.reject, 0.0), **dict.fromkeys(item.answers, 1.0)}
    ordered = {key: keys[key] for key in (*item.answers, *item.reject)}
    return Asked(
        (declaration("string", item.answers[:1], mapping=mapping(ordered, case_sensitive=case_sensitive)),),
        (_box(unit),),
        tuple(rules.mapped([rules.RESPONSE])),
        "map_response",
        marks=marks,
    )


def _box(unit: tuple[Node, ...]) -> Element:
    return made("p", {"class": ANSWER}, made("textEntryInteraction", {"responseIdentifier": rules.RESPONSE}), *unit)


def read(given: Given, interactions: list[Element]) -> Fields:
    """The question that a single textEntryInteraction asks."""
    response = given.response(interactions[0])
    given.lost["scores"] += response.in_part()
    is_number = "numeric" in given.marks or (not given.marks and response.base in _NUMBERS)
    answers = list(dict.fromkeys([*response.full(), *_compared(given, interactions[0])]))
    if not answers:
        raise NotCarried.because(_("It does not say which answer is right."))
    if is_number:
        return _number(given, interactions[0], answers)
    if "expression" in given.marks:
        form = next((one.removeprefix(FORM) for one in given.marks if one.startswith(FORM)), "any")
        return {"kind": "expression", "answers": answers, "form": form}
    return {"kind": "text", "answers": answers, **strictness(given, [response])}


def strictness(given: Given, responses: list[Declared]) -> Fields:
    """What is refused, and whether capitals and accents matter."""
    cases = [one.case_sensitive for response in responses for one in response.mapped]
    return {
        "reject": list(dict.fromkeys(key for response in responses for key in response.refused())),
        "case_sensitive": all(cases) if cases else not given.marks,
        "accents_matter": ACCENTS in given.marks,
    }


def _number(given: Given, interaction: Element, answers: list[str]) -> Fields:
    unit = words(with_class(given.body, _UNIT))
    found = {"kind": "numeric", "answers": answers, "unit": unit, "unit_required": NEEDED in given.marks}
    tolerance = _tolerance(given, interaction)
    return found if tolerance is None else {**found, "tolerance": tolerance}


def _tolerance(given: Given, interaction: Element) -> dict[str, float] | None:
    """How far off the number may be; None where the rules say no more than that it is right."""
    ways: dict[str, float] = {}
    tests = list(given.tests(interaction, "equal"))
    for test in tests:
        mode = test.get("toleranceMode", "exact")
        off = max((number(one) for one in test.get("tolerance", "").split()), default=0.0)
        if mode in {"absolute", "relative"}:
            ways[mode] = max(ways.get(mode, 0.0), off / 100 if mode == "relative" else off)
    if not tests or ways == {"relative": UNSAID.relative}:
        return None
    return {"absolute": ways.get("absolute", 0.0), "relative": ways.get("relative", 0.0)}


def _compared(given: Given, interaction: Element) -> Iterator[str]:
    """The right answers that only the rules name."""
    for test in given.tests(interaction, "equal", "stringMatch", "match"):
        yield from (text for text in (words(one) for one in test.iter("baseValue")) if text)
