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


def in_words_of(text: str, passage: str, above: str = "", around: str = "") -> str:
    """The text, each expression that the passage does not have put into one of the same meaning that it has, or into
    the whole that it belongs to.

    above: what stands above the passage, looked at when it has neither. around: what stands beside it: a part that is
    named there is not taken for a part of the whole here, as "the other countries" are not all of them.
    """
    places, beside = (_phrases(passage), _phrases(above)), _phrases(around)
    pieces, at, place = [], 0, 0
    found = list(_WORD.finditer(text))
    while place < len(found):
        size, other = _other(text, found[place : place + _LONGEST], places, beside)
        if other:
            pieces += [text[at : found[place].start()], other]
            at = found[place + size - 1].end()
        place += size
    return "".join((*pieces, text[at:]))


def others(text: str) -> list[str]:
    """The expressions that mean the same as one of the text, to be looked for as well."""
    there = _phrases(text)
    known = (_same(), _wholes())
    found = (other for phrase in there for told in known for other in told.get(phrase, ()))
    return sorted({other for other in found if tuple(terms(other)) not in there})


def _other(
    text: str, words: Sequence[re.Match[str]], places: Sequence[frozenset[_Terms]], beside: frozenset[_Terms]
) -> tuple[int, str]:
    """How many of these words make up an expression, and what the passage says for it; empty to leave them."""
    for size in range(len(words), 0, -1):
        phrase = tuple(terms(text[words[0].start() : words[size - 1].end()]))
        others_ = [*_same().get(phrase, ()), *(() if phrase in beside else _wholes().get(phrase, ()))]
        for there in places if others_ else ():
            if phrase in there:
                return size, ""
            if said := next((one for one in others_ if tuple(terms(one)) in there), ""):
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
def _same() -> Mapping[_Terms, tuple[str, ...]]:
    """For each expression what else may be said for it."""
    found: dict[_Terms, list[str]] = {}
    for line in _lines("same_meaning"):
        group = _split(line)
        for one in group:
            found.setdefault(tuple(terms(one)), []).extend(other for other in group if other != one)
    return {phrase: tuple(dict.fromkeys(others_)) for phrase, others_ in found.items()}


@cache
def _wholes() -> Mapping[_Terms, tuple[str, ...]]:
    """For each part the wholes that it belongs to."""
    found: dict[_Terms, list[str]] = {}
    for line in _lines("belongs_to"):
        whole, _colon, parts = line.partition(":")
        for part in _split(parts):
            found.setdefault(tuple(terms(part)), []).append(whole.strip())
    return {phrase: tuple(wholes) for phrase, wholes in found.items()}


def _lines(name: str) -> Iterator[str]:
    for line in resource(f"desks/words/{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _split(line: str) -> list[str]:
    return [one.strip() for one in line.split(",") if one.strip()]
