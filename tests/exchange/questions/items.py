"""Made-up items of every kind, for round trips through the formats of questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as some
from hypothesis.strategies import SearchStrategy

from carrel.assessment.items import FORMS, KINDS, item_from
from carrel.assessment.model import Item
from carrel.base.text import clean

Texts = SearchStrategy[str]

WORDS = (
    *(
        "cell",
        "the",
        "Water",
        "H2O",
        "mitosis",
        "naïve",
        "Größe",
        "ماء",
        "光合作用",
        "🌱",
        "e\u0301",
        "9.81",
        "1/2",
        "-5",
    ),
    *(
        "=",
        "~",
        "#",
        "{",
        "}",
        ":",
        "\\",
        "::",
        "//",
        "####",
        "->",
        "$",
        "%50%",
        "|",
        "/",
        "@",
        "+",
        "'",
        '"',
        ",",
        ";",
    ),
    *("\\n", "\\:", "<b>", "</p>", "&amp;", "&", "]]>", "[html]", "TRUE", "F", "A.", "B)", "ANSWER: A", "$CATEGORY: x"),
    *(
        "**bold**",
        "`code`",
        "_",
        "*",
        "- item",
        "$x^2$",
        "$\\frac{a}{b}$",
        "{1:SA:=x}",
        "=SUM(A1)",
        "1:2",
        "1..3",
        "____",
    ),
)
"""Pieces of texts: ordinary words, other scripts, and everything that some format takes for a mark."""


def _joined(*between: str) -> Texts:
    parts = some.tuples(some.sampled_from(WORDS), some.sampled_from(between))
    return some.lists(parts, min_size=1, max_size=6).map(lambda many: "".join(map("".join, many)).strip())


lines = _joined("", " ", " ", " ")
"""Texts of one line, not empty, without spaces around them."""

blocks = _joined("", " ", " ", "\n", "\n\n")
"""Texts of several lines, not empty, without spaces around them."""

anything = some.text(min_size=1, max_size=12).map(clean).filter(str.strip)
"""Texts of any letters that an item may hold at all, with spaces and controls wherever they fall."""

skill_names = some.from_regex(r"[a-z]{1,6}(-[a-z]{1,4})?(\.[a-z]{1,6}){0,2}", fullmatch=True)

numbers = some.one_of(
    some.integers(-1000, 1000).map(str),
    some.decimals(-100, 100, places=2).map(str),
    some.sampled_from(("9.81", ".5", "1/2", "50%", "6.02e23", "-1.5", "+3", "1,5", "12 000")),
)
_shares = some.sampled_from((0.0, 0.01, 0.05, 0.5, 2.0))


def _some(texts: Texts, least: int = 1, most: int = 3) -> SearchStrategy[list[str]]:
    return some.lists(texts, min_size=least, max_size=most, unique_by=lambda text: text.strip().casefold())


def _maybe(texts: Texts) -> Texts:
    return some.just("") | texts


def _choice(texts: Texts) -> dict[str, SearchStrategy[Any]]:
    picked = {"text": texts, "right": some.booleans(), "misconception": _maybe(texts), "feedback": _maybe(texts)}
    unique = some.lists(
        some.fixed_dictionaries(picked),
        min_size=2,
        max_size=5,
        unique_by=lambda choice: str(choice["text"]).strip().casefold(),
    )
    return {"choices": unique, "multiple": some.booleans()}


def _words(texts: Texts) -> dict[str, SearchStrategy[Any]]:
    return {
        "reject": _some(texts, 0, 2),
        "case_sensitive": some.booleans(),
        "accents_matter": some.booleans(),
    }


def _cloze(texts: Texts) -> dict[str, SearchStrategy[Any]]:
    filling = texts.filter(lambda text: not set("{}|") & set(text))
    around = _maybe(texts.filter(lambda text: not set("{}") & set(text))).map(lambda text: f"{text} " if text else "")
    gap = _some(filling).map(lambda keys: "{{" + "|".join(keys) + "}}")
    gapped = some.tuples(around, gap, around.map(str.rstrip).map(lambda text: f" {text}" if text else ""))
    return {"text": some.lists(gapped.map("".join), min_size=1, max_size=3).map("".join), **_words(texts)}


def _match(texts: Texts) -> dict[str, SearchStrategy[Any]]:
    pairs = some.lists(
        some.tuples(texts, texts).map(list),
        min_size=2,
        max_size=4,
        unique_by=(lambda pair: pair[0].strip().casefold(), lambda pair: pair[1].strip().casefold()),
    )
    return {"pairs": pairs}


def _open(texts: Texts) -> dict[str, SearchStrategy[Any]]:
    point = some.fixed_dictionaries(
        {
            "id": some.from_regex(r"[a-z]{1,3}", fullmatch=True),
            "says": texts,
            "any_of": _some(texts, 0, 2),
            "weight": some.sampled_from((0.5, 1.0, 2.0)),
            "must": some.booleans(),
        }
    )
    points = some.lists(point, min_size=1, max_size=3, unique_by=lambda one: str(one["id"]))
    return {"points": points, "model_answer": _maybe(texts)}


def _own(kind: str, texts: Texts) -> Mapping[str, SearchStrategy[Any]]:
    """How the fields of a kind are made."""
    tolerance = some.none() | some.fixed_dictionaries({"absolute": _shares, "relative": _shares})
    return {
        "choice": _choice(texts),
        "true_false": {"answers": some.sampled_from((["true"], ["false"]))},
        "numeric": {
            "answers": _some(numbers),
            "unit": some.sampled_from(("", "", "m/s^2", "°C", "kg")),
            "unit_required": some.booleans(),
            "tolerance": tolerance,
        },
        "expression": {
            "answers": _some(some.sampled_from(("3*(x+2)", "3x+6", "x = -4", "x^2/2 + C", "{1, 2}", "a:b"))),
            "form": some.sampled_from(FORMS),
        },
        "text": {"answers": _some(texts), **_words(texts)},
        "cloze": _cloze(texts),
        "match": _match(texts),
        "order": {"sequence": some.lists(texts, min_size=2, max_size=4)},
        "open": _open(texts),
    }[kind]


def _raw(kind: str, texts: Texts, prompts: Texts) -> SearchStrategy[dict[str, Any]]:
    source = some.fixed_dictionaries({"document": texts, "quote": _maybe(texts), "locator": _maybe(texts)})
    common: dict[str, SearchStrategy[Any]] = {
        "id": _maybe(some.from_regex(r"[a-z]{1,4}(\.[a-z0-9]{1,4}){0,2}", fullmatch=True)),
        "kind": some.just(kind),
        "prompt": prompts,
        "skills": _some(skill_names, 0, 2),
        "hints": _some(texts, 0, 2),
        "solution": _maybe(prompts),
        "source": some.none() | source,
        "unreviewed": some.booleans(),
    }
    return some.fixed_dictionaries({**common, **_own(kind, texts)})


def _with_one_right(raw: dict[str, Any]) -> dict[str, Any]:
    """The fields with one right choice, the first that is said to be, where only one may be."""
    if raw["kind"] != "choice" or raw["multiple"]:
        return raw
    rights = [choice["right"] for choice in raw["choices"]]
    first = rights.index(True) if True in rights else 0
    return {**raw, "choices": [{**one, "right": place == first} for place, one in enumerate(raw["choices"])]}


def items(*kinds: str, texts: Texts = lines, prompts: Texts = blocks) -> SearchStrategy[Item]:
    """Items as ``item_from`` reads them, of these kinds or of all nine.

    prompts: makes the texts of prompts and solutions; texts: every other text. Both make none that is empty.
    """
    chosen = some.sampled_from(kinds or tuple(KINDS))
    return chosen.flatmap(lambda kind: _raw(kind, texts, prompts)).map(_with_one_right).map(item_from)


NOTHING = Item("", "")
"""An item that says nothing."""


def without(item: Item, *names: str) -> Item:
    """The item after these fields of it were lost."""
    return replace(item, **{name: getattr(NOTHING, name) for name in names})
