"""Whether a model's suggestion on a point of an open answer is what is true of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.flows.probing.asking import Asking
from carrel.flows.second_look import MOST_TOKENS, suggestions, turns


def points(asking: Asking, row: Mapping[str, Any]) -> tuple[bool, str]:
    """Asked as for every open answer; where nothing can be told, nothing may be suggested."""
    item = item_of(row)
    suggested = suggestions(asking.engine, item, row["answer"], asking.cancel)
    answered = asking.form(turns(item, item.points[0], row["answer"]), "point", MOST_TOKENS)  # the same, said once more
    if answered is None:
        return False, ""  # no answer is no judgement, where nothing is to be suggested either
    said = [f"{one.found}: {one.quote}" for one in suggested]
    found = [one.found for one in suggested] or ["unsure"]
    return found == [row["found"]], "; ".join(said) or "unsure"


def item_of(row: Mapping[str, Any]) -> Item:
    """An open item with this one point."""
    point = {"id": "point", "says": row["says"], "any_of": row["any_of"]}
    return item_from({"id": row["id"], "kind": "open", "prompt": row["prompt"], "points": [point]})
