"""The grader is as honest as promised: it accepts at most 1 % falsely, and rejects at most 5 % (F5.1).

``development`` was looked at while the grader was built, ``held_out`` was not, and ``fresh`` was written afterwards by
somebody who had not read the grader. At first sight of ``fresh``, none of the 119 answers that are not right was
accepted, all 113 right ones were, and two wrong ones were left open.
"""

from __future__ import annotations

from typing import Any

import pytest

from carrel.assessment.items import item_from
from carrel.assessment.marking import MARKERS, mark
from tests.assessment.pairs import pairs, rates


@pytest.mark.parametrize(("name", "least"), [("development", 400), ("held_out", 400), ("fresh", 150)])
def test_the_grader_keeps_its_rates(name: str, least: int) -> None:
    found = rates(name)
    assert found.count >= least
    assert found.false_accept <= 0.01, found.shown()
    assert found.false_reject <= 0.05, found.shown()
    assert found.cant_tell <= 0.05, found.shown()


def test_none_of_the_known_traps_is_walked_into_again() -> None:
    found = rates("development")
    assert found.false_accept == 0, found.shown()


def test_every_other_pair_that_was_looked_at_gets_its_verdict() -> None:
    amiss = {(pair.item.id, pair.answer) for pair, _verdict in rates("development").amiss}
    assert amiss == {("dev.004", "an hour and a half")}


@pytest.mark.parametrize("name", ["held_out", "fresh"])
def test_the_held_out_pairs_have_every_kind(name: str) -> None:
    assert {pair.item.kind for pair in pairs(name)} == {kind for kind, _mark in MARKERS}


@pytest.mark.parametrize("name", ["development", "held_out", "fresh"])
def test_no_reason_gives_a_key_away(name: str) -> None:
    for pair, verdict in rates(name).amiss:
        if verdict.verdict != "right" and pair.item.kind != "true_false":
            assert not any(len(key) > 3 and key.casefold() in verdict.why.casefold() for key in pair.item.answers)


TRAPS = [
    ({"kind": "expression", "answers": ["x = 4"]}, "x=-4", "wrong"),
    ({"kind": "text", "answers": ["mitosis"]}, "meiosis", "wrong"),
    ({"kind": "text", "answers": ["mitosis"]}, "mitosis or meiosis", "wrong"),
    ({"kind": "text", "answers": ["mitosis"]}, "not mitosis", "wrong"),
    ({"kind": "numeric", "answers": ["10"], "unit": "m/s^2"}, "10 m/s", "wrong"),
    ({"kind": "numeric", "answers": ["10"], "unit": "m/s^2"}, "10", "partly"),
    ({"kind": "numeric", "answers": ["1/2"]}, "0.5", "right"),
    ({"kind": "expression", "answers": ["x^2 + C"], "prompt": "Integrate 2x."}, "x^2", "partly"),
    ({"kind": "expression", "answers": ["x = 1, y = 2"]}, "y = 2, x = 1", "right"),
    ({"kind": "expression", "answers": ["x < 3"], "prompt": "Solve 10 - 2x > 4."}, "10 - 2x > 4", "partly"),
    ({"kind": "expression", "answers": ["x < 3"], "prompt": "Solve 10 - 2x > 4."}, "-2x > -6", "partly"),
    ({"kind": "expression", "answers": ["x < 3"], "prompt": "Solve 10 - 2x > 4."}, "3 > x", "right"),
    ({"kind": "expression", "answers": ["1 < x < 3"], "prompt": "Solve it."}, "x > 1 and x < 3", "right"),
    (
        {"kind": "expression", "answers": ["x = (y+3)/5"], "prompt": "Make x the subject of y = 5x - 3."},
        "y = 5x - 3",
        "partly",
    ),
    ({"kind": "expression", "answers": ["y = 5x - 3"], "prompt": "Which line is this?"}, "5x - y = 3", "right"),
    (
        {"kind": "numeric", "answers": ["1800"], "unit": "g", "prompt": "A bag holds 1.8 kg. How many g?"},
        "1.8 kg",
        "partly",
    ),
    (
        {"kind": "numeric", "answers": ["1800"], "unit": "g", "prompt": "A bag holds 1.8 kg. How many g?"},
        "1.80 kg",
        "right",
    ),
    (
        {"kind": "open", "points": [{"says": "", "any_of": ["light"]}, {"says": "", "any_of": ["water"]}]},
        "no light, no water",
        "wrong",
    ),
]


@pytest.mark.parametrize(("raw", "answer", "verdict"), TRAPS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_trap_that_another_grader_fell_into(raw: dict[str, Any], answer: str, verdict: str) -> None:
    assert mark(item_from(raw), answer).verdict == verdict
