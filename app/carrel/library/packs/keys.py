"""The keys of an item as texts: what no hint may say."""

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


def pairs_of(raw: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The pairs of an item that has some."""
    pairs = raw.get("pairs")
    whole = [pair for pair in pairs if fields.is_words_list(pair) and len(pair) == 2] if isinstance(pairs, list) else []
    return [(pair[0], pair[1]) for pair in whole]
