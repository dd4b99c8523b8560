"""Whatever an item says, Moodle's format brings it back, up to what is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.assessment.items import item_from
from carrel.assessment.model import Item
from carrel.exchange.questions.api import Questions
from carrel.exchange.questions.moodle.reading import read
from carrel.exchange.questions.moodle.texts import FromMoodle, for_moodle
from carrel.exchange.questions.moodle.writing import write
from tests.exchange.questions.moodle_items import carried, items, losses
from tests.exchange.questions.moodle_reader import Understood, fits, understood


@settings(max_examples=40)
@given(item=items())
def test_an_item_of_any_kind_comes_back_up_to_what_is_counted(item: Item) -> None:
    written = write(Questions("Cells", (item,)))
    found = read(written.content, "cells.xml")
    assert found.bad == ()
    assert found.items == (carried(item),)
    assert set(written.lost) - {"strictness"} == losses(item)


@settings(max_examples=40)
@given(item=items())
def test_another_reader_understands_the_same(item: Item) -> None:
    [read_so] = understood(write(Questions("", (item,))).content)
    assert read_so.tags == item.skills
    assert len(read_so.hints) == (len(item.hints) if item.kind != "open" else 0)
    CHECKS[item.kind](item, read_so)


def check_choice(item: Item, read_so: Understood) -> None:
    right = [choice for choice in item.choices if choice.right]
    assert len(read_so.right[0]) == len(right)
    assert len(read_so.wrong) == len(item.choices) - len(right)


def check_numeric(item: Item, read_so: Understood) -> None:
    assert [float(said) for said in read_so.right[0]] == [float(said) for said in item.answers]
    kept = carried(item).tolerance
    assert read_so.tolerance == (kept.absolute if kept else 0.0,)


def check_text(item: Item, read_so: Understood) -> None:
    check_words(read_so.right[0], item.answers)
    check_words(read_so.wrong, item.reject)


def check_cloze(item: Item, read_so: Understood) -> None:
    assert len(read_so.right) == len(item.gaps)
    for patterns, gap in zip(read_so.right, item.gaps, strict=True):
        check_words(patterns, gap.answers)
    check_words(read_so.wrong, item.reject * len(item.gaps))


def check_words(patterns: Sequence[str], answers: Sequence[str]) -> None:
    """Each pattern stands for its answer, and for nothing that only has other letters in place of a star."""
    assert len(patterns) == len(answers)
    for pattern, answer in zip(patterns, answers, strict=True):
        assert fits(pattern, answer)
        assert "*" not in answer or not fits(pattern, answer.replace("*", "x"))


def check_match(item: Item, read_so: Understood) -> None:
    assert [right for _left, right in read_so.right] == [right for _left, right in item.pairs]


def check_order(item: Item, read_so: Understood) -> None:
    assert len(read_so.right[0]) == len(item.sequence)


CHECKS: dict[str, Callable[[Item, Understood], object]] = {
    "choice": check_choice,
    "true_false": lambda item, read_so: check_words(read_so.right[0], item.answers),
    "numeric": check_numeric,
    "expression": check_text,
    "text": check_text,
    "cloze": check_cloze,
    "match": check_match,
    "order": check_order,
    "open": lambda item, read_so: None,
}


@pytest.mark.parametrize(
    "text",
    [
        "```\n$x < 1$\n``` {{1}} The a < b {{1}} end.",
        "$x = {{3}} < 4$, and so on: $y$.",
        "Not one of these is a gap: {1:SA:=x}, {2: b}, {{yes}}",
    ],
)
def test_gaps_come_back_from_within_code_and_formulas(text: str) -> None:
    item = item_from({"kind": "cloze", "prompt": "Fill.", "text": text})
    assert read(write(Questions("", (item,))).content, "a.xml").items == (item,)


FORMULAS = ["x_1^2 * y_2", "a < b", r"\{a\}", r"a \\ b", r"\left[\frac{1}{2}\right]", "x\\!y", r"\text{`q`}", "[a](b)"]


@pytest.mark.parametrize("tex", FORMULAS)
def test_a_formula_stands_on_moodles_page_sign_by_sign(tex: str) -> None:
    item = Item("a", "true_false", f"Is ${tex}$ so, and $$\n{tex}\n$$", answers=("true",))
    written = write(Questions("", (item,))).content
    assert understood(written)[0].shown == f"Is \\({tex}\\) so, and \\[\n{tex}\n\\]"
    assert read(written, "a.xml").items == (item,)


@settings(max_examples=150)
@given(text=st.text("ab1 $\\<>&{}*_`~#=%:;!\n[]()|é", max_size=40))
def test_any_text_is_written_and_read_and_comes_to_rest(text: str) -> None:
    once = FromMoodle().markdown(for_moodle(text))
    assert FromMoodle().markdown(for_moodle(once)) == once
