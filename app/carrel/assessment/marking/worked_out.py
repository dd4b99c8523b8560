"""Numbers that are given as roots, powers and multiples of π: 2√3 cm, π/2, 2^10."""

from __future__ import annotations

import re
from fractions import Fraction

from carrel.assessment.algebra.parsing import formula
from carrel.assessment.algebra.tokens import Unreadable as NoFormula
from carrel.assessment.algebra.tree import Negative, Node, Number, Power, Product, Quotient, Sum, names, walk
from carrel.assessment.algebra.values import Inexact, Undefined, exact, real
from carrel.assessment.marking.numbers import spelled
from carrel.assessment.marking.quantities import Quantity
from carrel.assessment.marking.units import NONE, unit_from

_NUMBER = r"(?:\d|π|\bpi\b|√|sqrt|[)}])"


def worked_out(said: str) -> Quantity | None:
    """The quantity that the formula is worth, if it has no unknowns; not finished where numbers wait to be added."""
    text = re.sub(r"^\s*(?:about|approximately|exactly|[~≈=])\s*", "", said).strip().rstrip(".")
    if re.search(r"\d\s+\d", text):
        return None
    for cut in (len(text), *(found.end() for found in re.finditer(rf"{_NUMBER}(?=\s*[A-Za-z°Ωμ%])", text))):
        unit = unit_from(spelled(text[cut:]))
        tree = _tree(text[:cut]) if unit is not None else None
        if tree is None or names(tree):
            continue
        value = _value(tree)
        if value is None:
            return None
        return Quantity(
            value,
            unit=None if unit == NONE else unit,
            unit_text=text[cut:].strip(),
            is_finished=not _is_unfinished(tree),
        )
    return None


def _tree(text: str) -> Node | None:
    try:
        return formula(text.strip())
    except NoFormula:
        return None


def _value(tree: Node) -> Fraction | None:
    try:
        return exact(tree, {})
    except Undefined:
        return None
    except Inexact:
        try:
            return Fraction(real(tree, {}))
        except Undefined:
            return None


def _is_unfinished(tree: Node) -> bool:
    """Whether two plain numbers in it wait to be added, multiplied or divided."""
    for node in walk(tree):
        match node:
            case Sum(terms=inner) | Product(factors=inner):
                if sum(_is_plain(one) for one in inner) > 1:
                    return True
            case _:
                pass
    return False


def _is_plain(node: Node) -> bool:
    match node:
        case Number():
            return True
        case Negative(inner=inner):
            return _is_plain(inner)
        case Quotient(above=one, below=other) | Power(base=one, exponent=other):
            return _is_plain(one) and _is_plain(other)
        case _:
            return False
