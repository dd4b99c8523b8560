"""What the pages of a class say around their figures."""

from __future__ import annotations

from carrel.base.words import _


def urgency(level: int) -> str:
    """What stands over the cases of an urgency."""
    return {3: _("Today"), 2: _("Soon"), 1: _("When there is time")}[level]


def rests() -> list[tuple[int, str]]:
    """For how many days a case can be put aside, and in which words that is offered."""
    return [(1, _("One day")), (3, _("Three days")), (7, _("A week")), (14, _("Two weeks"))]
