"""A unit has no place where a ratio, a count or a sum is asked for, and is no fault anywhere else."""

from __future__ import annotations

import pytest

from carrel.assessment.marking.pure import is_one_too_many
from carrel.assessment.marking.units import unit_from


@pytest.mark.parametrize(
    ("prompt", "unit", "amiss"),
    [
        ("A cell is 0.01 mm wide. What is the magnification?", "mm", True),
        ("What is the efficiency of a motor that takes 100 J?", "kg", True),
        ("What is 7 times 8?", "kg", True),
        ("Solve 2x = 24.", "m", True),
        ("How many people are there?", "m", True),
        ("How many more hours does it take?", "h", False),
        ("How many carbon atoms are there?", "C", False),
        ("How far is it?", "m", False),
        ("Work out how much it weighs.", "kg", False),
        ("A train goes 30 km + 20 km. Work it out.", "km", False),
        ("What is the field strength?", "N/kg", False),
        ("What is 7 times 8?", "°", False),
        ("What is 7 × 8 in all?", "dollars", False),
        ("What is 7 × 8?", "%", False),
        ("", "kg", False),
    ],
)
def test_where_a_unit_is_one_too_many(prompt: str, unit: str, amiss: bool) -> None:
    known = unit_from(unit)
    assert known is not None
    assert is_one_too_many(known.dimension, unit, prompt) is amiss
