"""Works out the key of a numeric or algebraic item once more, from what its author wrote beside it, and compares.

The key is what the author says; the check is written from the prompt: a calculation, an equation that the key has to
solve, or a formula that the key has to equal. Neither is made from the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from carrel.assessment.algebra.parsing import formula
from carrel.assessment.algebra.sets import roots, same_region
from carrel.assessment.algebra.statements import Equation, Region, Statement, System, Values, Whole, names_in, statement
from carrel.assessment.algebra.tokens import Unreadable
from carrel.assessment.algebra.tree import Node, difference
from carrel.assessment.algebra.values import Undefined, real
from carrel.assessment.marking import mark
from carrel.assessment.model import Item
from carrel.base.arithmetic import Uncomputable, Value, compute, written
from carrel.base.words import _

_CLOSE = 1e-7
_FORMS = ("same_as", "solves", "system", "fact")


class BadCheck(ValueError):
    """A check that cannot be used; says why."""


def disagreement(item: Item, check: object) -> str | None:
    """What the check says instead of the key, as a sentence; None where both agree. Raises BadCheck.

    check: a calculation for a numeric item; ``{"same_as": …}``, ``{"solves": …}`` or ``{"system": […]}`` for an
    expression. A ``{"fact": …}`` is not worked out here: it has to stand in the lesson.
    """
    if isinstance(check, str):
        return _computed(item, check)
    if not isinstance(check, Mapping) or len(check) != 1 or next(iter(check)) not in _FORMS:
        raise BadCheck(_("it is neither a calculation nor one of: {forms}").format(forms=", ".join(_FORMS)))
    form, given = next(iter(check.items()))
    try:
        match form:
            case "same_as" if isinstance(given, str):
                return _equal(item, given)
            case "solves" if isinstance(given, str):
                return _solved(item, [given])
            case "system" if isinstance(given, list) and given and all(isinstance(one, str) for one in given):
                return _solved(item, given)
            case "fact" if isinstance(given, str):
                return None
    except (Unreadable, Undefined) as error:
        raise BadCheck(_("its formula cannot be read")) from error
    raise BadCheck(_("“{form}” does not hold what it should").format(form=form))


def _computed(item: Item, calculation: str) -> str | None:
    """The calculation comes to something that is marked right."""
    try:
        value = compute(calculation)
    except Uncomputable as error:
        raise BadCheck(str(error)) from error
    said = [f"{digits} {item.unit}".strip() for digits in _digits(value)]
    if item.kind == "numeric" and any(mark(item, one).verdict == "right" for one in said):
        return None
    return _("It comes to {value}, and that would not be marked right.").format(value=said[0])


def _digits(value: Value) -> list[str]:
    """The value as somebody types it, with every digit that counts: a fraction also as it is written in a lesson."""
    return [written(value), str(value)] if isinstance(value, Fraction) else [f"{value:.12g}"]


def _equal(item: Item, text: str) -> str | None:
    """The formula is the same in algebra as the key, in whatever form."""
    if mark(replace(item, form="any"), text).verdict == "right":
        return None
    return _("The key is not the same as {formula}.").format(formula=text)


def _solved(item: Item, equations: list[str]) -> str | None:
    """Each key solves the equations, and leaves no solution out."""
    asked = [statement(one) for one in equations]
    for key in item.answers:
        stated = statement(key)
        if not _solves(stated, asked):
            return _("The key {key} does not solve {equations}.").format(key=key, equations=", ".join(equations))
    return None


def _solves(key: Statement, asked: list[Statement]) -> bool:
    match key, asked:
        case Region(), [Region() as region]:
            return same_region(key, region) is True
        case Region(), [Equation()]:
            return False
        case System(values=values), _:
            at = {name: real(value, {}) for name, value in values}
            return set(at) == _unknowns(asked) and all(_vanishes(_gap(one), at) for one in asked)
        case Whole(what=what), [Equation() as equation]:
            return _whole(what, _gap(equation))
        case _, [Equation() as equation]:
            return _members_solve(_members(key), _gap(equation))
        case _:
            raise Unreadable("solves")


def _unknowns(asked: list[Statement]) -> set[str]:
    return {name for one in asked for name in names_in(one)}


def _members(key: Statement) -> list[Node]:
    """The values that the key names: of “x = 3 or x = 5”, 3 and 5."""
    if isinstance(key, Values):
        return list(key.members)
    if isinstance(key, Equation) and len(key.sides) == 2:
        return [key.sides[1]]
    raise Unreadable("key")


def _gap(stated: Statement) -> Node:
    """One side minus the other."""
    if not isinstance(stated, Equation) or len(stated.sides) != 2:
        raise Unreadable("equation")
    return difference(*stated.sides)


def _vanishes(gap: Node, at: Mapping[str, float]) -> bool:
    size = max(1.0, *(abs(one) for one in at.values()))
    return abs(real(gap, dict(at))) <= _CLOSE * size * size


def _members_solve(members: list[Node], gap: Node) -> bool:
    """Each member is a solution, and every solution between -40 and 40 that can be seen is a member."""
    [name] = _names(gap)
    values = [real(member, {}) for member in members]
    if not all(_vanishes(gap, {name: value}) for value in values):
        return False
    seen = roots(lambda x: _at(gap, name, x))
    return all(any(math.isclose(root, value, rel_tol=1e-6, abs_tol=1e-6) for value in values) for root in seen)


def _whole(what: str, gap: Node) -> bool:
    """No number solves the equation, or every one does."""
    [name] = _names(gap)
    tried = [_at(gap, name, x) for x in (-7.3, -1.1, 0.4, 2.6, 11.9)]
    if what == "everything":
        return all(value is not None and abs(value) <= _CLOSE for value in tried)
    return not roots(lambda x: _at(gap, name, x))


def _at(gap: Node, name: str, x: float) -> float | None:
    try:
        return real(gap, {name: x})
    except Undefined:
        return None


def _names(gap: Node) -> list[str]:
    found = sorted(names_in(Equation((gap, formula("0")))))
    if len(found) != 1:
        raise Unreadable("unknowns")
    return found


def fact_of(check: object) -> str:
    """The sentence of the lesson on which a key stands that is no calculation; empty without one."""
    fact = check.get("fact") if isinstance(check, Mapping) else None
    return fact if isinstance(fact, str) else ""
