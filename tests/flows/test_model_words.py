"""Plain words about models."""

from __future__ import annotations

import pytest

from carrel.engine.facts import Facts
from carrel.flows import model_words as words


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "1 MB"), (400_000, "1 MB"), (491_000_000, "491 MB"), (999_600_000, "1.0 GB"), (2_390_000_000, "2.4 GB")],
)
def test_sizes_are_short(size: int, said: str) -> None:
    assert words.size_words(size) == said


@pytest.mark.parametrize(
    ("bits", "said"),
    [
        (1, "much"),
        (3, "some"),
        (4, "4-bit, good"),
        (5, "5-bit"),
        (6, "6-bit"),
        (8, "8-bit"),
        (16, "16-bit"),
        (32, "32"),
    ],
)
def test_every_number_of_bits_has_words(bits: int, said: str) -> None:
    assert said in words.quality_words(bits, "")
    assert words.quality_words(bits, "Q4_K_M").endswith("(Q4_K_M)")


def test_what_is_not_known_is_left_out() -> None:
    assert words.quality_words(0, "Q4_0") == words.context_words(0) == words.language_words(()) == ""
    assert words.licence_words("") == "does not say its licence"


def test_many_languages_are_cut_to_the_first() -> None:
    assert words.language_words(["en", "fr"]) == "English, French"
    assert words.language_words(["en", "xx", "de"], most=2) == "English, xx and 1 more"


def test_pages_stand_beside_tokens() -> None:
    assert words.context_words(32_768) == "keeps 32,768 tokens in view, about 65 pages"


def test_a_file_that_cannot_be_used_has_no_details() -> None:
    assert words.details(Facts(problem="It is cut off.")) == ()


def test_a_model_without_a_form_for_chats_is_told_apart() -> None:
    assert any("oddly" in phrase for phrase in words.details(Facts(architecture="llama")))
    assert not any("oddly" in phrase for phrase in words.details(Facts(architecture="llama", template=True)))
    (kind, *_rest) = words.details(Facts(architecture="bert", embedding=True))
    assert "does not talk" in kind
