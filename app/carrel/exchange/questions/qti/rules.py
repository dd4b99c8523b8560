"""Response processing: how an answer gets its score, and which feedback, hint or solution is then shown."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from carrel.exchange.questions.qti.tree import Node, made

RESPONSE, SCORE, FEEDBACK, HINT, SOLUTION = "RESPONSE", "SCORE", "FEEDBACK", "HINT", "SOLUTION"


def value(kind: str, said: str) -> Element:
    """A value of this base type in an expression."""
    return made("baseValue", {"baseType": kind}, said)


def variable(identifier: str) -> Element:
    """The value of a variable in an expression."""
    return made("variable", {"identifier": identifier})


def correct(identifier: str = RESPONSE) -> Element:
    """The right value of a response in an expression."""
    return made("correct", {"identifier": identifier})


def sets(identifier: str, expression: Element) -> Element:
    """Give an outcome a value."""
    return made("setOutcomeValue", {"identifier": identifier}, expression)


def when(condition: Element, then: Element, otherwise: Element | None = None) -> Element:
    """Do one thing where the condition holds, another where it does not."""
    rest = [] if otherwise is None else [made("responseElse", {}, otherwise)]
    return made("responseCondition", {}, made("responseIf", {}, condition, then), *rest)


def all_or_nothing(condition: Element) -> list[Element]:
    """The score is 1 where the condition holds, else 0."""
    return [when(condition, sets(SCORE, value("float", "1")), sets(SCORE, value("float", "0")))]


def matched() -> list[Element]:
    """What the standard template match_correct stands for."""
    return all_or_nothing(made("match", {}, variable(RESPONSE), correct()))


def mapped(responses: Sequence[str]) -> list[Element]:
    """The score is what the responses are mapped to, all together; one without an answer adds nothing."""
    return [
        when(
            made("not", {}, made("isNull", {}, variable(one))),
            sets(SCORE, made("sum", {}, variable(SCORE), made("mapResponse", {"identifier": one}))),
        )
        for one in responses
    ]


def shown(hints: int, *, solution: bool) -> list[Element]:
    """A hint that was asked for is shown; after an answer the solution is."""
    after = sets(SOLUTION, value("identifier", SOLUTION))
    if not hints:
        return [after] if solution else []
    parts: list[Node] = []
    for number in range(1, hints + 1):
        one = f"{HINT}{number}"
        shows = sets(HINT, value("identifier", one))
        parts.append(made("responseElseIf" if parts else "responseIf", {}, variable(one), shows))
    if solution:
        parts.append(made("responseElse", {}, after))
    return [made("responseCondition", {}, *parts)]


def outcome(identifier: str, *, many: bool = False) -> Element:
    """The declaration of an outcome that names the feedback to show."""
    cardinality = "multiple" if many else "single"
    return made("outcomeDeclaration", {"identifier": identifier, "cardinality": cardinality, "baseType": "identifier"})


def score(most: float) -> Element:
    """The declaration of the score, which is 0 before an answer; most: the best one."""
    attributes = {"identifier": SCORE, "cardinality": "single", "baseType": "float", "normalMaximum": f"{most:g}"}
    return made("outcomeDeclaration", attributes, made("defaultValue", {}, made("value", {}, "0")))
