"""Turns notes of Anki, whoever made them, into items for a person to look through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from carrel.assessment.fields import MOST_PARTS
from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.base.stamp import derived_id
from carrel.base.words import _
from carrel.exchange.questions.anki_markdown import (
    has_formula,
    has_more,
    markdown,
    pictures,
    plain,
    without_recordings,
)
from carrel.exchange.questions.anki_notes import ALSO_RIGHT, OURS
from carrel.exchange.questions.anki_tree import Node, tree
from carrel.exchange.questions.api import Losses

Role = Literal["front", "back", "hints", "source"]

MOST_HTML = 40_000
"""The longest field that is looked at, in characters: twice what a field of an item may hold."""
MOST_LETTERS, MOST_WORDS = 60, 5
"""A back of one line up to here is an answer to type; a longer one is what a good answer says."""

_CLOZE = re.compile(r"\{\{c\d+(?:,\d+)*::(.*?)\}\}", re.DOTALL)
_OPENS = re.compile(r"\{\{c\d+(?:,\d+)*::")
_ID = re.compile(r"[\w.~:-]{1,100}")
_STRUCTURE = {"ul", "ol", "table", "pre", "blockquote", "hr"}
_OF_ANKI = {"leech", "marked"}
_SOURCE_PARTS = {"cite": "document", "span": "locator", "blockquote": "quote"}


class Unfit(ValueError):
    """No item can be made of the note; the message is a sentence a person may read."""


@dataclass(frozen=True)
class Foreign:
    """A note as it stands in a file. where: such as “note 12”. fields: each with what it is for, and its HTML.

    cards: how many Anki made of it. is_known: whether Anki has reviewed one of them.
    """

    where: str
    guid: str
    is_cloze: bool
    fields: tuple[tuple[Role, str], ...]
    tags: tuple[str, ...] = ()
    cards: int = 1
    is_known: bool = False

    def of(self, role: Role) -> list[str]:
        """The fields for this that hold anything, without recordings."""
        found = (without_recordings(html) for its, html in self.fields if its == role)
        return [html for html in found if html.strip()]


def item(foreign: Foreign) -> tuple[Item, Losses]:
    """The item, unreviewed, and what of the note has no place in it; raises Unfit and ItemRefused."""
    if any(len(html) > MOST_HTML for _role, html in foreign.fields):
        raise Unfit(_("It is far longer than a question is."))
    raw: dict[str, Any] = {
        "id": _id(foreign.guid),
        "skills": [tag.replace("::", ".") for tag in foreign.tags if tag.casefold() not in _OF_ANKI],
        "hints": [hint for field in foreign.of("hints") for hint in _hints(field)],
        "source": _source(" ".join(foreign.of("source"))),
        "unreviewed": True,
        **(_cloze(foreign) if foreign.is_cloze else _asked(foreign)),
    }
    return item_from(raw), _lost(foreign)


def _lost(foreign: Foreign) -> Losses:
    trees = [tree(html) for _role, html in foreign.fields]
    counts = {
        "pictures": sum(pictures(html) for _role, html in foreign.fields),
        "markup": any(map(has_more, trees)),
        "cards": 0 if foreign.is_cloze else foreign.cards - 1,
        "reviews": foreign.is_known,
    }
    return Losses({name: int(count) for name, count in counts.items() if count > 0})


def _id(guid: str) -> str:
    """The item's own id where it came from us; otherwise one that is the same each time the note comes in."""
    own = guid.removeprefix(OURS)
    if own != guid and _ID.fullmatch(own):
        return own
    return derived_id("anki", guid) if guid else ""


def _hints(field: str) -> list[str]:
    """The items of a list that is all there is, or the whole."""
    children = [child for child in tree(field).children if isinstance(child, Node) or child.strip()]
    only = children[0] if len(children) == 1 else ""
    parts = _listed(only) if isinstance(only, Node) and only.tag in {"ul", "ol"} else [field]
    return [hint for part in parts if (hint := markdown(part))]


def _listed(node: Node) -> list[Node | str]:
    return [child for child in node.children if isinstance(child, Node) and child.tag == "li"]


def _source(field: str) -> dict[str, str] | None:
    found = tree(field)
    parts = {name: node.words() for node in found.walk() if (name := _SOURCE_PARTS.get(node.tag))}
    if "document" not in parts:
        parts = {"document": found.words()}
    return parts if any(parts.values()) else None


def _asked(foreign: Foreign) -> dict[str, Any]:
    """A question and its answer: to type where it is short, otherwise to be explained."""
    prompt = _joined(foreign.of("front"))
    if not prompt:
        raise Unfit(_("Its front holds no words, so there is nothing that Carrel could ask."))
    backs = [tree(html) for html in foreign.of("back")]
    first = next((at for at, back in enumerate(backs) if markdown(back)), None)
    if first is None:
        raise Unfit(_("Its back holds no words, so there is no answer to go by."))
    answer, *more = _cut(backs[first])
    solution = _joined([*more, *backs[first + 1 :]])
    answers = list(_answers(answer))
    if all(map(_is_short, answers)):
        own: dict[str, Any] = {"kind": "text", "answers": [one.words() for one in answers]}
    else:
        own = {"kind": "open", "model_answer": markdown(answer), "points": _points(answer)}
    return {"prompt": prompt, "solution": solution, **own}


def _joined(fields: list[str] | list[Node]) -> str:
    return "\n\n".join(text for field in fields if (text := markdown(field)))


def _cut(back: Node) -> list[Node]:
    """The answer, and what stands below the first line across; all of it where there are no words above that line."""
    for at, child in enumerate(back.children):
        if isinstance(child, Node) and child.tag == "hr":
            above, below = Node("body", {}, back.children[:at]), Node("body", {}, back.children[at + 1 :])
            return [above, below] if markdown(above) else _cut(below)
    return [back]


def _answers(answer: Node) -> Iterator[Node]:
    """The answer, and each of the others that are said to be right, too."""
    also = [
        child for child in answer.children if isinstance(child, Node) and child.attributes.get("class") == ALSO_RIGHT
    ]
    yield Node("body", {}, [child for child in answer.children if child not in also])
    for others in also:
        for node in others.walk():
            if node.tag == "li":
                yield node


def _is_short(answer: Node) -> bool:
    text = answer.words()
    is_line = "\n" not in markdown(answer) and not any(node.tag in _STRUCTURE for node in answer.walk())
    return is_line and not has_formula(text) and 0 < len(text) <= MOST_LETTERS and len(text.split()) <= MOST_WORDS


def _points(answer: Node) -> list[dict[str, str]]:
    """What is to be said: each item of a list, or each line, or the whole."""
    lists = [child for child in answer.children if isinstance(child, Node) and child.tag in {"ul", "ol"}]
    said = [markdown(one) for each in lists for one in _listed(each)] or re.split(r"\\?\n+", markdown(answer))
    said = [one for one in said if one.strip()]
    if not 0 < len(said) <= MOST_PARTS:
        said = [markdown(answer)]
    return [{"id": str(number), "says": one} for number, one in enumerate(said, 1)]


def _cloze(foreign: Foreign) -> dict[str, Any]:
    """A text with gaps; what asks for less or more than one of them at a time asks for all."""
    fronts = foreign.of("front")
    field = next((html for html in fronts if _OPENS.search(html)), None)
    if field is None:
        raise Unfit(_("It is meant to have gaps, and there is none in it."))
    gaps: list[str] = []
    mark = "gap"
    while mark in field:
        mark += "p"

    def taken(found: re.Match[str]) -> str:
        if _OPENS.search(found.group(1)):
            raise Unfit(_("It has a gap inside a gap, which Carrel cannot ask."))
        answer, _sign, hint = found.group(1).partition("::")
        gaps.append(_filling(answer))
        return f"{mark}{len(gaps)}{mark}" + (f" ({hint})" if hint.strip() else "")

    text = markdown(_CLOZE.sub(taken, field)).replace("{{", "{ {").replace("}}", "} }")
    for number, answer in enumerate(gaps, 1):
        text = text.replace(f"{mark}{number}{mark}", "{{" + answer + "}}")
    return {
        "kind": "cloze",
        "text": text,
        "prompt": _joined([html for html in fronts if html is not field]),
        "solution": _joined(foreign.of("back")),
    }


def _filling(html: str) -> str:
    """What fills a gap; raises Unfit."""
    answer = re.sub(r"\\[()\[\]]", "", plain(html)).strip()
    if not answer or "|" in answer or "}}" in answer:
        raise Unfit(_("One of its gaps holds no words, or a sign that Carrel cannot keep in a gap."))
    return f"{answer} " if answer.endswith("}") else answer
