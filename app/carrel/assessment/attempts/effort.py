"""Tells a real try from a blank, a repetition, and a plea for the answer: by its form, never by whether it is right."""

from __future__ import annotations

import re
from collections.abc import Iterable

from carrel.assessment.marking.answers import as_text, is_blank
from carrel.assessment.model import Answer, Item
from carrel.assessment.word_lists import lines

_MORE_WORDS = 3
"""A short answer may have so many words more than the key: "I think it is", without the plea that takes a sentence."""

_FEWEST_OPEN = 3
_MORE_WORDS_IN_A_PLEA = 2
_ANSWER = frozenset({"answer", "solution", "result", "respuesta", "solución", "réponse", "antwort", "lösung"})
_FORMULA = re.compile(r"[0-9=^+*/]")


def real_tries(item: Item, answers: Iterable[Answer]) -> int:
    """How many of these answers are tries: something was said, in the form that is asked for, and it was new."""
    said = {_plain(answer): answer for answer in answers if not is_blank(answer)}
    return sum(bool(text) and is_try(item, answer) for text, answer in said.items())


def wanted_tries(item: Item, wanted: int) -> int:
    """How many tries can be asked for: no more than there are wrong ones to choose."""
    if item.kind == "true_false":
        return min(wanted, 1)
    return min(wanted, len(item.choices) - 1) if item.choices and not item.multiple else wanted


def is_try(item: Item, answer: Answer) -> bool:
    """Whether this has the form of an answer to the item, and is no plea for it."""
    text = _plain(answer)
    if as_text(answer).rstrip().endswith(("?", "？", "؟")) or pleads(text):
        return False
    words = text.split()
    pieces = [*(choice.text for choice in item.choices), *(side for pair in item.pairs for side in pair)]
    pieces += item.sequence
    if pieces:
        return _names(words, pieces)
    if item.kind in {"numeric", "expression"}:
        return bool(_FORMULA.search(text)) or len(words) <= _MORE_WORDS
    if item.kind == "open":
        return len(words) >= _FEWEST_OPEN
    keys = [*item.answers, *(" ".join(gap.answers[0] for gap in item.gaps) for _any in item.gaps[:1])]
    return len(words) <= max(len(key.split()) for key in keys) + _MORE_WORDS


def _names(words: list[str], pieces: list[str]) -> bool:
    """Whether the words are labels such as “b” or “2”, or most of them stand in what there is to choose from."""
    known = set(_plain(" ".join(pieces)).split())
    if len(words) <= len(pieces) and all(len(word) <= 2 for word in words):
        return True
    return 2 * sum(word in known for word in words) > len(words)


def pleads(said: str) -> bool:
    """Whether somebody asks for the answer, in one of the phrases that are known (``resources/marking/asks.txt``)."""
    text = f" {_plain(said)} "
    return any(f" {' '.join(phrase)} " in text for phrase in lines("asks"))


def names_answer(said: str) -> bool:
    """Whether somebody speaks of the answer."""
    return not _ANSWER.isdisjoint(_plain(said).split())


def only_pleads(said: str) -> bool:
    """Whether somebody asks for the answer and for nothing else: in words that name it, or in a plea that is all."""
    words = _plain(said).split()
    text = f" {' '.join(words)} "
    return any(
        f" {' '.join(phrase)} " in text
        and (not _ANSWER.isdisjoint(words) or len(words) <= len(phrase) + _MORE_WORDS_IN_A_PLEA)
        for phrase in lines("asks")
    )


def _plain(answer: Answer) -> str:
    """The letters and digits of an answer, and signs of a formula, on one line."""
    kept = (letter if letter.isalnum() or letter in "+-*/=^.,<>()" else " " for letter in as_text(answer).casefold())
    return " ".join(word.strip(".,") for word in "".join(kept).split() if word.strip(".,"))
