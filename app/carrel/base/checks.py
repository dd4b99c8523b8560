"""What can be expected of a reply, as a person writes it: one row for each kind of check."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from carrel.base.expecting import LONGEST_WORDING, Expectation

CHECKS = (
    "must contain: words | other words",
    "must not contain: words",
    "at most 60 words",
    "at least 5 words",
    "asks back",
    "does not ask back",
    "language: en",
)
"""The checks, each as an example of how it is written."""

_MOST_WORDS = 5
"""Digits of a number of words."""

_Taking = Callable[[Expectation, str], Expectation | None]


def read_check(expected: Expectation, words: str) -> Expectation | None:
    """What is expected with this line of a list added to it; None where the line is no check."""
    plain = " ".join(words.split())
    for pattern, take in _ROWS:
        found = pattern.fullmatch(plain)
        if found is not None:
            return take(expected, found[1] if pattern.groups else "")
    return None


def wordings(words: str) -> tuple[str, ...]:
    """What stands between the bars, for any of these words; quotation marks around a wording are left out."""
    parts = (re.sub(r'^["“„«](.*)["”“»]$', r"\1", part.strip()).strip() for part in words.split("|"))
    return tuple(part for part in parts if part and len(part) <= LONGEST_WORDING)


def _contain(expected: Expectation, words: str) -> Expectation | None:
    found = wordings(words)
    return replace(expected, contains=(*expected.contains, found)) if found else None


def _lack(expected: Expectation, words: str) -> Expectation | None:
    found = wordings(words)
    return replace(expected, lacks=(*expected.lacks, *found)) if found else None


def _row(pattern: str, take: _Taking) -> tuple[re.Pattern[str], _Taking]:
    return re.compile(pattern, re.IGNORECASE), take


_NUMBER = rf"(\d{{1,{_MOST_WORDS}}})"
_ROWS = (
    _row(r"must contain\s*[:：]\s*(.+)", _contain),
    _row(r"must not contain\s*[:：]\s*(.+)", _lack),
    _row(rf"at most {_NUMBER} words?", lambda expected, count: replace(expected, most_words=int(count))),
    _row(rf"at least {_NUMBER} words?", lambda expected, count: replace(expected, fewest_words=int(count))),
    _row(r"asks back", lambda expected, _words: replace(expected, asks=True)),
    _row(r"does not ask back", lambda expected, _words: replace(expected, asks=False)),
    _row(
        r"language\s*[:：]\s*([a-z]{2,3})",
        lambda expected, code: replace(expected, language=code.casefold()),
    ),
)
