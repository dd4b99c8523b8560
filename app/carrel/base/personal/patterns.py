"""Finds what has a form of its own: addresses of mail, telephones, cards, accounts, national numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from carrel.base.personal.model import Find, Kind
from carrel.base.personal.rules import rules

_SIGNS = re.compile(r"[\W_]+")


def patterned(text: str, *, thread: bool) -> Iterator[Find]:
    """What the rules find, in the order of the rules; finds may overlap. thread: whether it is a letter, or several."""
    for rule in rules():
        if rule.in_threads and not thread:
            continue
        for match in rule.pattern.finditer(text):
            first, last = match.span("it")
            last = first + len(text[first:last].rstrip(" .,;:-/\n"))
            said = text[first:last]
            if said and (rule.check is None or rule.check(said)):
                yield Find(rule.kind, first, last, said, _sense(rule.kind, said))


def _sense(kind: Kind, said: str) -> str:
    """The one spelling for all ways of writing the same."""
    if kind == "email":
        return said.casefold().replace("%40", "@")
    return _SIGNS.sub("", unicodedata.normalize("NFKC", said)).casefold()
