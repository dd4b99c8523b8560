"""The constant of integration: “+ C” in a key, and in an answer under any usual name."""

from __future__ import annotations

import re
from fractions import Fraction

from carrel.assessment.algebra.tree import Name, Negative, Node, Number, Product, Sum, difference, names
from carrel.assessment.algebra.values import Inexact, Undefined, exact, real, same

_USUAL = ("C", "c", "K", "k")
_INTEGRAL = re.compile(r"∫|\\int|\bintegra|antideriv|primitive|indefinite|differential equation", re.IGNORECASE)


def is_constant_of_integration(key: Node, prompt: str) -> bool:
    """Whether the key ends with “+ C”: the question speaks of integrals, or it comes last in small letters."""
    bare, named = without_constant(key)
    if not named:
        return False
    last = isinstance(key, Sum) and key.terms[-1] == Name("C") and all(name.islower() for name in names(bare))
    return last or _INTEGRAL.search(prompt) is not None


def without_constant(node: Node) -> tuple[Node, bool]:
    """The sum without the term that is a constant's name alone, and whether there was one."""
    terms = node.terms if isinstance(node, Sum) else (node,)
    kept = [term for term in terms if _name(term) not in _USUAL]
    inside = frozenset(name for term in kept for name in names(term))
    dropped = [term for term in terms if _name(term) in _USUAL and _name(term) not in inside]
    if not dropped:
        return node, False
    return Sum(tuple(kept)) if kept else Number(Fraction(0)), True


def _name(term: Node) -> str:
    """The name that the term is, but for a sign or a number before it."""
    if isinstance(term, Negative):
        return _name(term.inner)
    if (
        isinstance(term, Product)
        and len(term.factors) == 2
        and isinstance(term.factors[0], Number)
        and term.factors[0].value
    ):
        return _name(term.factors[1])
    return term.name if isinstance(term, Name) else ""


def same_but_for_a_constant(one: Node, other: Node, positive: frozenset[str]) -> bool | None:
    """Whether the difference of the two is the same everywhere."""
    gap = difference(one, other)
    here = {name: Fraction(13 + number, 7) for number, name in enumerate(sorted(names(gap)))}
    try:
        value = exact(gap, here)
    except Inexact:
        try:
            value = Fraction(real(gap, {name: float(x) for name, x in here.items()}))
        except Undefined:
            return same(one, other, positive)
    except Undefined:
        return same(one, other, positive)
    return same(one, Sum((other, Number(value))), positive)
