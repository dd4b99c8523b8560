"""Written calculations come to what they say, exactly where that can be, and nothing else is read."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.base.arithmetic import Uncomputable, compute, written


@pytest.mark.parametrize(
    ("calculation", "value"),
    [
        ("3/4 - 1/6", Fraction(7, 12)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("-2^2", Fraction(-4)),
        ("2^-3", Fraction(1, 8)),
        ("sqrt(9/4)", Fraction(3, 2)),
        ("root(-27 + 54, 3)", Fraction(3)),
        ("count(2, 8, 8, 2)", Fraction(4)),
        ("mean(3, 5, 10)", Fraction(6)),
        ("median(7, 1, 3, 2)", Fraction(5, 2)),
        ("mode(4, 4, 5)", Fraction(4)),
        ("range(4, 9, 5)", Fraction(5)),
        ("stdev(2, 4, 4, 4, 5, 5, 7, 9)", Fraction(2)),
        ("gcd(12, 18) + lcm(4, 6)", Fraction(18)),
        ("choose(5, 2) + factorial(4)", Fraction(34)),
        ("mod(17, 5)", Fraction(2)),
        ("base(1011, 2)", Fraction(11)),
        ("digits(11, 2)", Fraction(1011)),
        ("digits(0, 2)", Fraction(0)),
        ("round(2.5) + round(-2.5) + round(0.125, 2)", Fraction(13, 100)),
        ("floor(-1.5) + ceil(1.2)", Fraction(0)),
        ("a * (b - 1) if 0 else 1", None),
        ("a < b and not_there", None),
        ("a < b and b < 10", Fraction(1)),
        ("a > b or b > 10", Fraction(0)),
    ],
)
def test_a_calculation_is_exact(calculation: str, value: Fraction | None) -> None:
    if value is None:
        with pytest.raises(Uncomputable):
            compute(calculation, {"a": Fraction(2), "b": Fraction(3)})
    else:
        found = compute(calculation, {"a": Fraction(2), "b": Fraction(3)})
        assert isinstance(found, Fraction)
        assert found == value


@pytest.mark.parametrize(
    ("calculation", "value"),
    [("10*sin(30)", 5), ("atan(1)", 45), ("2*pi*3", 6 * math.pi), ("sqrt(2)", math.sqrt(2)), ("log(1000)", 3)],
)
def test_what_cannot_be_exact_is_near(calculation: str, value: float) -> None:
    assert float(compute(calculation)) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "hostile",
    [
        "__import__('os').system('true')",
        "9**9**9**9",
        "(" * 90 + "1" + ")" * 89,
        "factorial(100000)",
        "choose(10^5, 50000)",
        "digits(7, 1)",
        "1/0",
        "sqrt(-1)",
        "mean()",
        "mode(1, 2)",
        "asin(2)",
        "[1, 2][0]",
        "(1).real",
        "'a' * 3",
        "True",
        "1e999",
        "sin",
        "sin(1, 2)",
        "x",
        "",
        "1 +",
        "1" + "+1" * 400,
        "lambda: 1",
        "base(19, 8)",
        "round(1.5, 0.5)",
        "\0",
    ],
)
def test_anything_else_is_refused(hostile: str) -> None:
    with pytest.raises(Uncomputable):
        compute(hostile)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    try:
        value = compute(text)
    except Uncomputable:
        return
    assert written(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(7), "7"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 64), "0.015625"),
        (Fraction(10**9), "1000000000"),
        (math.pi, "3.141593"),
        (2.5, "2.5"),
        (100.0, "100"),
    ],
)
def test_a_value_is_written_as_in_a_lesson(value: Fraction | float, text: str) -> None:
    assert written(value) == text
