"""Items are read from JSON, and every fault names its field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from, to_json
from carrel.assessment.model import QuizWish
from tests.assessment.pairs import pairs

CHOICES = [{"text": "a", "right": True}, {"text": "b", "right": False}]

FAULTS: list[tuple[Any, str]] = [
    ("no object", "curly"),
    ({}, "“kind”"),
    ({"kind": "essay"}, "“kind”"),
    ({"kind": "text", "v": 2, "answers": ["x"]}, "“v”"),
    ({"kind": "text"}, "“answers”"),
    ({"kind": "text", "answers": []}, "“answers”"),
    ({"kind": "text", "answers": ["  "]}, "“answers”"),
    ({"kind": "text", "answers": [["x"]]}, "“answers”"),
    ({"kind": "text", "answers": ["x"], "case_sensitive": "yes"}, "“case_sensitive”"),
    ({"kind": "text", "answers": ["x"], "hints": {"a": 1}}, "“hints”"),
    ({"kind": "true_false", "answers": ["perhaps"]}, "“answers”"),
    ({"kind": "choice", "choices": []}, "“choices”"),
    ({"kind": "choice", "choices": CHOICES[:1]}, "“choices”"),
    ({"kind": "choice", "choices": [CHOICES[1], CHOICES[1]]}, "“choices”"),
    ({"kind": "choice", "choices": [CHOICES[0], CHOICES[0]]}, "“multiple”"),
    ({"kind": "choice", "choices": [CHOICES[0], {"right": True}]}, "choices 2: “text”"),
    ({"kind": "numeric", "answers": ["1"], "tolerance": 0.1}, "“tolerance”"),
    ({"kind": "numeric", "answers": ["1"], "tolerance": {"absolute": -1}}, "tolerance: “absolute”"),
    ({"kind": "numeric", "answers": ["1"], "tolerance": {"relative": float("nan")}}, "tolerance: “relative”"),
    ({"kind": "expression", "answers": ["x"], "form": "pretty"}, "“form”"),
    ({"kind": "cloze", "text": "no gap"}, "“text”"),
    ({"kind": "cloze", "text": "an {{}} empty one"}, "“text”"),
    ({"kind": "match", "pairs": [["a"]]}, "“pairs”"),
    ({"kind": "match", "pairs": [["a", "b"], ["A", "c"]]}, "“pairs”"),
    ({"kind": "order", "sequence": ["only"]}, "“sequence”"),
    ({"kind": "open", "points": []}, "“points”"),
    ({"kind": "open", "points": [{"id": "a"}]}, "“points”"),
    ({"kind": "open", "points": [{"says": "x", "weight": 0}]}, "“weight”"),
]


@pytest.mark.parametrize(("raw", "named"), FAULTS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_fault_names_its_field(raw: Any, named: str) -> None:
    with pytest.raises(ItemRefused) as refused:
        item_from(raw)
    assert named in refused.value.what


def test_fields_it_does_not_know_are_left_out() -> None:
    item = item_from({"kind": "text", "answers": ["x"], "colour": "red", "choices": 7})
    assert item.answers == ("x",)
    assert item.choices == ()


def test_numbers_and_single_texts_are_taken_as_they_are_meant() -> None:
    assert item_from({"kind": "numeric", "answers": [9.81]}).answers == ("9.81",)
    assert item_from({"kind": "text", "answers": "x"}).answers == ("x",)


def test_a_unit_is_required_unless_the_item_says_otherwise() -> None:
    assert item_from({"kind": "numeric", "answers": ["1"], "unit": "m"}).unit_required
    assert not item_from({"kind": "numeric", "answers": ["1"], "unit": "m", "unit_required": False}).unit_required
    assert not item_from({"kind": "numeric", "answers": ["1"]}).unit_required


@pytest.mark.parametrize("name", ["development", "held_out"])
def test_an_item_comes_back_the_same_from_its_json(name: str) -> None:
    for pair in pairs(name):
        assert item_from(json.loads(json.dumps(to_json(pair.item)))) == pair.item


json_values = some.recursive(
    some.none() | some.booleans() | some.floats() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = (
    "v",
    "kind",
    "answers",
    "choices",
    "pairs",
    "sequence",
    "points",
    "text",
    "tolerance",
    "unit",
    "form",
    "source",
)
KINDS = ("choice", "true_false", "numeric", "expression", "text", "cloze", "match", "order", "open")


@given(
    raw=some.dictionaries(some.sampled_from(FIELDS), json_values | some.sampled_from(KINDS)),
    kind=some.sampled_from(KINDS),
)
def test_any_json_is_an_item_or_is_refused(raw: dict[str, Any], kind: str) -> None:
    try:
        item = item_from({**raw, "kind": kind})
    except ItemRefused:
        return
    assert item_from(to_json(item)) == item


def test_the_wish_for_a_quiz_is_still_there() -> None:
    assert QuizWish.__dataclass_fields__.keys() == {"message", "created"}
