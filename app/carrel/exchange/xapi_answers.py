"""Answers in the words of xAPI: the kinds of interactions, their parts, and responses with marks between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carrel.assessment.model import Answer, Item

_INTERACTIONS = {
    "choice": "choice",
    "true_false": "true-false",
    "numeric": "numeric",
    "expression": "fill-in",
    "text": "fill-in",
    "cloze": "fill-in",
    "match": "matching",
    "order": "sequencing",
    "open": "long-fill-in",
}
_BETWEEN, _TO = "[,]", "[.]"
_YES, _NO = {"true", "t", "yes", "y"}, {"false", "f", "no", "n"}


def interaction(kind: str) -> str:
    """What xAPI calls items of this kind."""
    return _INTERACTIONS.get(kind, "other")


def components(item: Item, language: str) -> dict[str, Any]:
    """The parts to choose from, to match and to put in order, each with its number; nothing tells which are right."""
    parts = {
        "choice": {"choices": _choices(item)},
        "match": {"source": _lefts(item), "target": _rights(item)},
        "order": {"choices": _steps(item)},
    }.get(item.kind, {})
    return {
        name: [{"id": str(number), "description": {language: text}} for number, text in enumerate(texts, 1)]
        for name, texts in parts.items()
    }


def response(kind: str, answer: Answer, item: Item | None = None) -> str:
    """What was answered; parts of the item by their numbers where it is told, everything else as it was said."""
    if isinstance(answer, dict):
        lefts, rights = (_lefts(item), _rights(item)) if item else ([], [])
        return _BETWEEN.join(f"{_part(left, lefts)}{_TO}{_part(right, rights)}" for left, right in answer.items())
    pieces = answer if isinstance(answer, tuple) else (answer,)
    if kind == "true_false":
        return _truth(" ".join(pieces))
    known = {"choice": _choices, "order": _steps}.get(kind)
    texts = known(item) if known and item else []
    return _BETWEEN.join(_part(piece, texts) for piece in pieces)


def _truth(said: str) -> str:
    plain = said.strip().casefold()
    return "true" if plain in _YES else "false" if plain in _NO else said


def _part(said: str, texts: Sequence[str]) -> str:
    """The number of the part, also where only its letter was said."""
    plain = said.strip().casefold()
    folded = [text.strip().casefold() for text in texts]
    if plain in folded:
        return str(folded.index(plain) + 1)
    at = ord(plain) - ord("a") if len(plain) == 1 else -1
    return str(at + 1) if 0 <= at < len(texts) else said.strip()


def _choices(item: Item) -> list[str]:
    return [choice.text for choice in item.choices]


def _steps(item: Item) -> list[str]:
    return sorted(set(item.sequence))


def _lefts(item: Item) -> list[str]:
    return [left for left, _right in item.pairs]


def _rights(item: Item) -> list[str]:
    return sorted({right for _left, right in item.pairs})
