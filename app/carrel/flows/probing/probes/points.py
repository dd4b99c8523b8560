"""Whether a model's suggestion on a point of an open answer is what is true of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.flows.probing.asking import Asking
from carrel.flows.second_look import suggestions


def points(asking: Asking, row: Mapping[str, Any]) -> tuple[bool, str]:
    """Asked as for every open answer; where nothing can be told, nothing may be suggested."""
    suggested = suggestions(asking.engine, item_of(row), row["answer"], asking.cancel)
    said = [f"{one.found}: {one.quote}" for one in suggested]
    found = [one.found for one in suggested] or ["unsure"]
    return found == [row["found"]], "; ".join(said) or "unsure"


def item_of(row: Mapping[str, Any]) -> Item:
    """An open item with this one point."""
    point = {"id": "point", "says": row["says"], "any_of": row["any_of"]}
    return item_from({"id": row["id"], "kind": "open", "prompt": row["prompt"], "points": [point]})
