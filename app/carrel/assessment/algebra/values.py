"""What formulas are worth at points, and whether two are worth the same everywhere.

Equality is tried at random points that are the same in every run: exactly, where the formula is rational (a polynomial
of degree d that is not zero vanishes at a random one of n points with probability at most d/n: Schwartz 1980), else in
real numbers, else in complex ones. Points at which either side is undefined say nothing.
"""

from __future__ import annotations

import cmath
import math
import random
from collections.abc import Callable, Iterator
from fractions import Fraction

from carrel.assessment.algebra.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    walk,
)

CLOSE = 1e-9
MOST_BITS = 20_000
_SEED = 20_011


class Undefined(Exception):
    """A formula has no value at a point, or one too large to know."""


class Inexact(Exception):
    """A formula is not rational, so that its exact value cannot be told."""


Point = dict[str, Fraction]


def exact(node: Node, at: Point) -> Fraction:  # noqa: PLR0911 - a case for each kind of node
    """The exact value; raises Inexact and Undefined."""
    match node:
        case Number(value=value):
            return value
        case Name(name=name):
            return at[name]
        case Negative(inner=inner):
            return -exact(inner, at)
        case Sum(terms=terms):
            return sum((exact(term, at) for term in terms), Fraction(0))
        case Product(factors=factors):
            return math.prod((exact(factor, at) for factor in factors), start=Fraction(1))
        case Quotient(above=above, below=below):
            divisor = exact(below, at)
            if not divisor:
                raise Undefined
            return exact(above, at) / divisor
        case Power(base=base, exponent=exponent):
            return _exact_power(exact(base, at), exact(exponent, at))
        case Call(function="abs", arguments=(inner,)):
            return abs(exact(inner, at))
        case _:
            raise Inexact


def _exact_power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1:
        raise Inexact
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(exponent) > MOST_BITS or bits * abs(int(exponent)) > MOST_BITS or (not base and exponent <= 0):
        raise Undefined
    return base ** int(exponent)


_REAL: dict[str, Callable[[float], float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "arcsin": math.asin,
    "arccos": math.acos,
    "arctan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "arsinh": math.asinh,
    "arcosh": math.acosh,
    "artanh": math.atanh,
    "ln": math.log,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "abs": abs,
    "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x),
    "cot": lambda x: 1 / math.tan(x),
    "cbrt": lambda x: math.copysign(abs(x) ** (1 / 3), x),
    "factorial": lambda x: float(math.factorial(int(x))) if x == int(x) and 0 <= x <= 100 else math.nan,
}
_COMPLEX: dict[str, Callable[[complex], complex]] = {
    "sin": cmath.sin,
    "cos": cmath.cos,
    "tan": cmath.tan,
    "arcsin": cmath.asin,
    "arccos": cmath.acos,
    "arctan": cmath.atan,
    "sinh": cmath.sinh,
    "cosh": cmath.cosh,
    "tanh": cmath.tanh,
    "arsinh": cmath.asinh,
    "arcosh": cmath.acosh,
    "artanh": cmath.atanh,
    "ln": cmath.log,
    "exp": cmath.exp,
    "sqrt": cmath.sqrt,
    "abs": abs,
    "sec": lambda x: 1 / cmath.cos(x),
    "csc": lambda x: 1 / cmath.sin(x),
    "cot": lambda x: 1 / cmath.tan(x),
}
_CONSTANTS = {"pi": math.pi, "e": math.e}


def real(node: Node, at: dict[str, float]) -> float:
    """The real value; raises Undefined where there is none."""
    try:
        value = _real(node, at)
    except (ValueError, OverflowError, ZeroDivisionError, KeyError) as error:
        raise Undefined from error
    if not math.isfinite(value):
        raise Undefined
    return value


def _real(node: Node, at: dict[str, float]) -> float:  # noqa: PLR0911 - a case for each kind of node
    match node:
        case Number(value=value):
            return float(value)
        case Name(name=name):
            return at[name]
        case Constant(name=name):
            return _CONSTANTS[name]
        case Negative(inner=inner):
            return -_real(inner, at)
        case Sum(terms=terms):
            return math.fsum(_real(term, at) for term in terms)
        case Product(factors=factors):
            return math.prod(_real(factor, at) for factor in factors)
        case Quotient(above=above, below=below):
            return _real(above, at) / _real(below, at)
        case Power(base=base, exponent=exponent):
            return _real_power(_real(base, at), exponent, at)
        case Call(function="log", arguments=arguments):
            return math.log(_real(arguments[0], at)) / math.log(_real(arguments[1], at) if len(arguments) > 1 else 10)
        case Call(function="root", arguments=(inner, order)):
            return _real_power(_real(inner, at), Quotient(Number(Fraction(1)), order), at)
        case Call(function=function, arguments=(inner, *_rest)):
            return _REAL[function](_real(inner, at))
    raise ValueError


def _real_power(base: float, exponent: Node, at: dict[str, float]) -> float:
    """The power; a negative base has odd roots."""
    power = _real(exponent, at)
    if base < 0 and power != int(power):
        try:
            share = exact(exponent, {})
        except (Inexact, Undefined, KeyError) as error:
            raise ValueError from error
        if share.denominator % 2 == 0:
            raise ValueError
        return (-1 if share.numerator % 2 else 1) * math.pow(-base, power)
    return math.pow(base, power)


def complexly(node: Node, at: dict[str, complex]) -> complex:
    """The complex value on the principal branches; raises Undefined where there is none."""
    try:
        value = _complexly(node, at)
    except (ValueError, OverflowError, ZeroDivisionError, KeyError, TypeError) as error:
        raise Undefined from error
    if not cmath.isfinite(value):
        raise Undefined
    return value


def _complexly(node: Node, at: dict[str, complex]) -> complex:  # noqa: PLR0911 - a case for each kind of node
    match node:
        case Number(value=value):
            return complex(value)
        case Name(name=name):
            return at[name]
        case Constant(name=name):
            return 1j if name == "i" else complex(_CONSTANTS[name])
        case Negative(inner=inner):
            return -_complexly(inner, at)
        case Sum(terms=terms):
            return sum((_complexly(term, at) for term in terms), 0j)
        case Product(factors=factors):
            return math.prod((_complexly(factor, at) for factor in factors), start=1 + 0j)
        case Quotient(above=above, below=below):
            return _complexly(above, at) / _complexly(below, at)
        case Power(base=base, exponent=exponent):
            power = _complexly(exponent, at)
            if abs(power) > 1000:
                raise ValueError
            return complex(_complexly(base, at) ** power)
        case Call(function="log", arguments=arguments):
            return cmath.log(_complexly(arguments[0], at)) / cmath.log(
                _complexly(arguments[1], at) if len(arguments) > 1 else 10
            )
        case Call(function="root", arguments=(inner, order)):
            return complex(_complexly(inner, at) ** (1 / _complexly(order, at)))
        case Call(function=function, arguments=(inner, *_rest)):
            return complex(_COMPLEX[function](_complexly(inner, at)))
    raise ValueError


def same(one: Node, other: Node, positive: frozenset[str] = frozenset()) -> bool | None:
    """Whether the two are equal wherever both are defined; None where no point tells. positive: names above zero."""
    known = sorted(names(one) | names(other))
    enough = 5 if known else 1
    decided = _same_exactly(one, other, known, positive)
    if decided is not None:
        return decided
    if any(node == Constant("i") for tree in (one, other) for node in walk(tree)):
        return _agree(_complex_values(one, other, known), enough)
    decided = _agree(_real_values(one, other, known, positive), enough)
    return decided if decided is not None else _agree(_complex_values(one, other, known), enough)


def _same_exactly(one: Node, other: Node, known: list[str], positive: frozenset[str]) -> bool | None:
    chance, seen = random.Random(_SEED), 0
    for _try in range(12 if known else 1):
        at = {
            name: Fraction(
                chance.randint(1, 9_973) * (1 if name in positive else chance.choice((-1, 1))), chance.randint(1, 97)
            )
            for name in known
        }
        try:
            a, b = exact(one, at), exact(other, at)
        except Inexact:
            return None
        except Undefined:
            continue
        if a != b:
            return False
        seen += 1
        if seen == 4:
            return True
    return True if seen and not known else None


def _real_values(
    one: Node, other: Node, known: list[str], positive: frozenset[str]
) -> Iterator[tuple[complex, complex]]:
    chance = random.Random(_SEED)
    for attempt in range(60 if known else 1):
        reach = (0.9, 3.0, 9.0)[attempt % 3]
        at = {
            name: chance.uniform(0.05, reach) * (1 if name in positive or attempt % 2 else chance.choice((-1, 1)))
            for name in known
        }
        try:
            yield real(one, at), real(other, at)
        except Undefined:
            continue


def _complex_values(one: Node, other: Node, known: list[str]) -> Iterator[tuple[complex, complex]]:
    chance = random.Random(_SEED)
    for _attempt in range(30 if known else 1):
        at = {name: complex(chance.uniform(-2, 2), chance.uniform(-2, 2)) for name in known}
        try:
            yield complexly(one, at), complexly(other, at)
        except Undefined:
            continue


def _agree(values: Iterator[tuple[complex, complex]], enough: int) -> bool | None:
    seen = 0
    for a, b in values:
        if abs(a - b) > CLOSE * max(abs(a), abs(b), 1e-3):
            return False
        seen += 1
        if seen == 12:
            break
    return True if seen >= enough else None
