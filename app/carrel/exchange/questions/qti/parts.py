"""What a kind of question adds to the item that it stands in, when it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from carrel.exchange.questions.qti.rules import RESPONSE
from carrel.exchange.questions.qti.tree import made

MARK = "carrel-"
"""How the words begin in a ``class`` that only Carrel understands."""
ANSWER, CLOZE, HINTS = f"{MARK}answer", f"{MARK}gaps", f"{MARK}hints"
"""What belongs to the answer, to the text with gaps and to the hints, and not to the prompt."""


@dataclass(frozen=True)
class Asked:
    """The own parts of a kind.

    declared: of the responses. body: what stands behind the prompt. scored: the rules that give the score; none where a
    person marks. template: the standard template that says the same, if there is one. told: identifiers of choices and
    what is said when they are picked. marks: words for the body's ``class``. most: the best score.
    """

    declared: tuple[Element, ...]
    body: tuple[Element, ...]
    scored: tuple[Element, ...] = ()
    template: str = ""
    told: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()
    most: float = 1.0
    many: bool = False


def declaration(
    base: str,
    right: Iterable[str],
    *,
    identifier: str = RESPONSE,
    cardinality: str = "single",
    mapping: Element | None = None,
) -> Element:
    """The declaration of a response with its right values."""
    values = [made("value", {}, one) for one in right]
    return made(
        "responseDeclaration",
        {"identifier": identifier, "cardinality": cardinality, "baseType": base},
        *([made("correctResponse", {}, *values)] if values else []),
        *([mapping] if mapping is not None else []),
    )


def mapping(entries: Mapping[str, float], *, case_sensitive: bool | None = None) -> Element:
    """What single values of a response score; case_sensitive: of texts."""
    case = {} if case_sensitive is None else {"caseSensitive": "true" if case_sensitive else "false"}
    return made(
        "mapping",
        {"defaultValue": "0"},
        *(made("mapEntry", {"mapKey": key, "mappedValue": f"{score:g}", **case}) for key, score in entries.items()),
    )


def rubric(name: str, *blocks: Element) -> Element:
    """A text for those who mark, and not for those who answer."""
    return made("rubricBlock", {"view": "author scorer tutor", "class": MARK + name}, *blocks)


def table(heads: Iterable[str], rows: Iterable[Iterable[Element]]) -> Element:
    """A table; the rows hold its cells."""
    head = made("thead", {}, made("tr", {}, *(made("th", {}, one) for one in heads)))
    return made("table", {}, head, made("tbody", {}, *(made("tr", {}, *row) for row in rows)))
