"""A suggestion that was set aside, and when it may be offered again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment

REST_DAYS = 14
"""For so many study days a suggestion that was set aside is not offered, unless what it stands on changes."""


class NotSetAside(CarrelError):
    """There is no such suggestion, or it was not set aside."""


@dataclass(frozen=True)
class Aside:
    """A suggestion that was called not useful.

    kind, about: what was suggested. what: its words. evidence: what it stood on then.
    """

    kind: str
    about: str
    what: str
    evidence: str
    created: Moment
    learner: str = ""

    def rests(self, evidence: str, today: str) -> bool:
        """Whether it is still set aside, with this evidence on this study day (YYYY-MM-DD).

        A clock that was put back before that day does not make it rest longer.
        """
        passed = (date.fromisoformat(today) - date.fromisoformat(self.created.day)).days
        return evidence == self.evidence and 0 <= passed < REST_DAYS
