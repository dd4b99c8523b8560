"""Finds the personal data in the texts of a conversation: what has a form of its own, and the people named there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from carrel.base.personal.mentions import mentions, merged
from carrel.base.personal.model import Find
from carrel.base.personal.patterns import patterned
from carrel.base.personal.people import is_thread, people
from carrel.base.personal.person import Person, person

_LAST_TEXTS = 256
"""Kept in memory alone, because the turns of a conversation are looked at again with each new one."""


def find(text: str, names: Sequence[str] = ()) -> tuple[Find, ...]:
    """The personal data in the text, in order; no two finds overlap. names: of people who are known besides."""
    return find_in_all((text,), names)[0]


def find_in_all(texts: Sequence[str], names: Sequence[str] = ()) -> tuple[tuple[Find, ...], ...]:
    """The finds of each text; whoever is named in one of them is found in all. names: of people known besides."""
    known = [one for name in names if (one := person(name)) is not None]
    return finds(texts, everybody(texts, known))


def everybody(texts: Sequence[str], known: Sequence[Person] = ()) -> list[Person]:
    """Those who are known, and those whom the texts name, each once."""
    return merged([*known, *(one for text in texts for one in _named(text))])


def finds(texts: Sequence[str], who: Sequence[Person]) -> tuple[tuple[Find, ...], ...]:
    """The finds of each text, where these are the people; a number that is known from one text is found in all."""
    formed = [_formed(text) for text in texts]
    known = {find.text: find for found in formed for find in found if _is_telling(find)}
    spelled = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    again = re.compile(rf"(?<!\w)(?:{spelled or '(?!)'})(?!\w)")
    return tuple(
        apart(text, [*found, *mentions(text, who), *(_found_again(match, known) for match in again.finditer(text))])
        for text, found in zip(texts, formed, strict=True)
    )


@lru_cache(maxsize=_LAST_TEXTS)
def _named(text: str) -> tuple[Person, ...]:
    return tuple(people(text, thread=is_thread(text)))


@lru_cache(maxsize=_LAST_TEXTS)
def _formed(text: str) -> tuple[Find, ...]:
    return tuple(patterned(text, thread=is_thread(text)))


def _is_telling(find: Find) -> bool:
    """Whether this can be nothing else where it stands without its label."""
    return find.kind in {"number", "id", "phone"} and len(find.text) > 5 and sum(map(str.isdecimal, find.text)) > 3


def _found_again(match: re.Match[str], known: Mapping[str, Find]) -> Find:
    return replace(known[match[0]], first=match.start(), last=match.end())


def apart(text: str, finds: Iterable[Find]) -> tuple[Find, ...]:
    """The finds in order, none over another: two that overlap are one of the kind of the first."""
    kept: list[Find] = []
    for find in sorted(finds, key=lambda one: (one.first, -one.last)):
        if not kept or find.first >= kept[-1].last:
            kept.append(find)
        elif find.last > kept[-1].last:
            whole = text[kept[-1].first : find.last]
            kept[-1] = replace(kept[-1], last=find.last, text=whole, of=whole.casefold(), part="")
    return tuple(kept)
