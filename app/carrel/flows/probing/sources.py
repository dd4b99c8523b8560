"""The passages that questions are asked of, as a search would bring them."""

from __future__ import annotations

from functools import cache

from carrel.flows.probing.items import table
from carrel.library.model import Passage


@cache
def passages(source: str) -> tuple[Passage, ...]:
    """The passages of this name in ``sources.toml``; each is a part of its own."""
    told = table("sources")[source]
    return tuple(
        Passage(number, source, told["title"], number, "", "", 0, len(text), text)
        for number, text in enumerate(told["passages"])
    )
