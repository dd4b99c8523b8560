"""A formula that is typed is drawn as what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.assessment.algebra.parsing import formula
from carrel.assessment.algebra.values import same
from carrel.assessment.algebra.writing import LONGEST, written

SAID = {
    "8x - 20": "8 x -20",
    "3(x+2)": r"3 \left(x + 2\right)",
    "1/2": r"\frac{1}{2}",
    "(x+1)/(x-1)": r"\frac{x + 1}{x -1}",
    "x^2": "x^{2}",
    "(x+1)^2": r"\left(x + 1\right)^{2}",
    "(-x)^2": r"\left(-x\right)^{2}",
    "2*3": r"2 \cdot 3",
    "0.25": "0.25",
    "sqrt(x)": r"\sqrt{x}",
    "pi r^2": r"\pi r^{2}",
    "sin(x)": r"\sin\left(x\right)",
    "|x|": r"\left|x\right|",
    "x = 4": "x = 4",
    "x <= 3": r"x \le 3",
    "x = 1 or x = 2": r"x = 1 \text{ or } x = 2",
    r"\frac{1}{x}": r"\frac{1}{x}",
    "v_0": "v_{0}",
}


@pytest.mark.parametrize("text", SAID)
def test_a_formula_is_written_as_one_writes_it_by_hand(text: str) -> None:
    assert written(text) == SAID[text]


@pytest.mark.parametrize("text", ["", " ", "x +", "(x", "x = ", "it is four", "9" * (LONGEST + 1)])
def test_what_is_no_whole_formula_is_not_drawn(text: str) -> None:
    assert written(text) == ""


@given(st.text(st.sampled_from("xyab0123456789.+-*/^()=<> |√²"), max_size=60) | st.text(max_size=60))
def test_nothing_that_is_typed_raises(text: str) -> None:
    assert isinstance(written(text), str)


FORMULAS = st.recursive(
    st.sampled_from(["x", "y", "a", "pi"]) | st.integers(0, 99).map(str),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda two: f"({two[0]}){two[1]}({two[2]})")
        | inner.map(lambda one: f"({one})^2")
        | inner.map(lambda one: f"-({one})")
    ),
    max_leaves=6,
)


@given(FORMULAS)
def test_what_is_drawn_is_read_as_the_same_formula(text: str) -> None:
    assert same(formula(written(text)), formula(text)) in {True, None}  # None: it has no value anywhere
