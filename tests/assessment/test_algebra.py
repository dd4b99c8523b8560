"""Formulas are read by a grammar of our own, bounded in every way, and equal where they are worth the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from carrel.assessment.algebra.parsing import formula
from carrel.assessment.algebra.sets import same_region, same_solutions
from carrel.assessment.algebra.statements import Region, statement
from carrel.assessment.algebra.tokens import Unreadable
from carrel.assessment.algebra.values import exact, same

EQUAL = [
    ("(x+1)^2", "x^2+2x+1"),
    ("sin(x)^2+cos(x)^2", "1"),
    ("sqrt(x^2)", "|x|"),
    ("ln(x^3)", "3 ln x"),
    ("e^(a+b)", "e^a e^b"),
    ("(x^2-1)/(x-1)", "x+1"),
    ("\\frac{a}{b}+\\frac{c}{d}", "(ad+bc)/(bd)"),
    ("2^(1/2)*2^(1/2)", "2"),
    ("tan x", "sin x / cos x"),
    ("x^{-2}", "1/x²"),
    ("i^2", "-1"),
    ("(1+i)(1-i)", "2"),
    ("log_2 8", "3"),
    ("log 100", "2"),
    ("∛27", "3"),
    ("sin(30°)", "1/2"),
    ("5!", "120"),
    ("cos(2x)", "2cos^2 x - 1"),
    ("\\sqrt[3]{x}", "x^(1/3)"),
    ("sin^{-1} x", "arcsin x"),
    ("2 sin x cos x", "sin 2x"),
    ("-x^2", "-(x^2)"),
    ("2^3^2", "512"),
    ("v_0 + a t", "at+v_{0}"),
    ("α+β", "\\beta+\\alpha"),
    ("sqrt(x) sqrt(y)", "sqrt(xy)"),
]
UNEQUAL = [
    ("(x+1)^2", "x^2+1"),
    ("sqrt(x^2)", "x"),
    ("sin(2x)", "2 sin x"),
    ("ln(x+y)", "ln x + ln y"),
    ("x/2", "2/x"),
    ("-x^2", "(-x)^2"),
    ("xY", "xy"),
    ("1/(2x)", "x/2"),
    ("v_0", "v_1"),
    ("x+1", "x+1.0001"),
    ("sqrt(2)", "1.41421"),
    ("e^x", "e^-x"),
    ("a+b", "a+b+0.000001c"),
    ("|x|", "x"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_formulas_that_are_worth_the_same_are_equal(one: str, other: str) -> None:
    assert same(formula(one), formula(other)) is True


@pytest.mark.parametrize(("one", "other"), UNEQUAL)
def test_formulas_that_differ_somewhere_are_not_equal(one: str, other: str) -> None:
    assert same(formula(one), formula(other)) is False


def test_what_nobody_can_evaluate_is_left_open() -> None:
    assert same(formula("9^9^9^9"), formula("8^8^8^8")) is None


@pytest.mark.parametrize(
    "text",
    ["", "()", "2+", "*x", "x2", "(x", "x)", "sin", "x^", "\\frac{1}", "x_", "a@b", "log_", "1..2", "√", "|x", "x y )"],
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        formula(text)


@given(text=some.text("xyab012.+-*/^()[]{}|√!°,=<>±_' \\sincoelgqrtfp", max_size=40))
def test_any_text_is_a_statement_or_is_refused(text: str) -> None:
    try:
        statement(text)
    except Unreadable:
        return


polynomials = some.lists(some.integers(-9, 9), min_size=1, max_size=5)


@given(coefficients=polynomials, value=some.fractions(-20, 20))
def test_a_polynomial_is_worth_what_python_says(coefficients: list[int], value: Fraction) -> None:
    text = " + ".join(f"({number})x^{power}" if power else f"({number})" for power, number in enumerate(coefficients))
    expected = sum(number * value**power for power, number in enumerate(coefficients))
    assert exact(formula(text), {"x": value}) == expected


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("y=2x+1", "y-1=2x", True),
        ("y=2x+1", "x=(y-1)/2", True),
        ("y=2x+1", "y=2x-1", False),
        ("x^2+y^2=4", "sqrt(x^2+y^2)=2", True),
        ("x^2=4", "x=2", False),
        ("2x=8", "x=4", True),
        ("xy=1", "y=1/x", True),
        ("PV=nRT", "P=nRT/V", True),
        ("PV=nRT", "P=nR/(TV)", False),
    ],
)
def test_equations_are_equal_when_their_solutions_are(one: str, other: str, equal: bool) -> None:
    sides = [tuple(formula(side) for side in text.split("=")) for text in (one, other)]
    assert same_solutions((sides[0][0], sides[0][1]), (sides[1][0], sides[1][1])) is equal


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("x > 3", "3 < x", True),
        ("x > 3", "x >= 3", False),
        ("x > 3", "2x - 6 > 0", True),
        ("x < 1000", "x < 1001", False),
        ("x > 1/3", "3x > 1", True),
        ("x < -1 or x > 2", "x^2 - x - 2 > 0", True),
        ("-1 < x < 2", "x > -1 and x < 2", True),
        ("y > 2x", "y - 2x > 0", True),
        ("y > 2x", "y >= 2x", False),
        ("x > sqrt(2)", "x^2 > 2 and x > 0", True),
    ],
)
def test_inequalities_are_equal_when_they_hold_at_the_same_places(one: str, other: str, equal: bool) -> None:
    first, second = statement(one), statement(other)
    assert isinstance(first, Region)
    assert isinstance(second, Region)
    assert same_region(first, second) is equal
