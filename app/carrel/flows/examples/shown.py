"""An example as a model is shown it: a question with the wanted reply, as if both had been said before."""

from __future__ import annotations

from carrel.engine.api import Turn
from carrel.examples.model import Correction

_GAP = 200
"""Characters that a model's template puts between two turns, at most."""


def turns(example: Correction) -> tuple[Turn, Turn]:
    """The two turns, which small models follow best; the reason is for people."""
    return Turn("user", example.question), Turn("assistant", example.better)


def find(text: str, example: Correction) -> tuple[int, int] | None:
    """Where the two turns stand in a prompt; None where they do not, as for an example that was changed since."""
    at = text.find(example.question)
    while at >= 0:
        begin = text.find(example.better, at + len(example.question))
        if 0 <= begin - at - len(example.question) <= _GAP:
            return at, begin + len(example.better)
        at = text.find(example.question, at + 1)
    return None
