"""Whether a text shares a long run of words with what may be learned from: such text is not measured with."""

import re
from functools import cache

from carrel_starter.corpus.lessons import lessons
from carrel_starter.corpus.words import table

RUN = 8
"""So many words in a row, the same in both, are no chance."""

_LEARNED = ("topics", "textbook", "papers", "smalltalk", "outside")


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    """All runs of so many words in a text, without regard to case and marks."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


@cache
def taught_runs() -> frozenset[tuple[str, ...]]:
    """The runs of words of the lessons that are learned from, their items, and what was written for the recipe."""
    found: set[tuple[str, ...]] = set()
    for lesson in lessons("train"):
        found |= runs_of_words(lesson.topic.body)
        for item in lesson.items:
            for text in _texts(item.raw):
                found |= runs_of_words(text)
    for name in _LEARNED:
        for text in _texts({key: value for key, value in table(name).items() if "held" not in key}):
            found |= runs_of_words(text)
    return frozenset(found)


def is_apart(text: str) -> bool:
    """Whether no run of its words is taught."""
    return not runs_of_words(text) & taught_runs()


def _texts(value: object) -> list[str]:
    """All texts inside lists and tables; a table that is marked as held out holds none."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [] if value.get("held") is True else [text for one in value.values() for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, (list, tuple)) else []
