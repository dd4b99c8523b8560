"""Where words stand in the messages of one chat, whatever their accents and capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from carrel.base.matching import folded

_SYNTAX = re.compile(r"[*_`~]+")


@dataclass(frozen=True)
class Place:
    """The id of a message, and which of the places in it this is, from 0."""

    message: str
    number: int


def readable(markdown: str) -> str:
    """A message folded, and about as it is read: without the signs that only make words bold or slanted."""
    return _SYNTAX.sub("", folded(markdown))


def places(messages: Iterable[tuple[str, str]], words: str) -> list[Place]:
    """Every place of the words in the messages (id and `readable` text), in their order; none for no words."""
    wanted = readable(words).strip()
    if not wanted:
        return []
    return [Place(key, number) for key, text in messages for number in range(text.count(wanted))]
