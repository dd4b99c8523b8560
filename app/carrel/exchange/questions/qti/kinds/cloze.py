"""Texts with gaps: several boxes among the words."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.exchange.questions.qti import page, rules
from carrel.exchange.questions.qti.given import Fields, Given, NotCarried
from carrel.exchange.questions.qti.kinds.entry import ACCENTS, strictness
from carrel.exchange.questions.qti.parts import CLOZE, Asked, declaration, mapping
from carrel.exchange.questions.qti.tree import Node, made, rebuilt, with_class

_PLACE = re.compile("\ue000(\\d+)\ue001")
"""Where a gap goes while its text is turned into a page; the two characters mean nothing by themselves."""
_UNUSED = re.compile("[\ue000\ue001]")
_BOX = "textEntryInteraction"
_CHOSEN = "inlineChoiceInteraction"


def asked(item: Item) -> Asked:
    """The text, each gap a box."""
    names = [f"{rules.RESPONSE}{number}" for number in range(1, len(item.gaps) + 1)]
    before = [_UNUSED.sub("", gap.before) for gap in item.gaps]
    text = "".join(f"{said}\ue000{number}\ue001" for number, said in enumerate(before)) + _UNUSED.sub("", item.after)
    keys = [{**dict.fromkeys(gap.answers, 1.0), **_refused(item, gap.answers)} for gap in item.gaps]
    declared = [
        declaration(
            "string", gap.answers[:1], identifier=name, mapping=mapping(entries, case_sensitive=item.case_sensitive)
        )
        for name, gap, entries in zip(names, item.gaps, keys, strict=True)
    ]
    marks = (ACCENTS,) if item.accents_matter else ()
    scored = tuple(rules.mapped(names))
    return Asked(tuple(declared), (_body(text, names),), scored, marks=marks, most=len(names))


def _refused(item: Item, answers: tuple[str, ...]) -> dict[str, float]:
    return {key: 0.0 for key in item.reject if key not in answers}


def _body(text: str, names: list[str]) -> Element:
    """The text with its boxes; without its layout where a gap stands in a formula."""
    laid_out = _with_boxes(page.blocks(text), names)
    in_formulas = [box for formula in laid_out.iter("math") for box in formula.iter(_BOX)]
    if not in_formulas and sum(1 for _box in laid_out.iter(_BOX)) == len(names):
        return laid_out
    return _with_boxes([made("p", {}, part) for part in text.split("\n\n")], names)


def _with_boxes(blocks: list[Element], names: list[str]) -> Element:
    def turned(node: Node) -> list[Node]:
        if isinstance(node, Element):
            return [node]
        parts = _PLACE.split(node)
        return [
            part if at % 2 == 0 else made(_BOX, {"responseIdentifier": names[int(part)]})
            for at, part in enumerate(parts)
            if at % 2 or part
        ]

    return rebuilt(made("div", {"class": CLOZE}, *blocks), turned)


def read(given: Given, interactions: list[Element]) -> Fields:
    """The text that several boxes or lists of words stand in."""
    responses = [given.response(one) for one in interactions]
    given.lost["scores"] += any(response.in_part() for response in responses)
    given.lost["kind"] += any(one.tag == _CHOSEN for one in interactions)

    def gap(interaction: Element) -> str:
        full = given.response(interaction).full()
        if interaction.tag == _CHOSEN:
            full = tuple(given.prose(one) for one in interaction.iter("inlineChoice") if one.get("identifier") in full)
        sayable = [one for one in full if not re.search(r"[|{}]", one)]
        if not sayable:
            raise NotCarried.because(_("It has a gap without a right answer that can stand in one."))
        return "{{" + "|".join(sayable) + "}}"

    own = with_class(given.body, CLOZE)
    text = given.prose(own if own is not None else given.body, {one.tag: gap for one in interactions})
    return {"kind": "cloze", "text": text, **strictness(given, responses)}
