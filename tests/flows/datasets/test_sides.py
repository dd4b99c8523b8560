"""Nearly the same texts are found all and only, and a row stays on its side whatever comes later."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.base.work import Cancel
from carrel.flows.datasets.sides import number, split
from carrel.flows.datasets.twins import LEAST_ALIKE, alike, runs

SUBJECTS = ("river", "lake", "glacier", "volcano", "desert", "fjord", "delta", "geyser")
ASKED = [
    f"{how} {verb} a {subject} {when}?"
    for how in ("Why does", "How often does", "Where exactly could")
    for verb in ("cross", "feed", "carve", "surround")
    for subject in SUBJECTS
    for when in ("in winter", "over thousands of years", "near the town where I grew up")
]
"""288 questions, many of them nearly the same as others."""


def every_pair(texts: list[str]) -> set[tuple[int, int]]:
    """The pairs that are alike, by comparing each with each."""
    held = [runs(text) for text in texts]
    return {
        (later, earlier)
        for later in range(len(texts))
        for earlier in range(later)
        if held[later] and len(held[later] & held[earlier]) / len(held[later] | held[earlier]) >= LEAST_ALIKE
    }


def test_all_pairs_that_are_alike_are_found_and_no_others() -> None:
    found = {(later, earlier) for later, earlier, _share in alike(ASKED, Cancel())}
    assert found == every_pair(ASKED)
    assert len(found) > 100


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text("ab é.", max_size=14), max_size=12))
def test_no_text_is_too_short_or_too_strange_to_be_compared(texts: list[str]) -> None:
    assert {(later, earlier) for later, earlier, _share in alike(texts, Cancel())} == every_pair(texts)


def test_capitals_accents_and_marks_make_no_other_text() -> None:
    ((_later, _earlier, share),) = alike(["Où est le CAFÉ ?", "ou est le cafe"], Cancel())
    assert share == 1


def test_a_row_stays_on_its_side_when_more_come() -> None:
    whole = split(ASKED, 20, Cancel())
    for count in (1, 50, 200):
        some = split(ASKED[:count], 20, Cancel())
        assert some.held_out == {place for place in whole.held_out if place < count}
        assert some.between == {place for place in whole.between if place < count}


def test_no_two_rows_that_ask_nearly_the_same_are_on_both_sides() -> None:
    asked = list(ASKED)
    random.Random(4).shuffle(asked)
    sides = split(asked, 40, Cancel())
    assert sides.between, "else nothing is tried here"
    for later, earlier in every_pair(asked):
        if not {later, earlier} & sides.between:
            assert (later in sides.held_out) == (earlier in sides.held_out)


def test_about_so_many_of_a_hundred_are_held_out() -> None:
    numbers = Counter(number(f"question {at}") < 20 for at in range(5_000))
    assert 0.18 < numbers[True] / 5_000 < 0.22  # four standard deviations are 0.023
    assert not split([f"{at} apart {at * 7919}" for at in range(60)], 0, Cancel()).held_out
