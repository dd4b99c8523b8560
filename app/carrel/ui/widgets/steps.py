"""The fewest steps from one order of lines to another: take out, move, put in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Step:
    """kind: what happens. first, last: the lines it happens to; a moved one goes from `first` to stand at `last`."""

    kind: Literal["remove", "move", "insert"]
    first: int
    last: int


def steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Step]:
    """The steps, each seen from how things stand after those before it. No line may stand in an order twice."""
    wanted, known = set(new), set(old)
    for first, last in _runs(old, wanted):
        yield Step("remove", first, last)
    now = [key for key in old if key in wanted]
    kept = [key for key in new if key in known]
    yield from _moves(now, kept)
    for first, last in reversed(_runs(new, known)):
        yield Step("insert", first, last)


def _runs(keys: Sequence[Hashable], among: set[Hashable]) -> list[tuple[int, int]]:
    """Where lines stand that are not among those, the last ones first, neighbours together."""
    runs: list[tuple[int, int]] = []
    for number in reversed([number for number, key in enumerate(keys) if key not in among]):
        if runs and runs[-1][0] == number + 1:
            runs[-1] = (number, runs[-1][1])
        else:
            runs.append((number, number))
    return runs


def _moves(now: list[Hashable], then: Sequence[Hashable]) -> Iterator[Step]:
    """Bring the same lines into another order: each that cannot stay goes right behind the one before it."""
    if now == then:
        return
    stay = _in_order(now, then)
    before: Hashable = None
    for number, key in enumerate(then):
        if key not in stay:
            at = now.index(key)
            to = now.index(before) + 1 if number else 0
            to -= at < to
            if at != to:
                now.insert(to, now.pop(at))
                yield Step("move", at, to)
        before = key


def _in_order(now: Sequence[Hashable], then: Sequence[Hashable]) -> set[Hashable]:
    """The most lines that stand in the right order already (a longest increasing subsequence)."""
    place = {key: number for number, key in enumerate(then)}
    ends: list[int] = []
    ending: list[Hashable] = []
    previous: dict[Hashable, Hashable | None] = {}
    for key in now:
        at = bisect_left(ends, place[key])
        previous[key] = ending[at - 1] if at else None
        ends[at : at + 1] = [place[key]]
        ending[at : at + 1] = [key]
    found: set[Hashable] = set()
    one = ending[-1] if ending else None
    while one is not None:
        found.add(one)
        one = previous[one]
    return found
