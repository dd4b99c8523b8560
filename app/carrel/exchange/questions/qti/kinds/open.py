"""Questions that are answered in the learner's own words, with the points that whoever marks them looks for."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from carrel.assessment.model import Item, Point
from carrel.base.words import _
from carrel.exchange.questions.qti import page, rules
from carrel.exchange.questions.qti.given import Fields, Given, number
from carrel.exchange.questions.qti.parts import MARK, Asked, declaration, rubric, table
from carrel.exchange.questions.qti.tree import made, with_class, words

_POINTS, _MODEL, _PHRASES = "points", "model-answer", f"{MARK}phrases"
_MUST = "✓"


def asked(item: Item) -> Asked:
    """A large box, and what to look for as a text for those who mark."""
    heads = (_("point"), _("the answer says"), _("in words such as"), _("weight"), _("must be there"))
    body = [rubric(_POINTS, table(heads, map(_row, item.points)))]
    if item.model_answer:
        body.append(rubric(_MODEL, *page.blocks(item.model_answer)))
    box = made("extendedTextInteraction", {"responseIdentifier": rules.RESPONSE})
    most = sum(point.weight for point in item.points)
    return Asked((declaration("string", ()),), (*body, box), most=most)


def _row(point: Point) -> list[Element]:
    phrases = [made("ul", {"class": _PHRASES}, *(made("li", {}, one) for one in point.any_of))] if point.any_of else []
    return [
        made("td", {}, point.id),
        made("td", {}, *page.line(point.says)),
        made("td", {}, *phrases),
        made("td", {}, repr(point.weight)),
        made("td", {}, _MUST if point.must else ""),
    ]


def read(given: Given, interactions: list[Element]) -> Fields:
    """The question that an extendedTextInteraction asks; another program's text for those who mark is one point."""
    own = with_class(given.body, MARK + _POINTS)
    model = with_class(given.body, MARK + _MODEL)
    if own is not None:
        cells = [row.findall("td") for row in own.iter("tr")]
        points = [_point(given, row) for row in cells if len(row) == 5]
        return {"kind": "open", "points": points, "model_answer": given.prose(model)}
    right = next(iter(given.response(interactions[0]).right), "")
    hidden = [one for one in given.body.iter("rubricBlock") if "candidate" not in one.get("view", "").split()]
    says = "\n\n".join(filter(None, map(given.prose, hidden))) or right
    return {
        "kind": "open",
        "points": [{"says": says or _("The answer does what the question asks for.")}],
        "model_answer": right,
    }


def _point(given: Given, row: list[Element]) -> Fields:
    return {
        "id": words(row[0]),
        "says": given.prose(row[1]),
        "any_of": [words(one) for one in row[2].iter("li")],
        "weight": number(words(row[3])),
        "must": bool(words(row[4])),
    }
