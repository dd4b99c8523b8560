"""The grader is as honest as promised: it accepts at most 1 % falsely, and rejects at most 5 % (F5.1)."""

from __future__ import annotations

import pytest

from carrel.assessment.marking import MARKERS
from tests.assessment.pairs import pairs, rates


@pytest.mark.parametrize("name", ["development", "held_out"])
def test_the_grader_keeps_its_rates(name: str) -> None:
    found = rates(name)
    assert found.count >= 400
    assert found.false_accept <= 0.01, found.shown()
    assert found.false_reject <= 0.05, found.shown()
    assert found.cant_tell <= 0.05, found.shown()


def test_the_held_out_pairs_have_every_kind() -> None:
    assert {pair.item.kind for pair in pairs("held_out")} == {kind for kind, _mark in MARKERS}


@pytest.mark.parametrize("name", ["development", "held_out"])
def test_no_reason_gives_a_key_away(name: str) -> None:
    for pair, verdict in rates(name).amiss:
        if verdict.verdict != "right" and pair.item.kind != "true_false":
            assert not any(len(key) > 3 and key.casefold() in verdict.why.casefold() for key in pair.item.answers)
