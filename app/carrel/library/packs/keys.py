"""What answers an item, as texts: its keys, and the wrong answers it lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from carrel.library.packs import fields

GAP = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def keys_of(raw: Mapping[str, Any]) -> list[str]:
    """The texts that a hint must not hold; none where every hint would, such as "true"."""
    kind = raw.get("kind")
    if kind == "choice":
        return [
            fields.words(choice, "text") for choice in fields.objects(raw, "choices") if choice.get("right") is True
        ]
    if kind in {"numeric", "expression", "text"}:
        return list(fields.words_list(raw, "answers"))
    if kind == "cloze":
        return [one.strip() for gap in GAP.findall(fields.words(raw, "text")) for one in gap.split("|") if one.strip()]
    if kind == "open":
        return [fields.words(raw, "model_answer")]
    return []


def right_answers(raw: Mapping[str, Any]) -> list[Any]:
    """Answers that have to be marked right, as a learner would give them."""
    kind = raw.get("kind")
    if kind == "choice":
        rights = [
            fields.words(choice, "text") for choice in fields.objects(raw, "choices") if choice.get("right") is True
        ]
        return [rights if raw.get("multiple") is True else rights[0]] if rights else []
    if kind == "cloze":
        gaps = [gap.split("|") for gap in GAP.findall(fields.words(raw, "text"))]
        most = max((len(gap) for gap in gaps), default=0)
        return [[gap[min(turn, len(gap) - 1)].strip() for gap in gaps] for turn in range(most)]
    if kind == "match":
        return [{str(pair[0]): str(pair[1]) for pair in raw.get("pairs", ()) if _is_pair(pair)}]
    if kind == "order":
        return [list(fields.words_list(raw, "sequence"))]
    if kind == "open":
        return [fields.words(raw, "model_answer")]
    unit = fields.words(raw, "unit")
    return [key if key.endswith(unit) else f"{key} {unit}" for key in fields.words_list(raw, "answers")]


def wrong_answers(raw: Mapping[str, Any]) -> list[Any]:
    """Answers that must not be marked right, as a learner would give them."""
    kind = raw.get("kind")
    if kind == "choice":
        wrong = [fields.words(one, "text") for one in fields.objects(raw, "choices") if one.get("right") is False]
        return [[one] for one in wrong] if raw.get("multiple") is True else list(wrong)
    if kind == "true_false":
        is_true = [key.strip().casefold() for key in fields.words_list(raw, "answers")] == ["true"]
        return ["false" if is_true else "true"]
    if kind == "order":
        return [list(reversed(fields.words_list(raw, "sequence")))]
    return list(fields.words_list(raw, "reject"))


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)
