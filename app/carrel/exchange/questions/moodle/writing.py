"""Writes items as Moodle XML, each kind as the type of question that is closest to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from carrel.assessment.model import Gap, Item
from carrel.base.words import _
from carrel.exchange.questions.api import Losses, Questions, Written, merged, unheld
from carrel.exchange.questions.moodle.answers import decimal, digits, pattern
from carrel.exchange.questions.moodle.gaps import filled, gap_text, place, without_places
from carrel.exchange.questions.moodle.texts import SPLIT, for_moodle, legal

_MOST_NAME = 80
_SHARES = ("100", "100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10")
"""What one of so many right choices earns, in hundredths; Moodle takes only these, and 5."""
_LEAST_SHARE = "5"


def write(questions: Questions) -> Written:
    """The file, with a category of its own where there is a title."""
    quiz = Element("quiz")
    if title := " ".join(legal(questions.title).split()):
        category = SubElement(quiz, "question", type="category")
        _texted(SubElement(category, "category"), f"$course$/top/{title.replace('/', '//')}")
    lost = [unheld(questions.items, skills=True, hints=True, solution=True)]
    for number, item in enumerate(questions.items, 1):
        lost.append(_question(quiz, item, number))
    indent(quiz)
    content = b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="utf-8") + b"\n"
    return Written(content, len(questions.items), Losses(+merged(lost)))


def _question(quiz: Element, item: Item, number: int) -> Losses:
    """Add the item to the file; what of it was lost."""
    kind, fill = _KINDS[_written_as(item)]
    question = SubElement(quiz, "question", type=kind)
    _texted(SubElement(question, "name"), _name(item, number))
    _for_moodle(SubElement(question, "questiontext"), _asked(item))
    _markdown(SubElement(question, "generalfeedback"), item.solution)
    if kind != "cloze":
        SubElement(question, "defaultgrade").text = "1"
    if item.id:
        SubElement(question, "idnumber").text = legal(item.id)
    lost = fill(question, item)
    if kind == "essay":
        lost["hints"] += bool(item.hints)
    else:
        for hint in item.hints:
            _markdown(SubElement(question, "hint"), hint)
    if item.skills:
        tags = SubElement(question, "tags")
        for skill in item.skills:
            _texted(SubElement(tags, "tag"), skill)
    return lost


def _written_as(item: Item) -> str:
    """The item's kind, or the kind that it has to become: Moodle knows no expressions, and numbers only as digits."""
    plain = item.kind == "expression" or (item.kind == "numeric" and None in _keys(item))
    return "text" if plain else item.kind


def _name(item: Item, number: int) -> str:
    """What the list of questions calls it: how its text begins."""
    begin = item.prompt or "".join(f"{gap.before}…" for gap in item.gaps) + item.after
    words = " ".join(re.sub(r"[*`#>]", "", legal(begin).replace("<", " < ")).split())
    name = words if len(words) <= _MOST_NAME else f"{words[:_MOST_NAME].rpartition(' ')[0] or words[:_MOST_NAME]} …"
    return name or _("Question {number}").format(number=number)


def _asked(item: Item) -> str:
    if not item.gaps:
        return for_moodle(item.prompt)
    befores = [without_places(gap.before) for gap in item.gaps]
    around = "".join(f"{before}{place(number)}" for number, before in enumerate(befores)) + without_places(item.after)
    gaps = [_gap(item, gap) for gap in item.gaps]
    text = filled(for_moodle(around, in_cloze=True), gaps)
    return f"{for_moodle(item.prompt, in_cloze=True)}{SPLIT}{text}" if item.prompt else text


def _gap(item: Item, gap: Gap) -> str:
    right, wrong = ([pattern(answer) for answer in answers] for answers in (gap.answers, item.reject))
    return gap_text(right, wrong, is_strict=item.case_sensitive)


def _texted(element: Element, text: str) -> None:
    """Put a plain text into the element, as Moodle does: one level down."""
    SubElement(element, "text").text = legal(text)


def _markdown(element: Element, text: str) -> None:
    """Put Carrel's Markdown into the element."""
    _for_moodle(element, for_moodle(text))


def _for_moodle(element: Element, written: str) -> None:
    """Put what is Moodle's Markdown already into the element."""
    element.set("format", "markdown")
    _texted(element, written)


def _answer(question: Element, fraction: str, text: str, feedback: str = "") -> Element:
    answer = SubElement(question, "answer", fraction=fraction, format="plain_text")
    _texted(answer, text)
    if feedback:
        _markdown(SubElement(answer, "feedback"), feedback)
    return answer


def _choice(question: Element, item: Item) -> Losses:
    right = sum(choice.right for choice in item.choices)
    share = _SHARES[right] if right < len(_SHARES) else _LEAST_SHARE
    SubElement(question, "single").text = "false" if item.multiple else "true"
    SubElement(question, "shuffleanswers").text = "false"
    SubElement(question, "answernumbering").text = "abc"
    wrong = f"-{share}" if item.multiple else "0"
    for choice in item.choices:
        fraction = share if choice.right else wrong
        answer = _answer(question, fraction, for_moodle(choice.text), choice.feedback)
        answer.set("format", "markdown")
    misread = any(choice.misconception for choice in item.choices)
    return Losses({"misconceptions": int(misread), "scores": int(right >= len(_SHARES))})


def _true_false(question: Element, item: Item) -> Losses:
    for said in ("true", "false"):
        _answer(question, "100" if item.answers == (said,) else "0", said)
    return Losses()


def _keys(item: Item) -> list[str | None]:
    return [digits(key, item.unit) for key in item.answers]


def _numeric(question: Element, item: Item) -> Losses:
    tolerance = item.tolerance
    for key in filter(None, _keys(item)):
        answer = _answer(question, "100", key)
        off = max(tolerance.absolute, tolerance.relative * abs(float(key))) if tolerance else 0.0
        SubElement(answer, "tolerance").text = decimal(off)
    if item.unit:
        unit = SubElement(SubElement(question, "units"), "unit")
        SubElement(unit, "multiplier").text = "1"
        SubElement(unit, "unit_name").text = legal(item.unit)
    SubElement(question, "unitgradingtype").text = "1" if item.unit_required else "0"
    SubElement(question, "unitpenalty").text = "0.5"
    SubElement(question, "showunits").text = "0" if item.unit else "3"
    return Losses({"tolerance": int(tolerance is not None and tolerance.relative > 0)})


def _text(question: Element, item: Item) -> Losses:
    SubElement(question, "usecase").text = "1" if item.case_sensitive else "0"
    for answer in item.answers:
        _answer(question, "100", pattern(answer))
    for answer in item.reject:
        _answer(question, "0", pattern(answer))
    lost = {"kind": item.kind != "text", "form": item.form != "any"}
    lost |= {"tolerance": item.tolerance is not None, "unit": bool(item.unit)}
    return merged([Losses({kind: int(told) for kind, told in lost.items()}), _strictness(item, item.answers)])


def _cloze(_question: Element, item: Item) -> Losses:
    return _strictness(item, [answer for gap in item.gaps for answer in gap.answers])


def _strictness(item: Item, answers: Iterable[str]) -> Losses:
    """Moodle always minds accents: something is lost where the item does not, or where that has to come back."""
    accented = any(not answer.isascii() for answer in answers)
    return Losses({"strictness": int(item.accents_matter or accented)})


def _match(question: Element, item: Item) -> Losses:
    SubElement(question, "shuffleanswers").text = "true"
    for left, right in item.pairs:
        pair = SubElement(question, "subquestion")
        _markdown(pair, left)
        _texted(SubElement(pair, "answer"), right)
    return Losses()


def _order(question: Element, item: Item) -> Losses:
    SubElement(question, "layouttype").text = "VERTICAL"
    SubElement(question, "selecttype").text = "ALL"
    SubElement(question, "selectcount").text = "0"
    SubElement(question, "gradingtype").text = "LONGEST_ORDERED_SUBSET"
    for number, step in enumerate(item.sequence, 1):
        _answer(question, str(number), for_moodle(step)).set("format", "markdown")
    return Losses()


def _open(question: Element, item: Item) -> Losses:
    SubElement(question, "responseformat").text = "editor"
    SubElement(question, "responserequired").text = "1"
    said = (point.says or " / ".join(point.any_of) for point in item.points)
    points = "\n".join(f"- {' '.join(for_moodle(text).split())}" for text in said)
    _for_moodle(SubElement(question, "graderinfo"), f"{points}\n\n{for_moodle(item.model_answer)}")
    return Losses({"points": 1})


_KINDS: Mapping[str, tuple[str, Callable[[Element, Item], Losses]]] = {
    "choice": ("multichoice", _choice),
    "true_false": ("truefalse", _true_false),
    "numeric": ("numerical", _numeric),
    "text": ("shortanswer", _text),
    "cloze": ("cloze", _cloze),
    "match": ("matching", _match),
    "order": ("ordering", _order),
    "open": ("essay", _open),
}
"""The type of question that each kind becomes, and what fills it."""
