"""A key is worked out once more from its check, and every way of being wrong is seen."""

from __future__ import annotations

from typing import Any

import pytest

from carrel.assessment.items import item_from
from carrel.assessment.recomputing import BadCheck, disagreement


def item(kind: str, key: str | list[str], **own: Any) -> Any:
    """An item with this key."""
    keys = [key] if isinstance(key, str) else key
    raw = {"v": 1, "id": "s.01", "kind": kind, "prompt": "?", "skills": ["s"], "hints": [], "solution": "", **own}
    return item_from({**raw, "answers": keys})


@pytest.mark.parametrize(
    ("kind", "key", "own", "right", "wrong"),
    [
        ("numeric", "7/12", {}, "3/4 - 1/6", "3/4 - 1/5"),
        ("numeric", "1.5", {"unit": "km"}, "1500/1000", "1500/100"),
        ("numeric", "3.1", {"tolerance": {"absolute": 0.05}}, "pi", "pi + 0.1"),
        ("numeric", "6.02e23", {}, "6.02*10^23", "6.02*10^22"),
        ("numeric", "25%", {}, "1/4", "25"),
        ("numeric", "0.625", {"prompt": "Write 5/8 as a decimal."}, "5/8", "5/9"),
        ("expression", "x + 6", {"form": "simplified"}, {"same_as": "2*(x+3) - x"}, {"same_as": "2*(x+3)"}),
        ("expression", "(x-2)*(x+2)", {"form": "factored"}, {"same_as": "x^2 - 4"}, {"same_as": "x^2 + 4"}),
        ("expression", "h = 2*A/b", {}, {"same_as": "A = b*h/2"}, {"same_as": "A = b*h"}),
        ("expression", "x = 3", {}, {"solves": "3x + 2 = 11"}, {"solves": "3x + 2 = 12"}),
        ("expression", "x = 2 or x = 3", {}, {"solves": "x^2 - 5x + 6 = 0"}, {"solves": "x^2 - 5x + 4 = 0"}),
        ("expression", "x = 2", {}, {"solves": "2x = 4"}, {"solves": "x^2 - 5x + 6 = 0"}),
        ("expression", "x = -4 or x = 4", {}, {"solves": "x^2 = 16"}, {"solves": "x^3 = 64"}),
        ("expression", "no solution", {}, {"solves": "x + 1 = x"}, {"solves": "2x + 1 = x"}),
        ("expression", "all real numbers", {}, {"solves": "2(x + 1) = 2x + 2"}, {"solves": "2x = x"}),
        ("expression", "x < 4", {}, {"solves": "2x + 1 < 9"}, {"solves": "2x + 1 <= 9"}),
        ("expression", "x >= -2", {}, {"solves": "-3x <= 6"}, {"solves": "-3x >= 6"}),
        (
            "expression",
            "x = 2, y = 1",
            {},
            {"system": ["x + y = 3", "x - y = 1"]},
            {"system": ["x + y = 3", "x - y = 2"]},
        ),
    ],
)
def test_a_check_agrees_with_the_right_key_and_with_no_other(
    kind: str, key: str, own: dict[str, Any], right: object, wrong: object
) -> None:
    made = item(kind, key, **own)
    assert disagreement(made, right) is None
    said = disagreement(made, wrong)
    assert said is not None
    assert said.endswith(".")


def test_each_key_has_to_solve_the_equation() -> None:
    assert disagreement(item("expression", ["x = 3", "3"]), {"solves": "x + 1 = 4"}) is None
    assert disagreement(item("expression", ["x = 3", "4"]), {"solves": "x + 1 = 4"}) is not None


@pytest.mark.parametrize(
    "said",
    [
        "$x > 0$",
        "$x$ is greater than 0",
        "x is positive",
        "$x \\gt 0$",
        "$x \\geq 0$",
        "x ≥ 0",
        "x is a positive number",
    ],
)
def test_a_name_that_the_prompt_calls_positive_is_above_zero(said: str) -> None:
    check = {"same_as": "sqrt((3*x)^2 + (4*x)^2)"}
    assert disagreement(item("expression", "5*x", prompt=f"Simplify, where {said}."), check) is None
    assert disagreement(item("expression", "5*x"), check) is not None
    assert disagreement(item("expression", "5*x", prompt="Here x is greater than 10 or below 0."), check) is not None


@pytest.mark.parametrize(
    ("kind", "check"),
    [
        ("numeric", "3 +"),
        ("numeric", "sin"),
        ("numeric", {}),
        ("numeric", {"same_as": 3}),
        ("numeric", {"fact": "a", "solves": "b"}),
        ("numeric", ["3"]),
        ("expression", {"solves": "x +"}),
        ("expression", {"solves": "x + y = 3"}),
        ("expression", {"solves": "x + 2"}),
        ("expression", {"system": []}),
        ("expression", {"system": ["x = 3", 4]}),
        ("expression", {"equals": "3"}),
    ],
)
def test_a_check_that_cannot_be_used_says_why(kind: str, check: object) -> None:
    with pytest.raises(BadCheck) as refused:
        disagreement(item(kind, "3"), check)
    assert str(refused.value)
