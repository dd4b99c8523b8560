"""Tells talk with the tutor about itself from questions that sources may answer."""

from __future__ import annotations

import re
from functools import cache

from carrel.base.files import resource
from carrel.library.matching import stems

_TO_THE_TUTOR = re.compile(
    r"\b(?:you|your|yours|yourself|hello|hi|hey|thanks|thank|bye|goodbye|good (?:morning|afternoon|evening|night))\b",
    re.IGNORECASE,
)


def is_small_talk(text: str) -> bool:
    """Whether this is said to the tutor, and every word that tells something is one of small talk."""
    return _TO_THE_TUTOR.search(text) is not None and set(stems(text)) <= _words()


@cache
def _words() -> frozenset[str]:
    lines = resource("words/small_talk.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(stem for line in lines if not line.startswith("#") for stem in stems(line))
