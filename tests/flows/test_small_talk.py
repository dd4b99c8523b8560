"""What is said to the tutor about itself is told from questions of the sources."""

from __future__ import annotations

import pytest

from carrel.flows.small_talk import is_small_talk


@pytest.mark.parametrize(
    "text",
    [
        "hello! can you help me with my homework?",
        "are you a real person?",
        "How old are you?",
        "do you have feelings",
        "Thank you so much!",
        "Good morning",
        "who made you?",
        "Can you be wrong?",
        "What's your name?",
        "Do you remember me?",
        "you are wrong",
    ],
)
def test_talk_with_the_tutor(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Can you explain gravity?",
        "What do you know about the Moon?",
        "Can AI be wrong?",
        "What is a model?",
        "Hello, what is photosynthesis?",
        "Are viruses alive?",
        "How do you make soap?",
        "",
        "Why do we have seasons?",
        "Can you help me with fractions?",
    ],
)
def test_questions_that_sources_may_answer(text: str) -> None:
    assert not is_small_talk(text)
