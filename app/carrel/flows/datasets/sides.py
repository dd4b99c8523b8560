"""Which rows are held out to measure by: the same ones each time, and never one like a row that is learned from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from carrel.base.work import Cancel
from carrel.flows.datasets.twins import alike, plain


@dataclass(frozen=True)
class Sides:
    """The places of the rows that are held out, and of those that stand on neither side: each is like one on both."""

    held_out: frozenset[int]
    between: frozenset[int]


def split(asked: Sequence[str], percent: int, cancel: Cancel) -> Sides:
    """Put rows on a side by what is asked in each, the oldest row first; percent: how many of 100 are held out.

    A row goes where the rows before it went that ask nearly the same, and else where the digest of its question says,
    so that it stays where it is whatever comes later. Raises Stopped.
    """
    near: dict[int, list[int]] = {}
    for later, earlier, _share in alike(asked, cancel):
        near.setdefault(later, []).append(earlier)
    side: dict[int, bool] = {}
    for place, text in enumerate(asked):
        there = {side[other] for other in near.get(place, ()) if other in side}
        if len(there) < 2:
            side[place] = there.pop() if there else number(text) < percent
    held = frozenset(place for place, out in side.items() if out)
    return Sides(held, frozenset(range(len(asked))) - frozenset(side))


def number(text: str) -> int:
    """A number from 0 to 99 that hangs on nothing but what the text says."""
    return int.from_bytes(hashlib.sha256(plain(text).encode()).digest()[:8], "big") % 100
