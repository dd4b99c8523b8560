"""Tells whether two computers have the same version of an item, as far as marking goes."""

from __future__ import annotations

import json

from carrel.assessment.items import to_json
from carrel.assessment.model import Item
from carrel.base.stamp import derived_id

_BESIDE = frozenset({"hints", "solution", "source", "skills", "unreviewed"})
"""What no marking looks at."""


def version_of(item: Item) -> str:
    """24 hexadecimal digits, the same for two items whose answers are marked alike by the same program."""
    told = {name: value for name, value in to_json(item).items() if name not in _BESIDE}
    return derived_id("item", json.dumps(told, sort_keys=True))
