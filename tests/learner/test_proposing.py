"""What is offered to be remembered, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.learner.model import LONGEST_FACT
from carrel.learner.proposing import proposal, sentence

OFFERED = {
    "Hello! My name is Ada. What is a cell?": "My name is Ada.",
    "Can you help? I'm in grade 8 and I need fractions.": "I'm in grade 8 and I need fractions.",
    "I am in the eighth grade.": "I am in the eighth grade.",
    "I’m 13 years old. Why is the sky blue?": "I’m 13 years old.",
    "I prefer short answers with an example.": "I prefer short answers with an example.",
    "I learn best with pictures.": "I learn best with pictures.",
    "My maths exam is on Friday, please help me.": "My maths exam is on Friday, please help me.",
    "Please **call me Jo**.": "Please call me Jo.",
    "Hola, me llamo Inés. ¿Qué es una célula?": "Hola, me llamo Inés.",
    "Bonjour. Je m’appelle Zoé.": "Je m’appelle Zoé.",
    "مرحبا. اسمي ليلى.": "اسمي ليلى.",
    "मेरा नाम आशा है।": "मेरा नाम आशा है।",
}
LEFT = (
    "What is my name?",
    "Is it true that I prefer short answers?",
    'The book begins with "Call me Ishmael".',
    "> My name is Ozymandias, king of kings.",
    "What is photosynthesis?",
    "The teacher is in grade 8.",
    "I am 3 metres away from the wall.",
    "Name the parts of a cell.",
    "",
)


@pytest.mark.parametrize(("said", "offered"), OFFERED.items())
def test_what_somebody_says_of_themselves_is_offered_in_their_own_words(said: str, offered: str) -> None:
    assert proposal(said) == offered


@pytest.mark.parametrize("said", LEFT)
def test_questions_quotations_and_other_things_are_not_offered(said: str) -> None:
    assert proposal(said) is None


def test_a_long_text_was_pasted_and_is_not_offered() -> None:
    assert proposal("My name is Ada. " + "And more. " * 500) is None


@given(st.text(max_size=400))
def test_any_message_becomes_one_short_line(said: str) -> None:
    for words in (sentence(said), proposal(said) or ""):
        assert len(words) <= LONGEST_FACT
        assert len(words.splitlines()) <= 1
