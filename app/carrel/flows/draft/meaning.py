"""Says a text in the words of a passage where both mean the same: who asks about posting is told about delivery."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from carrel.base.files import resource
from carrel.base.matching import terms

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 6
"""Words of an expression."""

_Terms = tuple[str, ...]


def in_words_of(text: str, passage: str) -> str:
    """The text, each expression that the passage does not have put into one of the same meaning that it has."""
    there = _phrases(passage)
    pieces, at, place = [], 0, 0
    found = list(_WORD.finditer(text))
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
    found = (other for phrase in there for other in _alternatives().get(phrase, ()))
    return sorted({other for other in found if tuple(terms(other)) not in there})


def _other(text: str, words: Sequence[re.Match[str]], there: frozenset[_Terms]) -> tuple[int, str]:
    """How many of these words make up an expression, and what the passage says for it; empty to leave them."""
    for size in range(len(words), 0, -1):
        phrase = tuple(terms(text[words[0].start() : words[size - 1].end()]))
        others_ = _alternatives().get(phrase)
        if others_ is None:
            continue
        if phrase in there:
            return size, ""
        said = next((one for one in others_ if tuple(terms(one)) in there), "")
        if said or size == 1:
            return size, said
    return 1, ""


@lru_cache(maxsize=512)
def _phrases(text: str) -> frozenset[_Terms]:
    """All runs of a few words of a text, as they are compared."""
    said = terms(text)
    return frozenset(
        tuple(said[at : at + size]) for size in range(1, _LONGEST + 1) for at in range(len(said) - size + 1)
    )


@cache
def _alternatives() -> Mapping[_Terms, tuple[str, ...]]:
    """For each expression what else may be said for it: the same, or the whole that it belongs to."""
    found: dict[_Terms, list[str]] = {}
    for line in _lines("same_meaning"):
        group = _split(line)
        for one in group:
            found.setdefault(tuple(terms(one)), []).extend(other for other in group if other != one)
    for line in _lines("belongs_to"):
        whole, _colon, parts = line.partition(":")
        for part in _split(parts):
            found.setdefault(tuple(terms(part)), []).append(whole.strip())
    return {phrase: tuple(dict.fromkeys(others_)) for phrase, others_ in found.items()}


def _lines(name: str) -> Iterator[str]:
    for line in resource(f"desks/words/{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _split(line: str) -> list[str]:
    return [one.strip() for one in line.split(",") if one.strip()]
