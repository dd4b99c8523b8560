"""Numbers are read as people write them, and what can be read in two ways says so."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.marking.numbers import read_number, spelled

SPELLINGS = [
    ("12", "12"),
    ("1,234", "1234"),
    ("1 234 567", "1234567"),
    ("1'234", "1234"),
    ("1.234.567", "1234567"),
    ("1,234.5", "1234.5"),
    ("1.234,5", "1234.5"),
    ("12,34,567", "1234567"),
    ("0,125", "0.125"),
    ("3,14", "3.14"),
    ("1_000", "1000"),
    (".5", "0.5"),
    ("5.", "5"),
    ("−7", "-7"),
    ("– 7", "-7"),
    ("minus 7", "-7"),
    ("+7", "7"),
    ("1e3", "1000"),
    ("1.5E-3", "0.0015"),
    ("2×10^3", "2000"),
    ("2 x 10^-3", "0.002"),
    ("2·10³", "2000"),
    ("2*10**3", "2000"),
    ("10^4", "10000"),
    ("3×10-2", "0.03"),
    ("1/4", "1/4"),
    ("1 1/2", "3/2"),
    ("-1 1/2", "-3/2"),
    ("2½", "5/2"),
    ("¾", "3/4"),
    ("50%", "1/2"),
    ("12.5 percent", "1/8"),
    ("0.333...", "1/3"),
    ("0.1666…", "1/6"),
    ("0.(3)", "1/3"),
    ("0.1(6)", "1/6"),
    ("two", "2"),
    ("twenty-one", "21"),
    ("two hundred and five", "205"),
    ("three quarters", "3/4"),
    ("one and a half", "3/2"),
    ("three point one four", "3.14"),
    ("2 million", "2000000"),
    ("٣٫٥", "3.5"),
    ("１２", "12"),
    ("\\frac{3}{4}", "3/4"),
    ("1{,}234", "1234"),
    ("3 \\times 10^{8}", "300000000"),
    ("six thousand and one", "6001"),
]


@pytest.mark.parametrize(("text", "value"), SPELLINGS)
def test_a_spelling_is_read(text: str, value: str) -> None:
    plain = spelled(text).strip()
    number = read_number(plain)
    assert number is not None
    assert number.value == Fraction(value)
    assert plain[number.end :].strip() == ""


@pytest.mark.parametrize("text", ["", "x", "1/0", "1e9999", "9" * 200, "-", ".", "1,2,3.4.5", "10^9999", "and", "a"])
def test_what_is_no_number_is_none(text: str) -> None:
    number = read_number(spelled(text))
    assert number is None or number.end < len(text)


@given(text=some.text("0123456789 .,'_eE+-×*/^%½()…x", max_size=24))
def test_any_text_is_a_number_or_none(text: str) -> None:
    read_number(spelled(text))


@pytest.mark.parametrize(
    ("key", "answer", "verdict"),
    [
        ("1234", "1,234", "right"),
        ("1.234", "1,234", "cant_tell"),
        ("1235", "1,234", "wrong"),
        ("1234", "1.234", "wrong"),
    ],
)
def test_a_comma_before_three_digits_is_believed_only_as_a_separator(key: str, answer: str, verdict: str) -> None:
    assert mark(item_from({"kind": "numeric", "answers": [key]}), answer).verdict == verdict


@pytest.mark.parametrize(
    ("given_value", "verdict"), [("9.82", "right"), ("9.80", "right"), ("9.79", "wrong"), ("9.83", "wrong")]
)
def test_the_ends_of_a_tolerance_belong_to_it(given_value: str, verdict: str) -> None:
    asked = item_from({"kind": "numeric", "answers": ["9.81"], "tolerance": {"absolute": 0.01}})
    assert mark(asked, given_value).verdict == verdict
