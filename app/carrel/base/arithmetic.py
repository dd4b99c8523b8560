"""What a written calculation comes to: ``3/4 - 1/6``, ``mean(3, 5, 10)``, ``5*sin(30)``. Exact wherever it can be.

The text is read as a Python expression, of which only numbers, names that are given, brackets, signs, comparisons and
the functions below are allowed; nothing in it is ever run. ``^`` is a power. Angles are in degrees.
"""

from __future__ import annotations

import ast
import math
import statistics
from collections.abc import Callable, Mapping
from fractions import Fraction

Value = Fraction | float

_LONGEST = 500
_MOST_BITS = 4_000
"""Characters of a calculation; bits of a number in it, which is more than any lesson needs and soon worked out."""


class Uncomputable(ValueError):
    """The text is no calculation, or has no value; says why, in a few words for whoever wrote it."""


def compute(text: str, names: Mapping[str, Value] | None = None) -> Value:
    """What the calculation comes to: a Fraction where it is exact, else a float; true is 1, and false is 0.

    names: the values of the names in it. Raises Uncomputable.
    """
    if len(text) > _LONGEST:
        raise Uncomputable("the calculation is too long")
    try:
        tree = ast.parse(text.replace("^", "**").strip(), mode="eval")
        return _checked(_value(tree.body, names or {}))
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise Uncomputable("it cannot be read as a calculation") from error
    except ZeroDivisionError as error:
        raise Uncomputable("it divides by zero") from error
    except (OverflowError, ValueError, statistics.StatisticsError) as error:
        if isinstance(error, Uncomputable):
            raise
        raise Uncomputable("it has no value") from error


def written(value: Value) -> str:
    """The number as it is written in a lesson: whole, as a decimal of up to six places, or else as a fraction."""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if value.denominator == 1:
        return str(value.numerator)
    if not (value * 10**6).denominator - 1:
        return f"{float(value):.6f}".rstrip("0")
    return f"{value.numerator}/{value.denominator}"


def _value(node: ast.expr, names: Mapping[str, Value]) -> Value:  # noqa: PLR0911 - a case for each kind of node
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return Fraction(str(number))
        case ast.Name(id="pi") if "pi" not in names:
            return math.pi
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, names)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            return _checked(_SIGNS[type(sign)](_value(left, names), _value(right, names)))
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in _COMPARISONS:
            return Fraction(_COMPARISONS[type(sign)](_value(left, names), _value(right, names)))
        case ast.BoolOp(op=ast.And(), values=parts):
            return Fraction(all(_value(part, names) for part in parts))
        case ast.BoolOp(op=ast.Or(), values=parts):
            return Fraction(any(_value(part, names) for part in parts))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS:
            return _called(name, [_value(one, names) for one in arguments])
        case ast.Call(func=ast.Name(id=name)):
            raise Uncomputable(f"there is no function “{name}”")
        case ast.Name(id=name):
            raise Uncomputable(f"“{name}” has no value")
    raise Uncomputable("it cannot be read as a calculation")


def _called(name: str, arguments: list[Value]) -> Value:
    try:
        return _checked(_FUNCTIONS[name](*arguments))
    except TypeError as error:
        raise Uncomputable(f"“{name}” is given too much, or too little") from error


def _checked(value: Value) -> Value:
    """The value; raises Uncomputable when it is larger than anybody means."""
    if isinstance(value, complex) or (isinstance(value, float) and not math.isfinite(value)):
        raise Uncomputable("it has no value")
    if isinstance(value, Fraction) and max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        raise Uncomputable("it comes to a number that is too large")
    return value


def _power(base: Value, exponent: Value) -> Value:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        if bits * abs(exponent.numerator) > _MOST_BITS:
            raise Uncomputable("it comes to a number that is too large")
        return base**exponent.numerator
    return math.pow(base, exponent)


def _root(value: Value, order: Value = Fraction(2)) -> Value:
    """The root of this order, exact where it is: of 9/4 it is 3/2."""
    if isinstance(value, Fraction):
        above, below = (round(part ** (1 / float(order))) for part in (value.numerator, value.denominator))
        if Fraction(above, below) ** _whole(order) == value:
            return Fraction(above, below)
    return math.pow(value, 1 / float(order))


def _rounded(value: Value, digits: Value = Fraction(0)) -> Fraction:
    """To this many places, a half away from zero, as pupils are taught; not to the nearest even digit."""
    scale = Fraction(10) ** _whole(digits)
    scaled = abs(Fraction(value)) * scale
    size = Fraction(math.floor(scaled + Fraction(1, 2))) / scale
    return -size if value < 0 else size


def _whole(value: Value) -> int:
    if int(value) != value:
        raise Uncomputable("a whole number is needed")
    return int(value)


def _wholes(function: Callable[..., int]) -> Callable[..., Fraction]:
    return lambda *given: Fraction(function(*map(_small, given)))


def _small(value: Value) -> int:
    """A whole number that is small enough for factorials and the like."""
    if not -(10**6) < value < 10**6:
        raise Uncomputable("it comes to a number that is too large")
    return _whole(value)


def _factorial(count: Value) -> Fraction:
    if count > 300:
        raise Uncomputable("it comes to a number that is too large")
    return Fraction(math.factorial(_whole(count)))


def _choose(count: Value, taken: Value) -> Fraction:
    if count > 1_000:
        raise Uncomputable("it comes to a number that is too large")
    return Fraction(math.comb(_whole(count), _whole(taken)))


def _from_base(digits: Value, base: Value) -> Fraction:
    """The number that these digits say in this base: 1011 in base 2 is 11."""
    return Fraction(int(str(_whole(digits)), _whole(base)))


def _in_base(number: Value, base: Value) -> Fraction:
    """The digits of the number in this base, read as a decimal number: 11 in base 2 is 1011."""
    left, size, digits = _whole(number), _whole(base), ""
    if left < 0 or not 2 <= size <= 10:
        raise Uncomputable("it has no value")
    while left:
        left, digit = divmod(left, size)
        digits = f"{digit}{digits}"
    return Fraction(digits or "0")


def _mode(*values: Value) -> Value:
    found = statistics.multimode(values)
    if len(found) != 1:
        raise Uncomputable("there is more than one mode")
    return found[0]


def _mean(*values: Value) -> Value:
    return sum(values, Fraction(0)) / len(values)


def _variance(*values: Value) -> Value:
    middle = _mean(*values)
    return _mean(*((value - middle) ** 2 for value in values))


def _turned(function: Callable[[float], float]) -> Callable[[Value], float]:
    """A function of an angle in degrees."""
    return lambda degrees: function(math.radians(float(degrees)))


def _angle(function: Callable[[float], float]) -> Callable[[Value], float]:
    return lambda value: math.degrees(function(float(value)))


_SIGNS: dict[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.FloorDiv: lambda a, b: Fraction(a // b),
    ast.Mod: lambda a, b: a % b,
    ast.Pow: _power,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
}
_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "sqrt": _root,
    "root": _root,
    "abs": abs,
    "round": _rounded,
    "floor": lambda value: Fraction(math.floor(value)),
    "ceil": lambda value: Fraction(math.ceil(value)),
    "min": min,
    "max": max,
    "count": lambda *values: Fraction(len(values)),
    "sum": lambda *values: sum(values, Fraction(0)),
    "mean": _mean,
    "median": lambda *values: statistics.median(values),
    "mode": _mode,
    "range": lambda *values: max(values) - min(values),
    "variance": _variance,
    "stdev": lambda *values: _root(_variance(*values)),
    "gcd": _wholes(math.gcd),
    "lcm": _wholes(math.lcm),
    "mod": lambda a, b: a % b,
    "factorial": _factorial,
    "choose": _choose,
    "base": _from_base,
    "digits": _in_base,
    "sin": _turned(math.sin),
    "cos": _turned(math.cos),
    "tan": _turned(math.tan),
    "asin": _angle(math.asin),
    "acos": _angle(math.acos),
    "atan": _angle(math.atan),
    "log": lambda value, base=10: math.log(value) / math.log(base),
}
