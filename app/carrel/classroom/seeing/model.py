"""A case that a teacher put aside, and when it is back."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.stamp import Moment

AGAIN = 10
"""After so many more tries at it, a dismissed case is back if it is still one."""

MOST_DAYS = 365
LONGEST_REASON = 400


@dataclass(frozen=True)
class CaseAside:
    """A case that was dismissed or snoozed.

    because: why it was dismissed. until: the study day (YYYY-MM-DD) on which a snoozed one is back; empty for one that
    was dismissed. tries: how many there were at it then.
    """

    classroom: str
    id: str
    tries: int
    created: Moment
    because: str = ""
    until: str = ""

    def rests(self, tries: int, today: str) -> bool:
        """Whether it is still aside, with so many tries at it on this study day.

        A clock that was put back before the day of a snooze does not make it rest longer.
        """
        if self.until:
            return self.created.day <= today < self.until
        return tries < self.tries + AGAIN
