"""Says a text in the words of a passage where both mean the same: who asks about posting is told about delivery."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from carrel.base.files import resource
from carrel.base.matching import terms

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 4


def in_words_of(text: str, passage: str) -> str:
    """The text, each expression that the passage does not have put into one of the same meaning that it has."""
    there = _phrases(passage)
    pieces, at = [], 0
    found = list(_WORD.finditer(text))
    place = 0
    while place < len(found):
        size, other = _other(text, found[place : place + _LONGEST], there)
        if other:
            pieces += [text[at : found[place].start()], other]
            at = found[place + size - 1].end()
        place += size
    return "".join((*pieces, text[at:]))


def others(text: str) -> list[str]:
    """The expressions that mean the same as one of the text, to be looked for as well."""
    there = _phrases(text)
    groups = {at for phrase, at in _groups().items() if phrase in there}
    return [said for at in sorted(groups) for said in _spellings()[at] if tuple(terms(said)) not in there]


def _other(text: str, words: list[re.Match[str]], there: frozenset[tuple[str, ...]]) -> tuple[int, str]:
    """How many of these words make up an expression, and what the passage says for it; empty to leave them."""
    for size in range(len(words), 0, -1):
        phrase = tuple(terms(text[words[0].start() : words[size - 1].end()]))
        group = _groups().get(phrase)
        if group is None:
            continue
        if phrase in there:
            return size, ""
        said = next((one for one in _spellings()[group] if tuple(terms(one)) in there), "")
        return size, said
    return 1, ""


@lru_cache(maxsize=512)
def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of up to four words of a text, as they are compared."""
    said = terms(text)
    return frozenset(
        tuple(said[at : at + size]) for size in range(1, _LONGEST + 1) for at in range(len(said) - size + 1)
    )


@cache
def _spellings() -> tuple[tuple[str, ...], ...]:
    lines = resource("desks/words/same_meaning.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(_split(line)) for line in lines if line.strip() and not line.startswith("#"))


def _split(line: str) -> Iterable[str]:
    return (one.strip() for one in line.split(","))


@cache
def _groups() -> Mapping[tuple[str, ...], int]:
    """Which line each expression stands in."""
    return {tuple(terms(one)): at for at, line in enumerate(_spellings()) for one in line}
