"""Holds a teacher's own questions against the rules of course packs, as far as these do not speak of a lesson."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from carrel.flows.classes.own import Raw
from carrel.flows.pack_marks import misjudged
from carrel.flows.pack_recomputed import miscomputed
from carrel.library.packs import hint_rules, item_rules, text_rules
from carrel.library.packs.findings import Finding
from carrel.library.packs.model import Pack, PackItem

_RULES: tuple[Callable[[Pack], Iterator[Finding]], ...] = (
    text_rules.texts_are_readable,
    text_rules.nothing_is_html,
    item_rules.no_item_is_there_twice,
    item_rules.choices_are_sound,
    item_rules.gaps_and_pairs_are_sound,
    hint_rules.there_are_hints,
    hint_rules.no_hint_holds_the_key,
    hint_rules.no_hint_tells_the_pairs_or_the_order,
)
_OF_A_LESSON = {"unknown-misconception", "no-check"}
"""What no question without a lesson has."""

_WISHES = {"few-hints", "silent-choice"}
"""What a course pack must have; a teacher's own question may go out without."""


def found(items: Sequence[Raw]) -> list[Finding]:
    """What is wrong with these questions; a fault keeps one out. A finding names a question by its id."""
    listed = tuple(PackItem(raw["id"], raw["kind"], "", raw, "", 0) for raw in items)
    pack = Pack("own", "1", "", "", "", items=listed)
    told = [one for rule in _RULES for one in rule(pack)]
    told += [*misjudged(pack, told), *miscomputed(pack)]
    without_model = {raw["id"] for raw in items if raw["kind"] == "open" and not raw.get("model_answer")}
    return [
        replace(one, grade="warning") if one.rule in _WISHES else one
        for one in dict.fromkeys(told)
        if one.rule not in _OF_A_LESSON and not (one.rule == "key-not-right" and one.place.item in without_model)
    ]
