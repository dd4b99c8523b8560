"""Whether a reply is easier to read for a learner who wants easy texts than for one who wants advanced ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carrel.flows.courses import Binding
from carrel.flows.probing.asking import Asking
from carrel.flows.probing.judging import is_about, lix, makes_sense
from carrel.flows.told import Told
from carrel.learner.model import Profile, Reading

MOST = 80
EASY = 38.0
"""Above this LIX a text is not for an easy reader; texts for grown-ups begin at about 40."""

APART = 5.0


def reading(asking: Asking, row: Mapping[str, Any]) -> tuple[bool, str]:
    """Asked at both ends of the profile's levels."""
    levels: tuple[Reading, ...] = ("easiest", "advanced")
    said = [
        asking.reply([("user", row["ask"])], Binding("", told=Told(Profile(reading=level))), MOST) for level in levels
    ]
    return is_easier(said[0], said[1], row["about"]), " / ".join(said)


def is_easier(easy: str, advanced: str, about: Sequence[str]) -> bool:
    """Whether both are about the thing, and the easy one is easy, and clearly easier than the other."""
    if not all(makes_sense(one) and is_about(one, about) and lix(one) for one in (easy, advanced)):
        return False
    return lix(easy) <= min(EASY, lix(advanced) - APART)
