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
    expressions = _expressions(text)
    if not expressions:
        return text
    places, beside = (_phrases(passage), _phrases(above)), _phrases(around)
    pieces, at = [], 0
    for first, last, phrase in expressions:
        said = _said_here(phrase, places, beside) if first >= at else None
        if said is not None:
            pieces += [text[at:first], said or text[first:last]]
            at = last
    return "".join((*pieces, text[at:]))


def others(text: str) -> list[str]:
    """The expressions that mean the same as one of the text, to be looked for as well."""
    there = _phrases(text)
    known = (_same(), _wholes())
    found = (other for phrase in there for told in known for other in told.get(phrase, ()))
    return sorted({other for other in found if _said(other) not in there})


def _said_here(phrase: _Terms, places: Sequence[frozenset[_Terms]], beside: frozenset[_Terms]) -> str | None:
    """What is said for an expression in the first of these places that has one; empty where it has the expression
    itself, None where none has any.
    """
    others_ = (*_same().get(phrase, ()), *(() if phrase in beside else _wholes().get(phrase, ())))
    for there in places:
        if phrase in there:
            return ""
        said = next((one for one in others_ if _said(one) in there), None)
        if said is not None:
            return said
    return None


@lru_cache(maxsize=1024)
def _expressions(text: str) -> tuple[tuple[int, int, _Terms], ...]:
    """The expressions of a text for which something else may be said, in their order, the longest first."""
    words = list(_WORD.finditer(text))
    found = []
    for place in range(len(words)):
        for last in reversed(words[place : place + _LONGEST]):
            phrase = _said(text[words[place].start() : last.end()])
            if phrase in _same() or phrase in _wholes():
                found.append((words[place].start(), last.end(), phrase))
    return tuple(found)


@lru_cache(maxsize=16_384)
def _said(text: str) -> _Terms:
    """The words of an expression, as they are compared."""
    return tuple(terms(text))


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
            found.setdefault(_said(one), []).extend(other for other in group if other != one)
    return {phrase: tuple(dict.fromkeys(others_)) for phrase, others_ in found.items()}


@cache
def _wholes() -> Mapping[_Terms, tuple[str, ...]]:
    """For each part the wholes that it belongs to."""
    found: dict[_Terms, list[str]] = {}
    for line in _lines("belongs_to"):
        whole, _colon, parts = line.partition(":")
        for part in _split(parts):
            found.setdefault(_said(part), []).append(whole.strip())
    return {phrase: tuple(wholes) for phrase, wholes in found.items()}


def _lines(name: str) -> Iterator[str]:
    for line in resource(f"desks/words/{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _split(line: str) -> list[str]:
    return [one.strip() for one in line.split(",") if one.strip()]
