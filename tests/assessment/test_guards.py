"""Small guards of the grader, each of which has one answer that gets past without it."""

from __future__ import annotations

from typing import Any

import pytest

from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.marking.slips import is_slip
from carrel.assessment.marking.verdicts import partly
from carrel.assessment.model import Verdict


def marked(answer: Any, **raw: Any) -> Verdict:
    """The verdict on an answer to an item without an id."""
    return mark(item_from({"id": "i", **raw}), answer)


@pytest.mark.parametrize(
    ("typed", "key", "is_one"),
    [
        ("hpotosynthesis", "photosynthesis", True),
        ("fhotosynthesis", "photosynthesis", False),
        ("parralel", "parallel", True),
        ("acommodation", "accommodation", True),
        ("accomoddation", "accommodation", True),
        ("balett", "ballet", False),
        ("dessert", "desert", False),
        ("chloride", "chlorine", False),
        ("osmois", "osmosis", True),
    ],
)
def test_a_slip_keeps_the_first_letter_and_makes_no_other_word(typed: str, key: str, is_one: bool) -> None:
    assert is_slip(typed, key) is is_one


def test_part_marks_are_neither_none_nor_all() -> None:
    assert partly(1.0, "why").score == 0.99
    assert partly(0.0, "why").score == 0.01


def test_copying_the_question_says_nothing() -> None:
    points = [{"says": "water evaporates", "any_of": ["evaporates"]}]
    asked: dict[str, Any] = {"kind": "open", "prompt": "Why is it that water evaporates here?", "points": points}
    assert marked("water evaporates here", **asked).verdict == "right"
    assert marked("that water evaporates here", **asked).verdict == "cant_tell"


def test_a_point_that_must_be_there_halves_what_the_others_earn() -> None:
    points = [{"says": "warm", "any_of": ["warm"]}, {"says": "wet", "any_of": ["wet"], "must": True}]
    verdict = marked("It is warm there. It is not wet.", kind="open", points=points)
    assert (verdict.verdict, verdict.score) == ("partly", 0.25)
    assert "must" in verdict.why


def test_two_choices_where_one_can_be_right_get_a_reason() -> None:
    choices = [{"text": "Venus", "right": True}, {"text": "Mars", "right": False, "feedback": "Mars is cold."}]
    assert "Only one" in marked(["Venus", "Mars"], kind="choice", choices=choices).why


def test_a_gap_that_nobody_can_judge_leaves_the_text_open() -> None:
    verdict = marked(["Paris, France", "Seine"], kind="cloze", text="{{Paris}} lies on the {{Seine}}.")
    assert (verdict.verdict, verdict.score) == ("cant_tell", 0.5)


def test_a_left_side_with_two_rights_is_not_right() -> None:
    pairs = [["water", "H2O"], ["salt", "NaCl"]]
    assert marked({"water": "NaCl", "Water": "H2O", "salt": "NaCl"}, kind="match", pairs=pairs).verdict == "partly"


def test_words_of_a_question_that_offers_them_are_no_harmless_ones() -> None:
    asked: dict[str, Any] = {"kind": "text", "prompt": "Is it mitosis or budding?", "answers": ["mitosis"]}
    assert marked("mitosis", **asked).verdict == "right"
    assert marked("mitosis budding", **asked).verdict != "right"


def test_a_key_with_a_number_right_after_a_bracket_marks_nobody() -> None:
    verdict = marked("(x+1)*2", kind="expression", answers=["(x+1)2"])
    assert verdict.verdict == "cant_tell"
    assert "nobody" in verdict.why


MITOSIS: dict[str, Any] = {"kind": "text", "answers": ["mitosis"], "reject": ["meiosis"]}
PAST_A_GUARD: list[tuple[dict[str, Any], Any, str]] = [
    ({"kind": "numeric", "answers": ["3"]}, "3 out of 1", "wrong"),
    ({"kind": "numeric", "answers": ["12"]}, "3 × 4", "partly"),
    ({"kind": "numeric", "answers": ["100"]}, "100 ± 50", "wrong"),
    ({"kind": "text", "prompt": "Is Zorvan larger, or Zorvon?", "answers": ["Zorvan"]}, "Zorvon", "wrong"),
    ({"kind": "text", "answers": ["Zorvan"], "reject": ["Zorvon"]}, "Zorvon", "wrong"),
    ({"kind": "text", "answers": ["Zorvan"]}, "Zorvon", "right"),
    ({"kind": "text", "answers": ["water"]}, "without light, water", "cant_tell"),
    (MITOSIS, "the first mitosis of all meiosis kinds here", "wrong"),
    (MITOSIS, "mitosis because meiosis is shorter", "wrong"),
    ({"kind": "true_false", "answers": ["true"]}, "True. False.", "cant_tell"),
    ({"kind": "order", "sequence": ["mix", "wait", "mix"]}, ["mix", "wait", "mix"], "right"),
    ({"kind": "cloze", "text": "The {{heart}} pumps."}, "The heart pumps. No, the lungs", "wrong"),
    ({"kind": "expression", "answers": ["A*t"]}, "a*t", "wrong"),
    ({"kind": "expression", "answers": ["a*t"]}, "A*T", "right"),
    ({"kind": "open", "points": [{"says": "water"}]}, "It is a waterless place", "wrong"),
]


@pytest.mark.parametrize(("raw", "answer", "verdict"), PAST_A_GUARD)
def test_what_would_get_past_if_a_guard_were_not_there(raw: dict[str, Any], answer: Any, verdict: str) -> None:
    assert marked(answer, **raw).verdict == verdict


def test_an_answer_of_many_pages_to_a_question_of_one_word_is_not_searched() -> None:
    assert "too long" in marked("mitosis " * 1_000, **MITOSIS).why
