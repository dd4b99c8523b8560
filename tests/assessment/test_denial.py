"""A denial reaches as far as its clause, and no further."""

from __future__ import annotations

from typing import Any

import pytest

from carrel.assessment.items import item_from
from carrel.assessment.marking import denial, mark


def found(phrase: str, said: str) -> str:
    """What is said of the one point of an open question, beside the word that makes the answer one about it."""
    points: list[dict[str, Any]] = [{"id": "one", "says": phrase, "any_of": [phrase]}]
    asked = item_from({"id": "i", "kind": "open", "points": points, "model_answer": said})
    return mark(asked, said).points[0].found


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("It cannot soak in so it runs off", [True, False]),
        ("It cannot soak in, and the level falls", [True, False]),
        ("It is not so that it rains", [True]),
        ("It does not fall so fast", [True]),
        ("It is not so the same", [True]),
        ("without light, warmth, and water they grow", [True, True, True]),
        ("no light, and then they grow", [True, False]),
        ("It is no metal therefore it breaks", [True, False]),
    ],
)
def test_where_a_denial_ends(said: str, denied: list[bool]) -> None:
    assert [clause.denies for clause in denial.clauses(said)] == denied


@pytest.mark.parametrize(
    ("phrase", "said", "what"),
    [
        ("less water", "It cannot soak in, and there is less water", "present"),
        ("38,000 people", "The town has 38,000 people.", "present"),
        ("until 18:00", "It is open until 18:00, and then it shuts", "present"),
        ("runs off", "It does not soak in so rain runs off", "cant_tell"),
        ("runs off", "It never runs off so fast", "absent"),
        ("water", "They need no light, and water from the tap", "cant_tell"),
        ("water", "They need no light, warmth or water", "absent"),
        ("heat", "Heat has nothing to do with it", "absent"),
        ("smaller", "It is smaller so wrong", "present"),
        ("smaller", "It is smaller, so that must be wrong.", "present"),
        ("smaller", "It is smaller which is wrong", "absent"),
        ("smaller", "They say it is smaller, that is wrong", "cant_tell"),
        ("wrong", "It can be wrong", "present"),
        ("wrong", "It is sometimes wrong", "present"),
        ("wrong", "It tells you wrong facts", "present"),
        ("wrong", "You are wrong", "cant_tell"),
        ("wrong", "It is not wrong", "cant_tell"),
        ("predicts", "It predicts and can be wrong", "present"),
        ("predicts", "It can be wrong that it predicts", "absent"),
        ("may be wrong", "It may be wrong", "present"),
        ("unlike terms", "Unlike terms so you cannot add them", "present"),
        ("cannot add", "Unlike terms so you cannot add them", "present"),
    ],
)
def test_what_is_said_of_a_point(phrase: str, said: str, what: str) -> None:
    assert found(phrase, said) == what
