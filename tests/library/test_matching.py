"""Comparing what is asked and said with texts, word by word."""

from __future__ import annotations

import pytest

from carrel.library.matching import coverage, stems
from carrel.library.supporting import support


def test_words_that_say_little_are_left_out_and_the_others_are_stemmed() -> None:
    assert stems("What do the plants give off at night, and why?") == stems("plant; NIGHT")
    assert stems("¿Qué es la fotosíntesis?") == stems("fotosintesis")
    assert stems("What is 3.5 of it?") == ["3.5"]
    assert stems("光合作用") == ["光合", "合作", "作用"]
    assert stems("Could you please tell me more about that?") == []


def test_coverage_is_the_share_of_what_is_wanted() -> None:
    assert coverage(["a", "b", "b"], ["b", "c"]) == 0.5
    assert coverage(["rare", "usual"], ["rare"], {"rare": 3.0, "usual": 1.0}.__getitem__) == 0.75
    assert coverage([], ["b"]) == 0.0


SOURCE = "Water boils at 100 degrees Celsius at sea level, but lower on a high mountain."


@pytest.mark.parametrize(
    ("claim", "stands"),
    [
        ("At sea level water boils at 100 degrees.", True),
        ("Water boils at 100 degrees Celsius.", True),
        ("Water boils at 90 degrees at sea level.", False),
        ("Water does not boil at sea level.", False),
        ("Iron melts in a furnace of coal.", False),
        ("Water.", False),
    ],
)
def test_a_sentence_bears_out_what_it_says_and_not_what_it_does_not(claim: str, stands: bool) -> None:
    assert (support(claim, SOURCE) > 0.7) == stands
