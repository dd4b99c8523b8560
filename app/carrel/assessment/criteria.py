"""What feedback on a text looks at: the usual criteria, or those that somebody brings as lines or as JSON."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from carrel.assessment.fields import Fields
from carrel.base.errors import CarrelError
from carrel.base.files import resource
from carrel.base.text import clean
from carrel.base.words import _

MOST, LONGEST = 12, 300
"""Criteria of one text, and characters of one of them."""

_MARK = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")


class CriteriaRefused(CarrelError):
    """Criteria that cannot be used."""


@dataclass(frozen=True)
class Criterion:
    """One criterion.

    title: as a person reads it. asks: what a text that meets it does. looks: the kind of thing code can count about it;
    empty for one that somebody wrote. any_of: phrases by which code finds it.
    """

    id: str
    title: str
    asks: str
    looks: str = ""
    any_of: tuple[str, ...] = ()


@cache
def usual() -> tuple[Criterion, ...]:
    """The criteria that come with Carrel."""
    told = tomllib.loads(resource("criteria/essay.toml").read_text(encoding="utf-8"))
    return tuple(Criterion(**one) for one in told["criterion"])


def criteria_from(text: str) -> tuple[Criterion, ...]:
    """Somebody's own criteria, a line each, or a JSON list of objects with “says”; raises CriteriaRefused."""
    plain = clean(text).strip()
    found = _from_json(plain) if plain.startswith("[") else _from_lines(plain)
    if not found:
        raise CriteriaRefused(_("There are no criteria."), _("Write one on each line, such as “gives two examples”."))
    if len(found) > MOST or any(len(one.asks) > LONGEST for one in found):
        raise CriteriaRefused(
            _("These are too many criteria, or one of them is too long."),
            _("Write at most {most} lines of at most {longest} characters.").format(most=MOST, longest=LONGEST),
        )
    return tuple(found)


def _from_lines(text: str) -> Sequence[Criterion]:
    lines = [_MARK.sub("", line).strip() for line in text.splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    return [Criterion(str(number), line, line) for number, line in enumerate(told, 1)]


def _from_json(text: str) -> Sequence[Criterion]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CriteriaRefused(_("The criteria are no JSON."), _("Correct them, or write one on each line.")) from error
    found = []
    for number, one in enumerate(Fields({"criteria": said}).objects("criteria") if said else [], 1):
        says = one.text("says", required=True)
        found.append(Criterion(one.text("id") or str(number), says, says, any_of=one.texts("any_of")))
    return found
