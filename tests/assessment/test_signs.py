"""Signs tell formulas apart among words, and a hyphen is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.marking.signs import fits, same_formula, signs, symbols

ONE_FORMULA = [
    ("16 - x", "$16-x$"),
    ("16 - x", "16−x"),
    ("16 plus x", "16+x"),
    ("2/3", "\\frac{2}{3}"),
    ("(2 + 3) × 4", "(2+3)*4"),
    ("[a + b]", "a + b"),
    ("x ≥ 3", "x >= 3"),
    ("= 5 + x", "5+x"),
    ("x²", "x^(2)"),
    ("2H2 + O2 → 2H2O", "2 H2 + O2 -> 2 H2O"),
]
SIGNS = [
    ("16 - x", ("-",)),
    ("(2 + 3) × 4", ("(", "+", ")", "*")),
    ("2 + 3 × 4", ("+", "*")),
    ("-x", ("-",)),
    ("> 4", (">",)),
    ("3:4", (":",)),
    ("speed = distance / time", ("=", "/")),
    ("sin(x) + 1", ("+",)),
    ("well-known non-metals", ()),
    ("Mars – the red planet", ()),
    ("and/or", ()),
    ("step 1: boil", ()),
    ("x-axis", ()),
    ("Na+", ()),
    ("- Venus", ()),
    ("f(x)", ()),
]


@pytest.mark.parametrize(("one", "other"), ONE_FORMULA)
def test_a_formula_is_itself_however_it_is_typed(one: str, other: str) -> None:
    assert same_formula(one, other)
    assert signs(one) == signs(other)


@pytest.mark.parametrize(("text", "found"), SIGNS)
def test_signs_stand_between_numbers_and_names(text: str, found: tuple[str, ...]) -> None:
    assert signs(text) == found


@pytest.mark.parametrize(("key", "said"), [("16 + x", "16 - x"), ("x", "-x"), ("a - b", "a b"), ("2 × 3", "2 + 3")])
def test_words_with_other_signs_cannot_mean_the_key(key: str, said: str) -> None:
    assert not fits(key, said)
    assert fits(key, key)


def test_a_plus_may_be_left_out_and_a_sentence_may_have_signs() -> None:
    assert fits("16 + x", "16 and x")
    assert fits("16 + x", "16 + x because 2 - 1 = 1")
    assert fits("light", "light, as 6 - 5 is 1")


@given(some.text("(+1a)[]-=$^{}\\ ", max_size=60))
def test_any_text_has_symbols_and_its_signs_are_among_them(text: str) -> None:
    assert set(signs(text)) <= set(symbols(text))


def test_a_choice_is_not_found_within_a_longer_formula() -> None:
    asked = item_from(
        {"id": "i", "kind": "choice", "choices": [{"text": "16 + x", "right": True}, {"text": "20", "right": False}]}
    )
    assert mark(asked, "it is 16 + x").verdict == "right"
    for longer in ("3*16 + x", "16 + x - 2", "16 + x^2", "-16 + x"):
        assert mark(asked, longer).verdict == "wrong", longer
