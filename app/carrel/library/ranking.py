"""Weighs how well a passage answers a query, by the words they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from carrel.base.grams import has_grams, pattern, wanted
from carrel.base.matching import MARK_BEGIN, MARK_END, WORD, folded, terms
from carrel.base.stems import stem

SATURATION, LENGTH_MATTERS, USUAL_LENGTH = 1.2, 0.75, 120.0
"""k1 and b of BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), and words a passage."""

HEADING_WEIGHT = 2.0
"""How often a word in a title or a heading counts."""

NEAR, NEAR_WEIGHT = 3, 0.35
"""Two words that stand within so many words as they do in the query, and what that adds, of the rarer one's weight."""

WINDOW, BEFORE = 180, 40
"""Characters of a snippet, and of them before what was found."""


@dataclass(frozen=True)
class Sought:
    """A term of a query. weight: how rare it is. begins: what begins with it counts, too."""

    term: str
    weight: float
    begins: bool = False


def rarity(frequency: float, passages: float) -> float:
    """The weight of a term that stands in so many of all passages (the idf of BM25)."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def weigh(heading: str, text: str, sought: Sequence[Sought]) -> tuple[float, float]:
    """How well the passage fits, and which share of the terms by weight it holds.

    BM25, and more where few terms are missing or they stand together.
    """
    inside = terms(text)
    counts = Counter(inside)
    above = Counter(terms(heading))
    longer = 1 - LENGTH_MATTERS + LENGTH_MATTERS * len(inside) / USUAL_LENGTH
    score = found = 0.0
    for one in sought:
        often = _count(counts, one) + HEADING_WEIGHT * min(1, _count(above, one))
        if often:
            score += one.weight * often * (SATURATION + 1) / (often + SATURATION * longer)
            found += one.weight
    if not found:
        return 0.0, 0.0
    share = found / sum(one.weight for one in sought)
    return (score + _nearness(inside, counts, sought)) * (0.5 + 0.5 * share), share


def _count(counts: Counter[str], one: Sought) -> int:
    if not one.begins:
        return counts[one.term]
    return sum(count for term, count in counts.items() if term.startswith(one.term))


def _nearness(inside: Sequence[str], counts: Counter[str], sought: Sequence[Sought]) -> float:
    """What neighbours in the query add that are neighbours here."""
    places: dict[str, list[int]] = {one.term: [] for one in sought if counts[one.term]}
    if len(places) < 2:
        return 0.0
    for place, term in enumerate(inside):
        if term in places:
            places[term].append(place)
    total = 0.0
    for one, other in pairwise(sought):
        first, second = places.get(one.term, ()), places.get(other.term, ())
        if any(0 < b - a <= NEAR for a in first for b in second[:50]):
            total += NEAR_WEIGHT * min(one.weight, other.weight)
    return total


def snippet(text: str, query: str) -> str:
    """The stretch of the text that holds most of the query, each found word between MARK_BEGIN and MARK_END."""
    places = _places(text, query)
    best = max(places, key=lambda place: _worth(places, place[0]), default=(0, 0, ""))
    begin = _word_edge(text, max(0, best[0] - BEFORE)) if best[0] > BEFORE else 0
    end = min(len(text), begin + WINDOW)
    if end < len(text):
        end = max(text.rfind(" ", begin + WINDOW // 2, end), 0) or end
    shown, at = "…" if begin else "", begin
    for first, last, _term in places:
        if at <= first and last <= end:
            shown += f"{text[at:first]}{MARK_BEGIN}{text[first:last]}{MARK_END}"
            at = last
    return shown + text[at:end] + ("…" if end < len(text) else "")


def _places(text: str, query: str) -> list[tuple[int, int, str]]:
    """Where terms of the query stand: the span, and which term it is."""
    keys = {stem(word) for word in WORD.findall(folded(query))}
    found = [(*match.span(), stem(folded(match[0]))) for match in WORD.finditer(text)]
    places = [place for place in found if place[2] in keys]
    for word in query.split() if has_grams(query) else ():
        for letters in filter(None, re.split(r"[^\w]+", word)):
            if wanted(letters):
                places += [(*match.span(), letters) for match in pattern(letters).finditer(text)]
    return sorted(places)


def _worth(places: Sequence[tuple[int, int, str]], begin: int) -> int:
    return len({term for first, last, term in places if begin <= first and last <= begin + WINDOW - BEFORE})


def _word_edge(text: str, at: int) -> int:
    """The beginning of the next word, if one begins soon."""
    space = text.find(" ", at, at + BEFORE)
    return space + 1 if space >= 0 else at
