"""Whether equations have the same solutions, and inequalities hold at the same places."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from carrel.assessment.algebra.statements import Comparison, Region, names_in
from carrel.assessment.algebra.tree import Node, Number, Quotient, difference, names
from carrel.assessment.algebra.values import Inexact, Undefined, exact, real, same

_SEED = 30_011
_REACH, _STEPS = 40, 640
_ZERO = 1e-7


def same_solutions(one: tuple[Node, Node], other: tuple[Node, Node]) -> bool | None:
    """Whether two equations have the same solutions; None where that cannot be told."""
    f, g = difference(*one), difference(*other)
    known = sorted(names(f) | names(g))
    if not known or names(f) != names(g):
        return None if not known else _by_roots(f, g, known)
    ratio = Quotient(f, g)
    constant = _value_somewhere(ratio, known)
    if constant is not None and constant and same(ratio, Number(constant)):
        return True
    return _by_roots(f, g, known)


def _value_somewhere(node: Node, known: list[str]) -> Fraction | None:
    chance = random.Random(_SEED)
    for _try in range(6):
        at = {name: Fraction(chance.randint(-97, 97), chance.randint(1, 13)) for name in known}
        try:
            return exact(node, at)
        except Undefined:
            continue
        except Inexact:
            try:
                return Fraction(real(node, {name: float(abs(value)) + 0.1 for name, value in at.items()}))
            except Undefined:
                continue
    return None


def _by_roots(f: Node, g: Node, known: list[str]) -> bool | None:
    """Looks along each unknown, the others fixed at random, for places where one is zero and the other is not."""
    chance, seen = random.Random(_SEED), 0
    for name in known:
        for _try in range(2):
            at = {one: chance.uniform(-3, 3) for one in known if one != name}
            for solved, other in ((f, g), (g, f)):
                for root in roots(_along(solved, name, at))[:12]:
                    if not _vanishes(_along(other, name, at), root):
                        return False
                    seen += 1
    return True if seen else None


def _along(node: Node, name: str, at: dict[str, float]) -> Callable[[float], float | None]:
    def value(x: float) -> float | None:
        try:
            return real(node, {**at, name: x})
        except Undefined:
            return None

    return value


def _vanishes(function: Callable[[float], float | None], x: float) -> bool:
    """Whether the function is zero at x, as against its size a little beside it."""
    here, beside = function(x), [function(x + step) for step in (-0.01, 0.01)]
    if here is None:
        return False
    return abs(here) <= _ZERO * max(1.0, *(abs(value) for value in beside if value is not None), 0.0) * 10


def roots(function: Callable[[float], float | None]) -> list[float]:
    """The places between -40 and 40 where the function changes its sign or is zero on the way."""
    found: list[float] = []
    step = 2 * _REACH / _STEPS
    before_x, before = -float(_REACH), function(-float(_REACH))
    for number in range(1, _STEPS + 1):
        x = -_REACH + number * step
        now = function(x)
        if now == 0:
            found.append(x)
        elif now is not None and before is not None and before * now < 0:
            root = _bisected(function, before_x, x)
            if root is not None:
                found.append(root)
        before_x, before = x, now
    return found


def _bisected(function: Callable[[float], float | None], low: float, high: float) -> float | None:
    start = function(low)
    if start is None:
        return None
    size = max(abs(start), abs(function(high) or 0.0))
    for _step in range(60):
        middle = (low + high) / 2
        value = function(middle)
        if value is None:
            return None
        if value * start > 0:
            low = middle
        else:
            high = middle
    end = function((low + high) / 2)
    return (low + high) / 2 if end is not None and abs(end) <= max(1e-6, 1e-3 * size) else None  # no root, but a pole


def same_region(one: Region, other: Region) -> bool | None:
    """Whether the comparisons hold at the same places; None where that cannot be told."""
    known = sorted(names_in(one) | names_in(other))
    if not known:
        return None
    chance = random.Random(_SEED)
    compared = 0
    for name in known:
        for _try in range(2 if len(known) > 1 else 1):
            at = {other_name: Fraction(chance.randint(-60, 60), 7) for other_name in known if other_name != name}
            for x in _places(one, other, name, at):
                if _holds(one, {**at, name: x}) != _holds(other, {**at, name: x}):
                    return False
                compared += 1
    return True if compared >= 3 else None


def _places(one: Region, other: Region, name: str, at: dict[str, Fraction]) -> list[Fraction]:
    """The ends of the regions along this unknown, the places between them, and places far out."""
    ends: set[Fraction] = set()
    comparisons = [each for region in (one, other) for alternative in region.alternatives for each in alternative]
    for comparison in comparisons:
        gap = difference(comparison.left, comparison.right)
        along = _along(gap, name, {key: float(value) for key, value in at.items()})
        ends.update(_exactly(gap, name, at, root) for root in [*roots(along), *_straight(along)])
    inner = sorted(ends)
    between = [(a + b) / 2 for a, b in pairwise(inner)]
    edges = (
        [inner[0] - 1, inner[-1] + 1, inner[0] - 500, inner[-1] + 500]
        if inner
        else [Fraction(0), Fraction(-500), Fraction(500)]
    )
    return [*inner, *between, *edges]


def _straight(function: Callable[[float], float | None]) -> list[float]:
    """The root of a function that is a straight line, however far away it is."""
    values = [function(x) for x in (1.0, 2.0, 3.0)]
    if None in values:
        return []
    a, b, c = (value or 0.0 for value in values)
    return [1 - a / (b - a)] if b != a and abs((c - b) - (b - a)) < 1e-9 * max(1.0, abs(a), abs(c)) else []


def _exactly(gap: Node, name: str, at: dict[str, Fraction], root: float) -> Fraction:
    """The rational number near the root at which the gap is exactly zero, if there is one."""
    for most in (1, 12, 1_000, 100_000):
        near = Fraction(root).limit_denominator(most)
        try:
            if exact(gap, {**at, name: near}) == 0:
                return near
        except (Inexact, Undefined):
            continue
    return Fraction(root)


def _holds(region: Region, at: dict[str, Fraction]) -> bool:
    return any(all(_true(each, at) for each in one) for one in region.alternatives)


def _true(comparison: Comparison, at: dict[str, Fraction]) -> bool:
    value = _gap(difference(comparison.left, comparison.right), at)
    if value is None:
        return False
    if abs(value) < _ZERO:  # the point is as near to an end that is no fraction as it can be
        return comparison.sign in {"<=", ">="}
    return {"<": value < 0, ">": value > 0, "<=": value < 0, ">=": value > 0, "!=": True}[comparison.sign]


def _gap(gap: Node, at: dict[str, Fraction]) -> Fraction | None:
    try:
        return exact(gap, at)
    except Undefined:
        return None
    except Inexact:
        try:
            return Fraction(real(gap, {name: float(x) for name, x in at.items()}))
        except Undefined:
            return None
