"""How people say what they look for, read once from a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from carrel.base.files import resource
from carrel.base.matching import folded
from carrel.base.stems import stem


@dataclass(frozen=True)
class Meaning:
    """Words for a stretch of amounts of one kind; None where it has no end."""

    pattern: re.Pattern[str]
    kind: str
    least: float | None
    most: float | None


@dataclass(frozen=True)
class WishWords:
    """All of it, folded. before, behind: for each way to compare, what stands before or behind an amount.

    units: the kind of each unit, and how much of the first one it is. currencies: the code of each sign and name.
    """

    before: Mapping[str, re.Pattern[str]]
    behind: Mapping[str, re.Pattern[str]]
    between: re.Pattern[str]
    parts: re.Pattern[str]
    units: Mapping[str, tuple[str, float]]
    currencies: Mapping[str, str]
    meanings: tuple[Meaning, ...]
    graded: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    without: frozenset[str]
    asks: frozenset[str]
    beside: Mapping[str, str]


@cache
def wish_words() -> WishWords:
    """The words, read once."""
    told = tomllib.loads(resource("desks/wishes.toml").read_text(encoding="utf-8"))
    ways = ("below", "at_most", "above", "at_least", "about")
    units = {
        folded(name): (kind, float(factor)) for kind, names in told["units"].items() for name, factor in names.items()
    }
    words = told["words"]
    return WishWords(
        before={way: re.compile(rf"(?:^|\W)(?:{_any(told[way]['before'])})\W*$") for way in ways},
        behind={way: re.compile(rf"\W*(?:{_any(told[way]['behind'])})(?!\w)") for way in ways if told[way]["behind"]},
        between=re.compile(rf"(?:^|\W)(?:{_any(told['between']['begins'])})\s*$"),
        parts=re.compile(rf"\s*(?:[-–—]|(?:{_any(told['between']['parts'])})(?!\w))\s*"),
        units=units,
        currencies={folded(name): code for code, names in told["currencies"].items() for name in names},
        meanings=tuple(
            Meaning(
                re.compile(rf"(?<!\w)(?:{_any(one['words'])})(?!\w)"),
                units[folded(one["unit"])][0],
                one.get("least"),
                one.get("most"),
            )
            for one in told["means"]
        ),
        graded=frozenset(words["graded"]),
        yes=frozenset(map(folded, words["yes"])),
        no=frozenset(map(folded, words["no"])),
        without=frozenset(map(folded, words["without"])),
        asks=frozenset(stem(folded(word)) for word in words["asks"].split()),
        beside={folded(word): stem(folded(name)) for word, name in told["beside"].items()},
    )


def _any(phrases: Iterable[str]) -> str:
    """One of these phrases, the longest first, with any blanks between their words."""
    ordered = sorted(map(folded, phrases), key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in ordered)
