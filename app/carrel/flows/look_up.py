"""Looks words up in the library and in the chats, for somebody who wants to see the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Literal

from carrel.base.work import Cancel
from carrel.conversations.model import Hit
from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.flows.retrieve import retrieve
from carrel.library.model import Found, Scope
from carrel.library.ranking import snippet

Where = Literal["library", "chats", "all"]


@dataclass(frozen=True)
class PassageHit:
    """A passage that was found; the best has the highest score.

    locator: such as "p. 12", or the headings above it. id: of the document. part: its place in the document; first,
    last: the span in the part's text, in characters. snippet: as in `Hit`.
    """

    title: str
    locator: str
    snippet: str
    score: float
    id: str
    part: int
    first: int
    last: int
    kind: Literal["passage"] = "passage"


def look_up(
    kit: Kit, text: str, where: Where, limit: int, course: str | None, cancel: Cancel
) -> list[Hit | PassageHit]:
    """At most so many places, best first; those of the library and of the chats take turns. Raises Stopped."""
    chats: Sequence[Hit] = () if where == "library" else browse.search(kit, text, limit, course)
    inside = () if where == "chats" else in_library(kit, text, Scope(course=course), limit, cancel)
    turns = chain.from_iterable(zip_longest(inside, chats))
    return [hit for hit in turns if hit is not None][:limit]


def in_library(kit: Kit, text: str, scope: Scope, limit: int, cancel: Cancel) -> list[PassageHit]:
    """The passages in this scope, by words and by meaning, as places to show. Raises Stopped."""
    return [_hit(found, text) for found in retrieve(kit, text, scope, limit, cancel).found]


def _hit(found: Found, text: str) -> PassageHit:
    one = found.passage
    shown = snippet(one.text, text)
    return PassageHit(
        one.title, one.label or one.heading, shown, found.score, one.document, one.part, one.first, one.last
    )
