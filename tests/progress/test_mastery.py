"""What is known follows from unaided tries alone, by the two equations of knowledge tracing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.progress.mastery import Parameters, mastery, trace, tracing
from carrel.progress.model import Try
from carrel.progress.stuck import best_run, is_stuck
from tests.progress.kit import tries

SIMPLE = Parameters(known=0.5, learn=0.1, slip=0.1, guess={"other": 0.2, "true_false": 0.5})

WORKED_OUT = (
    # Right: 0.5 × 0.9 / (0.5 × 0.9 + 0.5 × 0.2) = 0.45 / 0.55 = 9/11; then 9/11 + 2/11 × 0.1 = 92/110.
    ("r", "numeric", 92 / 110),
    # Wrong: 0.5 × 0.1 / (0.5 × 0.1 + 0.5 × 0.8) = 0.05 / 0.45 = 1/9; then 1/9 + 8/9 × 0.1 = 0.2.
    ("w", "numeric", 0.2),
    # A right answer where a coin would do tells less: 0.45 / (0.45 + 0.25) = 9/14; then 9/14 + 5/14 × 0.1 = 95/140.
    ("r", "true_false", 95 / 140),
    # Half right lies in the middle: (9/11 + 1/9) / 2 = 92/198; then 92/198 + 106/198 × 0.1 = 1026/1980.
    ("p", "numeric", 1026 / 1980),
    # Wrong, then right: from 0.2, 0.18 / (0.18 + 0.16) = 9/17; then 9/17 + 8/17 × 0.1 = 98/170.
    ("wr", "numeric", 98 / 170),
    # Nothing that was helped with, and nothing that code could not judge, changes anything.
    ("", "numeric", 0.5),
    ("RW?P", "numeric", 0.5),
    ("wR?r", "numeric", 98 / 170),
)


@pytest.mark.parametrize(("told", "kind", "expected"), WORKED_OUT)
def test_the_trace_is_what_a_hand_computes(told: str, kind: str, expected: float) -> None:
    assert trace(tries(told, kind), SIMPLE) == pytest.approx(expected, abs=1e-12)


def test_what_was_known_long_ago_does_not_outweigh_what_is_shown_now() -> None:
    assert mastery("s", tries("r" * 200 + "w" * 4)).p < 0.2
    assert mastery("s", tries("r" * 200 + "w")).p == pytest.approx(mastery("s", tries("r" * 20 + "w")).p, abs=1e-6)


def test_forgetting_is_a_chance_between_two_tries() -> None:
    # Right: 9/11 as above; a tenth of it is forgotten, and a tenth of the rest is learned: 81/110 + 2/110.
    assert trace(tries("r"), replace(SIMPLE, forget=0.1)) == pytest.approx(83 / 110, abs=1e-12)


def test_below_three_unaided_tries_there_is_not_enough_evidence() -> None:
    said = {told: mastery("s", tries(told)).enough for told in ("", "rr", "rrRRRR?", "rrr", "wRww")}
    assert said == {"": False, "rr": False, "rrRRRR?": False, "rrr": True, "wRww": True}


def test_unaided_and_assisted_are_told_apart() -> None:
    told = mastery("s", tries("rRwW?p"))
    assert (told.tries, told.right, told.assisted, told.assisted_right) == (3, 1, 2, 1)
    assert told.evidence == ("t0", "t2", "t5")


letters = st.text("rwpRWP?", max_size=30)


@given(letters)
def test_help_never_raises_what_is_known_and_what_is_sure_holds_what_is_likely(told: str) -> None:
    whole, alone = mastery("s", tries(told)), mastery("s", tries("".join(one for one in told if one in "rwp")))
    assert (whole.p, whole.low, whole.high) == (alone.p, alone.low, alone.high)
    assert 0 <= whole.low <= whole.p <= whole.high <= 1


@given(letters)
def test_a_right_answer_shows_more_than_a_wrong_one(told: str) -> None:
    assert mastery("s", tries(told + "r")).p > mastery("s", tries(told + "w")).p


def test_more_evidence_of_one_kind_makes_it_surer() -> None:
    widths = [told.high - told.low for told in (mastery("s", tries("r" * many)) for many in (1, 3, 8))]
    assert widths[0] > widths[1] > widths[2]


def test_three_right_in_a_row_come_to_mastery_and_none_is_far_from_it() -> None:
    assert mastery("s", tries("rrr")).p > tracing().mastered
    assert mastery("s", tries("www")).p < 0.2


STUCK = (
    ("wwwwwwwwww", True),
    ("rrwrrwrrwr", True),
    ("wwwwwwwww", False),
    ("wwwwwwwrrr", False),
    ("wwwwwwwRRR", True),
    ("wwwwwww?rr", False),
    ("wwwwwwwr?rr", False),
    ("rrrwwwwwwwww", False),
)


@pytest.mark.parametrize(("told", "expected"), STUCK)
def test_ten_tries_without_three_right_in_a_row_are_stuck(told: str, expected: bool) -> None:
    assert is_stuck(tries(told)) is expected


@given(letters)
def test_a_run_is_the_longest_of_right_ones_in_a_row(told: str) -> None:
    runs = "".join("r" if one == "r" else " " for one in told if one != "?").split()
    assert best_run(tries(told)) == max(map(len, runs), default=0)


def test_a_try_says_itself_whether_it_was_unaided() -> None:
    (one,) = tries("r")
    again = Try(**{**vars(one), "unaided": False})
    assert trace([again], SIMPLE) == SIMPLE.known
