"""Every answer gets a verdict, keys mark right, and what does not matter changes nothing."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.assessment.model import Item, Verdict
from tests.assessment.pairs import pairs

ITEMS: list[dict[str, Any]] = [
    {"kind": "choice", "choices": [{"text": "Venus", "right": True}, {"text": "Mars", "right": False}]},
    {
        "kind": "choice",
        "multiple": True,
        "choices": [{"text": "2", "right": True}, {"text": "3", "right": True}, {"text": "4"}],
    },
    {"kind": "true_false", "answers": ["true"]},
    {"kind": "numeric", "answers": ["9.81"], "unit": "m/s^2"},
    {"kind": "numeric", "answers": ["1/2"]},
    {"kind": "expression", "answers": ["3*(x+2)"]},
    {"kind": "expression", "answers": ["x = 1, x = 3"], "form": "simplified"},
    {"kind": "expression", "answers": ["x > 3"]},
    {"kind": "expression", "answers": ["y = 2x + 1"]},
    {"kind": "expression", "answers": ["x^2 + C"], "prompt": "Integrate."},
    {"kind": "text", "answers": ["mitosis"], "reject": ["meiosis"]},
    {"kind": "cloze", "text": "The {{heart}} and the {{lungs}}."},
    {"kind": "match", "pairs": [["a", "b"], ["c", "d"]]},
    {"kind": "order", "sequence": ["egg", "larva", "pupa"]},
    {"kind": "open", "points": [{"says": "water evaporates", "any_of": ["evaporates"]}, {"says": "it is not gone"}]},
]
VERDICTS = {"right", "wrong", "partly", "cant_tell"}

HOSTILE = [
    "__import__('os').system('true')",
    "9**9**9",
    "9^9^9^9",
    "(" * 10_000,
    "(" * 150 + "x" + ")" * 150,
    "-" * 399 + "x",
    "x^" * 190 + "x",
    "{" * 399,
    "|" * 399,
    "\\frac" * 60,
    "\\frac{" * 60,
    "1/" * 190 + "1",
    "1e999999999",
    "9" * 399,
    "((x^99+1)^99+1)^99",
    "1,2" * 130,
    "x=" * 190 + "1",
    "x=" * 20_000 + "1",
    "±" * 200 + "x",
    "x or " * 70 + "x",
    "99999999!" * 9,
    "not " * 1000,
    "a" * 1_000_000,
    "\ufdfa" * 100_000,
    "1 " * 500_000,
    ", " * 500_000,
    "mitosis or " * 90_000,
    "\x00\ud800\u202e",
    "[" * 50_000,
    '{"a":' * 50_000,
    "m/s" * 100,
    "5 " + "m^9" * 100,
    "0." + "3" * 390 + "...",
    "one " * 1000,
    "\n7. " * 1000,
    "()",
    "[ ]",
    "{}",
]


def item(raw: dict[str, Any]) -> Item:
    """The item, without an id that nobody needs here."""
    return item_from({"id": "i", **raw})


def is_sound(verdict: Verdict) -> bool:
    """Whether a verdict is one of the four, with a score that fits it, by code."""
    fits = {"right": verdict.score == 1, "partly": 0 < verdict.score < 1}.get(verdict.verdict, verdict.score < 1)
    return verdict.verdict in VERDICTS and fits and bool(verdict.why) and verdict.by == "code"


def ids(raw: dict[str, Any]) -> str:
    """The kind of an item, as the name of its case."""
    return str(raw["kind"])


@pytest.mark.parametrize("raw", ITEMS, ids=ids)
@settings(max_examples=60, deadline=None)
@given(
    answer=some.text(max_size=60)
    | some.text("0123456789+-*/^()x=<>,.|{}[]√π²½ me\\frac$", max_size=30)
    | some.lists(some.text(max_size=12), max_size=5)
    | some.dictionaries(some.text(max_size=6), some.text(max_size=6), max_size=3)
    | some.none()
    | some.booleans()
    | some.floats()
    | some.lists(some.lists(some.integers(), max_size=3), max_size=3)
)
def test_every_answer_gets_a_verdict(raw: dict[str, Any], answer: Any) -> None:
    assert is_sound(mark(item(raw), answer))


@pytest.mark.parametrize("raw", ITEMS, ids=ids)
def test_hostile_answers_cost_little_and_are_not_right(raw: dict[str, Any]) -> None:
    asked = item(raw)
    for hostile in HOSTILE:
        begun = time.monotonic()
        verdict = mark(asked, hostile)
        assert time.monotonic() - begun < 5, hostile[:20]  # a guard against hanging, not a measure of speed
        assert is_sound(verdict)
        assert verdict.verdict != "right", hostile[:20]


def key_of(asked: Item) -> Any:
    """The answer that the item itself calls right."""
    return {
        "choice": [choice.text for choice in asked.choices if choice.right],
        "cloze": [gap.answers[0] for gap in asked.gaps],
        "match": dict(asked.pairs),
        "order": list(asked.sequence),
        "numeric": f"{asked.answers[0]} {asked.unit}" if asked.answers else "",
    }.get(asked.kind, asked.answers[0] if asked.answers else "")


def test_every_key_marks_right() -> None:
    asked = {pair.item.id: pair.item for name in ("development", "held_out") for pair in pairs(name)}
    amiss = [one.id for one in asked.values() if one.kind != "open" and mark(one, key_of(one)).verdict != "right"]
    assert amiss == []


@given(
    word=some.text("abcdefghijklmnopqrstuvwxyzäéñøабвדαβ ", min_size=1, max_size=20).filter(
        lambda word: len(word.split()) > 0
    )
)
def test_a_text_key_marks_right_whatever_it_is(word: str) -> None:
    asked = item({"kind": "text", "answers": [word]})
    assert mark(asked, word).verdict == "right"
    assert mark(asked, f"  {word}. ").verdict == "right"


@given(value=some.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=3))
def test_a_number_marks_right_in_each_of_its_spellings(value: Any) -> None:
    asked = item({"kind": "numeric", "answers": [f"{value:f}"]})
    for spelling in (
        f"{value:f}",
        f"  {value:f} ",
        f"x = {value:f}",
        f"{value:,f}",
        f"{value:f}".replace("-", "−"),
        f"{value:e}",
    ):
        assert mark(asked, spelling).verdict == "right", spelling
    assert mark(asked, f"{value + 1:f}").verdict == "wrong"


@pytest.mark.parametrize("name", ["development", "held_out"])
def test_spaces_and_capitals_change_nothing(name: str) -> None:
    for pair in pairs(name):
        if not isinstance(pair.answer, str) or pair.item.case_sensitive or pair.item.kind in {"expression", "numeric"}:
            continue
        plain = mark(pair.item, pair.answer).verdict
        assert mark(pair.item, f"  {pair.answer}  ").verdict == plain, pair.answer
        assert mark(pair.item, pair.answer.upper()).verdict == plain, pair.answer


@pytest.mark.parametrize("blank", ["", "   ", None, [], {}, ["", ""], "?", "I don't know", "idk", "..."])
@pytest.mark.parametrize("raw", ITEMS, ids=ids)
def test_a_blank_answer_is_wrong_and_gets_a_way_to_begin(raw: dict[str, Any], blank: Any) -> None:
    verdict = mark(item(raw), blank)
    assert verdict.verdict == "wrong"
    assert "Begin" in verdict.why


def test_a_wrong_choice_names_its_misconception_and_says_its_feedback_unless_that_is_the_key() -> None:
    choices = [
        {"text": "Venus", "right": True},
        {"text": "Mars", "right": False, "misconception": "near is hot", "feedback": "Think of the air."},
        {"text": "Mercury", "right": False, "feedback": "No, it is Venus."},
    ]
    asked = item({"kind": "choice", "choices": choices})
    assert mark(asked, "b").misconception == "near is hot"
    assert mark(asked, "b").why == "Think of the air."
    assert "Venus" not in mark(asked, "c").why
    assert mark(asked, "a").misconception is None


def test_open_points_come_with_the_learners_own_words() -> None:
    points = [
        {"id": "e", "says": "Water evaporates", "any_of": ["evaporates"]},
        {"id": "c", "says": "Vapour condenses", "any_of": ["condenses"], "must": True},
        {"id": "r", "says": "It rains"},
    ]
    asked = item({"kind": "open", "points": points})
    said = "The sea is warm and evaporates. In the cold it does not condense!"
    verdict = mark(asked, said)
    assert verdict.verdict == "partly"
    assert [(one.id, one.found) for one in verdict.points] == [("e", "present"), ("c", "absent"), ("r", "cant_tell")]
    assert all(one.evidence in said for one in verdict.points)


def test_nothing_but_the_item_and_the_answer_goes_in() -> None:
    asked = item(ITEMS[0])
    assert {mark(asked, "b") for _again in range(3)} == {mark(asked, "b")}
    assert mark.__code__.co_varnames[: mark.__code__.co_argcount] == ("item", "answer")
