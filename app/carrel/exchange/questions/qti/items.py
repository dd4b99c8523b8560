"""One question as an item of QTI and back, in the names of 2.1."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.exchange.questions.api import Losses
from carrel.exchange.questions.qti import page, rules, showing
from carrel.exchange.questions.qti.about import About
from carrel.exchange.questions.qti.given import Fields, Given, NotCarried
from carrel.exchange.questions.qti.kinds import choice, cloze, entry, match, open, order
from carrel.exchange.questions.qti.names import Dialect
from carrel.exchange.questions.qti.parts import ANSWER, CLOZE, HINTS, MARK, Asked
from carrel.exchange.questions.qti.tree import Node, classes, made, rebuilt

ASKED: Mapping[str, Callable[[Item], Asked]] = {
    "choice": choice.asked,
    "true_false": choice.asked_truth,
    "numeric": entry.asked_number,
    "expression": entry.asked_expression,
    "text": entry.asked_text,
    "cloze": cloze.asked,
    "match": match.asked,
    "order": order.asked,
    "open": open.asked,
}
READ: Mapping[str, Callable[[Given, list[Element]], Fields]] = {
    "choiceInteraction": choice.read,
    "textEntryInteraction": entry.read,
    "inlineChoiceInteraction": cloze.read,
    "extendedTextInteraction": open.read,
    "matchInteraction": match.read,
    "associateInteraction": match.read,
    "orderInteraction": order.read,
}
"""How the question is read that an interaction asks."""

_BOXES = {"textEntryInteraction", "inlineChoiceInteraction"}
_BLANK = "____"
_NUMBERED = "carrel-item-"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")


def written(item: Item, number: int, language: str, dialect: Dialect) -> Element:
    """The item, the number-th of its package, in the names of 2.1."""
    asked = ASKED[item.kind](item)
    marks = " ".join(MARK + one for one in (item.kind, *asked.marks))
    rubrics = [one for one in asked.body if one.tag == "rubricBlock"]
    rest = [one for one in asked.body if one.tag != "rubricBlock"]
    body = [*rubrics, *page.blocks(item.prompt), *rest, *showing.buttons(item)]
    return made(
        "assessmentItem",
        {
            "identifier": item.id if _NAME.fullmatch(item.id) else f"{_NUMBERED}{number}",
            "title": _("Question {number}").format(number=number),
            "xml:lang": language,
            "adaptive": "false",
            "timeDependent": "false",
        },
        *asked.declared,
        *showing.declared(item),
        rules.score(asked.most),
        *showing.outcomes(item, asked),
        made("itemBody", {"class": marks}, *body),
        *_processing(asked, showing.processed(item, asked), dialect),
        *showing.feedback(item, asked),
    )


def _processing(asked: Asked, shown: list[Element], dialect: Dialect) -> list[Element]:
    if asked.template and not shown:
        return [made("responseProcessing", {"template": dialect.template(asked.template)})]
    found = [*asked.scored, *shown]
    return [made("responseProcessing", {}, *found)] if found else []


def read(root: Element, about: About) -> tuple[Item, Losses]:
    """The question in an item of the names of 2.1, and what was left behind; raises NotCarried."""
    given = Given(root)
    found = [one for one in given.body.iter() if one.tag.endswith("Interaction") and one.tag != showing.ASKS]
    fields = _reader(given, found)(given, found)
    own = root.get("identifier", "")
    raw = {
        "prompt": "" if fields["kind"] == "cloze" and not given.marks else _prompt(given),
        "hints": showing.hints(given),
        "solution": showing.solution(given),
        **fields,
    }
    given.lost["feedback"] += given.unheard()
    given.lost["others"] += sum(1 for one in root if one.tag in {"templateProcessing", "assessmentStimulusRef"})
    try:
        item = item_from(raw)
    except ItemRefused as error:
        raise NotCarried.because(error.what) from error
    named = about.id or ("" if own.startswith(_NUMBERED) else own)
    lost = Losses({kind: count for kind, count in given.lost.items() if count})
    return replace(item, id=named, skills=about.skills, source=about.source, unreviewed=about.unreviewed), lost


def _reader(given: Given, found: list[Element]) -> Callable[[Given, list[Element]], Fields]:
    """How these interactions are read; raises NotCarried for those that are no question of Carrel's."""
    names = list(dict.fromkeys(one.tag for one in found))
    if not names:
        raise NotCarried.because(_("It asks for nothing."))
    strange = [name for name in names if name not in READ]
    if strange:
        raise NotCarried.because(_("Carrel has no question of this kind: {kind}.").format(kind=strange[0]))
    if set(names) <= _BOXES:
        return cloze.read if len(found) > 1 or "cloze" in given.marks else READ[names[0]]
    if len(found) > 1:
        raise NotCarried.because(_("It asks several questions at once: {kinds}.").format(kinds=", ".join(names)))
    return READ[names[0]]


def _prompt(given: Given) -> str:
    """The question, without what belongs to its answer; a gap stands for a box among the words."""

    def turned(node: Node) -> list[Node]:
        if isinstance(node, str) or (node.tag != "rubricBlock" and not {ANSWER, CLOZE, HINTS} & set(classes(node))):
            return [node]
        if node.tag == "rubricBlock" and "candidate" in node.get("view", "").split():
            return [node]
        return []

    def nothing(_element: Element) -> str:
        return ""

    def asks(element: Element) -> str:
        prompt = element.find("prompt")
        return "" if prompt is None else given.prose(prompt)

    boxes = {"textEntryInteraction": lambda _box: _BLANK, "inlineChoiceInteraction": lambda _box: _BLANK}
    said = given.prose(rebuilt(given.body, turned), {showing.ASKS: nothing, **dict.fromkeys(READ, asks), **boxes})
    return said.removesuffix(_BLANK).rstrip()
