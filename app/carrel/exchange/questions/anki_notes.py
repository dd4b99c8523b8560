"""Turns items into notes of Anki: what stands on the front and on the back, by the kind of item."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from carrel.assessment.items import to_json
from carrel.assessment.model import Item, Source
from carrel.base.stamp import derived_id
from carrel.base.words import _
from carrel.exchange.questions.anki_html import html, listed, words

BASIC, CLOZE = "Carrel", "Carrel cloze"
FIELDS = {BASIC: ("Front", "Back", "Hints", "Source"), CLOZE: ("Text", "Front", "Back", "Hints", "Source")}
"""Our two types of notes with their fields, in their order; English in every language, so that a type stays one."""

OURS = "carrel:"
"""What the mark of a note that came from an item begins with; the item's id follows."""

ALSO_RIGHT = "also-right"
"""The class of the element with the other right answers."""


@dataclass(frozen=True)
class Note:
    """A note. guid: what Anki knows it by, whoever sends it again. fields: HTML; gaps: how many cards a cloze makes."""

    guid: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    gaps: int = 0


def note(item: Item) -> Note | None:
    """The note of the item; None for one that would have an empty front."""
    tags = tuple(tag for skill in item.skills if (tag := "_".join(skill.replace(".", "::").split())))
    answer = _BACKS[item.kind](item).replace("<hr />", "<br>")  # the line across parts it from the solution
    back = "<hr>".join(part for part in (answer, html(item.solution)) if part)
    rest = (back, listed([html(hint) for hint in item.hints]), _source(item.source))
    guid = OURS + (item.id or derived_id(repr(to_json(item))))
    if item.kind == "cloze":
        return Note(guid, _fields(_gapped(item), html(item.prompt), *rest), tags, len(item.gaps))
    shown = _SHOWN.get(item.kind)
    front = html(item.prompt) + (shown(item) if shown else "")
    return Note(guid, _fields(front, *rest), tags) if front else None


def _fields(*htmls: str) -> tuple[str, ...]:
    """The fields without the sign that stands between them in a collection."""
    return tuple(one.replace("\x1f", " ") for one in htmls)


def _gapped(item: Item) -> str:
    """The text with gaps as Anki writes them; no other pair of brackets in it may look like one."""
    mark = "gap"
    while mark in item.text:
        mark += "p"
    marked = "".join(f"{gap.before}{mark}{number}{mark}" for number, gap in enumerate(item.gaps, 1)) + item.after
    text = html(marked).replace("{{", "{&#123;").replace("}}", "}&#125;")

    def filled(found: re.Match[str]) -> str:
        number = int(found.group(1))
        answer = words(item.gaps[number - 1].answers[0])
        for sign in ":{}":
            answer = answer.replace(sign, f"&#{ord(sign)};")
        return f"{{{{c{number}::{answer}}}}}"

    return re.sub(rf"{mark}(\d+){mark}", filled, text)


def _source(source: Source | None) -> str:
    if source is None:
        return ""
    parts = (
        f"<cite>{words(source.document)}</cite>",
        f"<span>{words(source.locator)}</span>" if source.locator else "",
        f"<blockquote>{words(source.quote)}</blockquote>" if source.quote else "",
    )
    return " ".join(part for part in parts if part)


def _answers(item: Item) -> str:
    first, *others = map(words, item.answers)
    if not others:
        return first
    return f'{first}<div class="{ALSO_RIGHT}">{escape(_("Also right:"))}{listed(others)}</div>'


def _number(item: Item) -> str:
    tolerance = item.tolerance
    near = ""
    if tolerance is not None and tolerance.absolute:
        near = f" ± {tolerance.absolute:g}"
    elif tolerance is not None and tolerance.relative:
        near = f" ± {tolerance.relative * 100:g} %"
    unit = f" {item.unit}" if item.unit else ""
    return _answers(Item("", "text", answers=tuple(f"{answer}{near}{unit}" for answer in item.answers)))


def _right_choices(item: Item) -> str:
    right = [html(choice.text) for choice in item.choices if choice.right]
    return listed(right) if len(right) > 1 else right[0] if right else escape(_("None of them."))


def _points(item: Item) -> str:
    said = [html(point.says or point.any_of[0]) for point in item.points]
    return html(item.model_answer) + listed(said)


_BACKS: Mapping[str, Callable[[Item], str]] = {
    "choice": _right_choices,
    "true_false": lambda item: escape(_("True") if item.answers == ("true",) else _("False")),
    "numeric": _number,
    "expression": _answers,
    "text": _answers,
    "cloze": lambda _item: "",
    "match": lambda item: listed([f"{html(left)} – {html(right)}" for left, right in item.pairs]),
    "order": lambda item: listed([html(step) for step in item.sequence], "ol"),
    "open": _points,
}
"""The answer on the back."""

_SHOWN: Mapping[str, Callable[[Item], str]] = {
    "choice": lambda item: listed([html(choice.text) for choice in item.choices], "ol"),
    "true_false": lambda _item: f"<p>{escape(_('True or false?'))}</p>",
    "match": lambda item: (
        listed([html(left) for left, _right in item.pairs])
        + f"<p>{' · '.join(sorted({html(right) for _left, right in item.pairs}))}</p>"
    ),
    "order": lambda item: listed(sorted(html(step) for step in item.sequence)),
}
"""What stands on the front below the question; in the order of the alphabet where another order would be the answer."""
