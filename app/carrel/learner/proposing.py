"""What of a message is worth offering to remember: a sentence in which somebody speaks of themselves, found by rule."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from carrel.base.files import resource
from carrel.base.matching import folded
from carrel.base.sentences import sentences
from carrel.base.show import one_line, unmarked
from carrel.learner.model import LONGEST_FACT

_LONGEST_LOOKED_AT = 4_000
"""Characters of a message: what is longer was pasted, and speaks of others."""

_QUOTED = re.compile(r"^[ \t]*(?:>|```|~~~|\|)|[\"“”«»„]")
_ASKING = ("?", "؟")


def proposal(text: str) -> str | None:
    """The first sentence in which the learner says something of themselves that will hold later; None without one.

    Questions, quotations and long texts are passed over. Nothing is kept here: a person is asked.
    """
    if len(text) > _LONGEST_LOOKED_AT:
        return None
    for first, last in sentences(text):
        said = text[first:last]
        plain = folded(said.replace("’", "'"))
        quoted = _QUOTED.search(said) is not None
        if not quoted and not said.rstrip().endswith(_ASKING) and any(rule.search(plain) for rule in _rules()):
            return sentence(said)
    return None


def sentence(text: str) -> str:
    """A message as one sentence to remember: its first one that fits, to be changed by a person."""
    spans = sentences(text)
    chosen = next((text[first:last] for first, last in spans if last - first <= LONGEST_FACT), text)
    return one_line(unmarked(chosen), LONGEST_FACT)


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    listed = tomllib.loads(resource("learner/proposals.toml").read_text(encoding="utf-8"))
    return tuple(
        re.compile(folded(rule)) if not rule.isascii() else re.compile(rule)
        for each in listed.values()
        for rule in each
    )
