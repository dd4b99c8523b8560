"""Tells a real try from a blank, from a repetition, and from asking for the answer."""

from __future__ import annotations

from collections.abc import Iterable

from carrel.assessment.marking.answers import as_text, is_blank
from carrel.assessment.model import Answer
from carrel.assessment.word_lists import lines


def real_tries(answers: Iterable[Answer]) -> int:
    """How many of these answers to one item are tries: something was said, it was new, and not "just tell me"."""
    said = (_plain(answer) for answer in answers if not is_blank(answer))
    return len({text for text in said if text and not asks_for_it(text)})


def asks_for_it(text: str) -> bool:
    """Whether somebody asks for the answer instead of giving one."""
    words = f" {_plain(text)} "
    return any(f" {' '.join(phrase)} " in words for phrase in lines("asks"))


def _plain(answer: Answer) -> str:
    """The letters and digits of an answer, and signs of a formula, on one line."""
    kept = (letter if letter.isalnum() or letter in "+-*/=^.,<>()" else " " for letter in as_text(answer).casefold())
    return " ".join("".join(kept).split()).strip(" .,")
