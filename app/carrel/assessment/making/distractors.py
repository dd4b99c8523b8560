"""Finds wrong answers of the same kind: from the same source where it has them, else figures near the right one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carrel.assessment.making.keys import DAYS, MONTHS, spelled
from carrel.assessment.making.model import Key, Sentence
from carrel.base.matching import terms
from carrel.base.stamp import derived_id

WANTED = 3
"""Wrong answers beside the right one."""

_FARTHEST = 8.0
"""A figure of the source that is so many times larger or smaller is no likely answer."""

_LATEST_YEAR = 2030
_YEARLIKE = re.compile(r"(?:1[5-9]|20)\d\d")
"""A figure that may be a year, in a language whose words before years are not known."""


@dataclass(frozen=True)
class Pool:
    """What the source has of each kind: its keys, and the terms that it explains.

    acts: the terms for what is done. described: what looked like a name, and is none.
    """

    keys: Sequence[Key]
    terms: Sequence[str]
    acts: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()


def distractors(key: Key, sentence: Sentence, pool: Pool) -> tuple[str, ...]:
    """Three wrong answers, or none: different from the key and each other, and none stands in what is shown."""
    found: list[str] = []
    for one in _candidates(key, pool):
        if _is_free(one, key, sentence) and all(not _alike(one, other) for other in found):
            found.append(one)
        if len(found) == WANTED:
            return tuple(found)
    return ()


def _candidates(key: Key, pool: Pool) -> Iterator[str]:
    if key.kind in {"number", "date"}:
        yield from _figures_of(key, pool)
        yield from _near(key)
    elif key.kind == "year":
        yield from (one.text for one in _by_distance(key, pool) if abs(int(one.text) - int(key.text)) < 120)
        yield from _near(key)
    elif key.kind == "spelled":
        yield from (_in_case(word, key.text) for word in _near_words(key.text.casefold()))
    elif key.kind in {"day", "month"}:
        names = DAYS if key.kind == "day" else MONTHS
        ending = "s" if key.kind == "day" and key.text.endswith("s") else ""
        yield from (f"{name}{ending}" for name in _mixed(names, key.text))
    elif key.kind == "name":
        yield from _names(key, pool)
    else:
        like = [one for one in pool.terms if (one in pool.acts) == (key.text in pool.acts)]
        yield from (_in_case(one, key.text) for one in _mixed(like, key.text) if _same_number(one, key.text))


def value(text: str) -> float:
    """The number that digits with separators of thousands say."""
    return float(text.replace(",", ""))


def _figures_of(key: Key, pool: Pool) -> Iterator[str]:
    """Numbers of the source with the same unit, near ones first."""
    for one in _by_distance(key, pool):
        near = value(one.text) > 0 and value(key.text) > 0 and _ratio(one.text, key.text) <= _FARTHEST
        if one.beside == key.beside and near:
            yield one.text


def _by_distance(key: Key, pool: Pool) -> list[Key]:
    same = [one for one in pool.keys if one.kind == key.kind]
    return sorted(same, key=lambda one: abs(value(one.text) - value(key.text)))


def _ratio(one: str, other: str) -> float:
    return max(value(one), value(other)) / min(value(one), value(other))


def _near(key: Key) -> Iterator[str]:
    """Figures near the right one, as round as it is, some below and some above."""
    number, places = value(key.text), len(key.text.partition(".")[2])
    for step in _mixed(tuple(map(str, (-4, -3, -2, -1, 1, 2, 3, 4))), key.text + key.beside):
        other = number + int(step) * _step(key, number, places)
        if other > 0 and not (key.kind == "date" and other > 28) and not (key.kind == "year" and other > _LATEST_YEAR):
            written = f"{other:,.{places}f}"
            yield written if "," in key.text or other < 10_000 <= number else written.replace(",", "")


def _step(key: Key, number: float, places: int) -> float:
    if key.kind == "year" or _YEARLIKE.fullmatch(key.text):
        return 7.0 if number % 10 else 10.0
    if key.kind == "date":
        return 3.0
    if places:
        return float(max(10**-places, round(number / 6, places)))
    round_to = int("1" + "0" * (len(key.text) - len(key.text.rstrip("0"))))
    aim = number / 6 if number >= 12 else 1.0
    return max(float(round_to if round_to < number else round_to / 2), math.ceil(aim / round_to) * round_to * 1.0)


def _near_words(word: str) -> Iterator[str]:
    """Numbers in words near this one."""
    by_value = {number: name for name, number in spelled().items()}
    here = spelled()[word]
    step = 10 if here >= 20 and here % 10 == 0 else 1 if here < 13 else 3
    for away in _mixed(tuple(map(str, (-4, -3, -2, -1, 1, 2, 3, 4))), word):
        name = by_value.get(here + int(away) * step)
        if name is not None:
            yield name


def _names(key: Key, pool: Pool) -> Iterator[str]:
    """Other names of the source that stand behind the same word, such as "in": first those of the same length."""
    known = [one.text for one in pool.keys if one.kind == "name" and one.beside == key.beside]
    size = len(key.text.split())
    yield from sorted(_mixed(known, key.text), key=lambda name: abs(len(name.split()) - size))


def _is_free(one: str, key: Key, sentence: Sentence) -> bool:
    """Whether it is not the key in other words, and stands nowhere in what is shown."""
    if _alike(one, key.text):
        return False
    return re.search(rf"(?<!\w){re.escape(one.casefold())}(?!\w)", sentence.shown.casefold()) is None


def _alike(one: str, other: str) -> bool:
    """Whether the two share a word, or are one."""
    return one.casefold() == other.casefold() or bool(set(terms(one)) & set(terms(other)) - {"of"})


def _same_number(one: str, other: str) -> bool:
    return one.endswith("s") == other.endswith("s")


def _in_case(word: str, like: str) -> str:
    if like[:1].isupper() and not word[:1].isupper():
        return word[:1].upper() + word[1:]
    return word[:1].lower() + word[1:] if like[:1].islower() and word[1:].islower() else word


def _mixed(names: Sequence[str], seed: str) -> list[str]:
    """The names in an order that always comes out the same for a seed, and says nothing."""
    return sorted(dict.fromkeys(names), key=lambda name: derived_id(seed, name))
