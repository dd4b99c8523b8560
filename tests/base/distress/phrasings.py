"""The phrasings that the rules of distress were written with, and those that were held out until they stood."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from carrel.base import sentences
from carrel.base.files import resource

HERE = Path(__file__).parent
HALVES = ("development", "held_out")


def kept(half: str, kind: str) -> dict[str, list[str]]:
    """The phrasings of a half, ``true`` or ``harmless``, under their headings."""
    found: dict[str, list[str]] = {}
    for line in (HERE / f"{half}_{kind}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            heading = found.setdefault(line[2:], [])
        elif line:
            heading.append(line)
    return found


def all_of(half: str, kind: str) -> list[str]:
    """The same without headings."""
    return [line for lines in kept(half, kind).values() for line in lines]


def lessons() -> Iterator[str]:
    """Every lesson of Foundations, each of its sentences, and every text in its items."""
    pack = resource("packs/foundations")
    for path in sorted(pack.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        yield text
        yield from (text[first:last] for first, last in sentences.sentences(text))
    for path in sorted(pack.rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from _texts(json.loads(line))


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict | list):
        for one in said.values() if isinstance(said, dict) else said:
            yield from _texts(one)
