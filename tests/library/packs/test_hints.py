"""A hint may hold a number or a word of the key only where it does not say the answer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from carrel.library.packs.plain import figures, folded, holds_terms, number
from tests.library.packs.kit import changed, item, said_of


def grade(kind: str, key: str, hint: str, prompt: str = "How many are there?") -> str:
    """What the check says of this hint: fault, warning, or nothing."""
    hints = ["What is asked here?", hint, "Go on."]
    number = {"numeric": 3, "expression": 4, "text": 5}[kind]
    files = changed(item(number, answers=[key], hints=hints, prompt=prompt, unit=None, reject=None))
    return next((one.grade for one in said_of(files) if one.rule == "hint-key"), "")


@pytest.mark.parametrize(
    ("kind", "key", "hint", "found"),
    [
        ("numeric", "3", "Do it in 3 steps.", "warning"),
        ("numeric", "3", "So you get $x = 3$.", "fault"),
        ("numeric", "3", "Look at 1/3, 30, 3.5, x3, H3 and $x^3$.", ""),
        ("numeric", "3", "Solve $3x + 1$ and $3(x + 1)$.", ""),
        ("numeric", "1250", "It is about 1,250 or so.", "fault"),
        ("numeric", "1250", "It is about 1 250 or so.", "fault"),
        ("numeric", "0.5", "Think of $\\frac{1}{2}$ of it.", "fault"),
        ("numeric", "1/2", "Think of 50 % of it.", "fault"),
        ("numeric", "2", "Think of $\\frac{1}{2}$ of it.", ""),
        ("numeric", "-4", "Is it −4?", "warning"),
        ("numeric", "-4", "Take 9 − 4 away.", ""),
        ("numeric", "45", "The angle is 45 degrees.", "fault"),
        ("expression", "x = 7", "Then $x = 7$.", "fault"),
        ("expression", "x + 2", "Look at x + 2.", "fault"),
        ("expression", "x + 2", "Look at x + 25, 3x + 2 and (x + 2)(x + 3).", ""),
        ("expression", "x", "What is x here?", "warning"),
        ("text", "cell", "Every CÉLL, they say.", "fault"),
        ("text", "cell", "Think of cellars and cells.", ""),
        ("text", "no", "There is no rule.", "warning"),
        ("text", "Na+", "Think of salt.", ""),
    ],
)
def test_a_hint_is_graded_by_how_plainly_it_says_the_key(kind: str, key: str, hint: str, found: str) -> None:
    assert grade(kind, key, hint) == found


def test_what_the_question_says_itself_may_stand_in_a_hint() -> None:
    assert grade("numeric", "45", "One side is 45.", "Two sides are 45 and 30. Which is longer?") == ""
    assert grade("numeric", "45", "It is = 45.", "Two sides are 45 and 30. Which is longer?") == "fault"
    assert grade("text", "cell", "Is a cell small?", "Which is smaller, a cell or an organ?") == "warning"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3 and 4.5", [3, Fraction(9, 2)]),
        ("1,000 or 1 000", [1000, 1000]),
        ("3/4, \\frac{3}{4}, 75%", [Fraction(3, 4)] * 3),
        ("−2 and 5 − 2", [-2, 5, 2]),
        ("CO2, x^2, 2x, 1/0", []),
        ("1, 2, 3.", [1, 2, 3]),
    ],
)
def test_the_numbers_of_a_text_are_found_with_their_values(text: str, values: list[Fraction]) -> None:
    assert [one.value for one in figures(text)] == values


@pytest.mark.parametrize("text", ["", "x", "1/0", "1,00", "--1", "1e5", "9" * 40])
def test_what_is_no_plain_number_has_no_value(text: str) -> None:
    assert number(text) is None


def test_words_are_compared_without_accents_marks_and_the_size_of_letters() -> None:
    assert folded("  Le *Thé* — $\\text{vert}$! ") == "le the vert"


def test_a_formula_is_found_by_itself_whatever_its_spaces_and_signs() -> None:
    assert holds_terms("Thus $3 \\cdot (x+2)$, as we saw.", "3*(x + 2)")
    assert not holds_terms("Thus $3(x+2)^2$.", "3(x+2)")
    assert not holds_terms("", "x")
    assert not holds_terms("x", "")


def test_a_hint_that_names_all_sides_or_steps_out_of_order_gives_nothing_away() -> None:
    hints = ["Here are 1 and 1, 2 and 2, two and four.", "Count them, push them together, take both heaps.", "Go on."]
    found = said_of(changed(item(7, hints=hints), item(8, hints=hints)))
    assert [one for one in found if one.rule.startswith("hint")] == []
