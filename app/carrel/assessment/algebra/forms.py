"""Whether a formula is factored, multiplied out, or simplified, as far as its shape tells."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction

from carrel.assessment.algebra.tree import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    leaves,
    names,
    walk,
)
from carrel.assessment.algebra.values import Inexact, Undefined, exact, same


def has_form(form: str, given: Node, key: Node) -> bool:
    """Whether the given formula, which is equal to the key, has the form that was asked for."""
    match form:
        case "factored":
            return _is_factored(given, key)
        case "expanded":
            return _is_expanded(given)
        case "simplified":
            return _is_simplified(given, key)
        case _:
            return True


def _is_factored(given: Node, key: Node) -> bool:
    """Whether it has the factors of the key, each up to a number that the key has inside it, too."""
    wanted, found = _factors(key), _factors(given)
    if sum(wanted.values()) != sum(found.values()):
        return False
    left = list(wanted.elements())
    for factor in found.elements():
        match = next((one for one in left if _proportional(one, factor)), None)
        if match is None or (_content(match) == 1 and _content(factor) not in {1, None}):
            return False
        left.remove(match)
    return True


def _factors(node: Node) -> Counter[Node]:
    """The factors with names in them, each as often as it stands there."""
    match node:
        case Negative(inner=inner):
            return _factors(inner)
        case Product(factors=factors):
            found: Counter[Node] = Counter()
            for factor in factors:
                found += _factors(factor)
            return found
        case Quotient(above=above, below=below) if not names(below):
            return _factors(above)
        case Power(base=base, exponent=Number(value=times)) if times.denominator == 1 and 0 < times < 50:
            return Counter({factor: count * int(times) for factor, count in _factors(base).items()})
        case _:
            return Counter({node: 1}) if names(node) else Counter()


def _proportional(one: Node, other: Node) -> bool:
    at = {name: Fraction(17 + number, 7) for number, name in enumerate(sorted(names(one) | names(other)))}
    try:
        ratio = exact(one, at) / exact(other, at)
    except (Inexact, Undefined, ZeroDivisionError):
        return bool(same(one, other))
    return bool(ratio) and bool(same(one, Product((Number(ratio), other))))


def _content(node: Node) -> int | None:
    """The greatest whole number that divides all coefficients of a sum; None where they are not whole."""
    terms = node.terms if isinstance(node, Sum) else (node,)
    numbers = [_coefficient(term) for term in terms]
    if any(number.denominator != 1 for number in numbers):
        return None
    return math.gcd(*(int(number) for number in numbers))


def _coefficient(term: Node) -> Fraction:
    match term:
        case Number(value=value):
            return value
        case Negative(inner=inner):
            return -_coefficient(inner)
        case Product(factors=factors):
            return math.prod((_coefficient(factor) for factor in factors), start=Fraction(1))
        case Quotient(above=above, below=below):
            under = _coefficient(below)
            return _coefficient(above) / under if under else Fraction(1)
        case Power(base=Number(value=base), exponent=Number(value=times)) if times.denominator == 1 and 0 < times < 20:
            return base ** int(times)
        case _:
            return Fraction(1)


def _is_expanded(given: Node) -> bool:
    """Whether no sum stands in a product or under a whole power, and like terms are gathered."""
    for node in walk(given):
        if isinstance(node, Product) and any(isinstance(_bare(factor), Sum) for factor in node.factors):
            return False
        if isinstance(node, Quotient) and isinstance(_bare(node.above), Sum) and not names(node.below):
            return False
        if isinstance(node, Power) and isinstance(_bare(node.base), Sum) and _is_whole_power(node.exponent):
            return False
        if isinstance(node, Negative) and isinstance(node.inner, Sum):
            return False
    return _is_gathered(given)


def _is_whole_power(exponent: Node) -> bool:
    return isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value > 1


def _bare(node: Node) -> Node:
    return _bare(node.inner) if isinstance(node, Negative) else node


def _is_gathered(node: Node) -> bool:
    terms = list(_terms(node))
    kinds = [_monomial(term) for term in terms]
    return len(set(kinds)) == len(kinds)


def _terms(node: Node) -> list[Node]:
    match node:
        case Sum(terms=terms):
            return [inner for term in terms for inner in _terms(term)]
        case Negative(inner=inner):
            return _terms(inner)
        case _:
            return [node]


def _monomial(term: Node) -> frozenset[tuple[Node, int]]:
    """The term without its number: what it is made of, and how often."""
    found: Counter[Node] = Counter()
    stack: list[tuple[Node, int]] = [(term, 1)]
    while stack:
        node, times = stack.pop()
        match node:
            case Number():
                continue
            case Negative(inner=inner):
                stack.append((inner, times))
            case Product(factors=factors):
                stack += [(factor, times) for factor in factors]
            case Quotient(above=above, below=below):
                stack += [(above, times), (below, -times)]
            case Power(base=base, exponent=Number(value=value)) if value.denominator == 1 and abs(value) < 100:
                stack.append((base, times * int(value)))
            case _:
                found[node] += times
    return frozenset((node, count) for node, count in found.items() if count)


def _is_simplified(given: Node, key: Node) -> bool:
    """Whether it is about as short as the key, and nothing in it waits to be worked out."""
    return leaves(given) <= leaves(key) + 1 and not any(_waits(node) for node in walk(given)) and _sums_gathered(given)


def _sums_gathered(given: Node) -> bool:
    return all(_is_gathered(node) for node in walk(given) if isinstance(node, Sum))


def _waits(node: Node) -> bool:  # noqa: PLR0911 - a case for each kind of node
    """Whether a step is left here: numbers to multiply, a fraction to cancel, a square under a root, a power of one."""
    match node:
        case Product(factors=factors):
            numbers = [factor for factor in factors if isinstance(_bare(factor), Number)]
            bases = [factor.base if isinstance(factor, Power) else factor for factor in map(_bare, factors)]
            others = [base for base in bases if not isinstance(base, Number)]
            return (
                len(numbers) > 1
                or Number(Fraction(1)) in numbers
                or Number(Fraction(0)) in numbers
                or len(set(others)) < len(others)
            )
        case Quotient(above=above, below=below):
            return _cancels(above, below)
        case Power(exponent=Number(value=value), base=base):
            return value in {0, 1} or (isinstance(base, Number) and value.denominator == 1 and value > 0)
        case Call(function="sqrt", arguments=(Number(value=value),)):
            return value.denominator != 1 or any(
                value % (root * root) == 0 for root in range(2, min(math.isqrt(int(value)), 1000) + 1)
            )
        case Sum(terms=terms):
            return Number(Fraction(0)) in terms
        case Negative(inner=inner):
            return isinstance(inner, Negative)
        case _:
            return False


def _cancels(above: Node, below: Node) -> bool:
    if isinstance(below, Number) and below.value == 1:
        return True
    one, other = _coefficient(above), _coefficient(below)
    contents = [_content(above), _content(below)]
    if None not in contents and math.gcd(*(content or 0 for content in contents)) > 1:
        return True
    is_sum = isinstance(above, Sum) or isinstance(below, Sum)
    if not is_sum and one.denominator == other.denominator == 1 and math.gcd(int(one), int(other)) > 1:
        return True
    shared = set(_factors(above)) & set(_factors(below))
    return bool(shared) or any(
        isinstance(node, Call) and node.function == "sqrt" for node in walk(below) if not names(node)
    )
