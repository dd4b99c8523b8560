"""Lists of words that come with Carrel, one or several a line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from carrel.base.files import resource


@lru_cache(maxsize=32)
def listed(name: str) -> frozenset[str]:
    """All words of ``resources/marking/<name>.txt``; lines that begin with # are remarks."""
    return frozenset(word for line in lines(name) for word in line)


@lru_cache(maxsize=32)
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of the list, line by line."""
    text = resource(f"marking/{name}.txt").read_text(encoding="utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=32)
def meanings(name: str) -> Mapping[str, str]:
    """What the first word of each line stands for: the second."""
    return MappingProxyType({line[0]: line[1] for line in lines(name)})
