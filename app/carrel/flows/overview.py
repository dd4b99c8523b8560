"""What the list of chats shows at one moment: the courses, how many chats each has, and the first lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carrel.conversations.listing import tables as listing
from carrel.conversations.model import Listed
from carrel.courses import tables as courses
from carrel.courses.model import Course
from carrel.flows.kit import Kit


@dataclass(frozen=True)
class Overview:
    """course: the one that was asked for; None for all chats, or when it is there no longer.

    counts: by the id of a course, and under None of the chats in no course. today: the study day.
    """

    course: Course | None
    courses: Sequence[Course]
    counts: Mapping[str | None, int]
    lines: Sequence[Listed]
    today: str

    @property
    def total(self) -> int:
        """How many chats there are."""
        return sum(self.counts.values())


def overview(kit: Kit, course: str | None, limit: int) -> Overview:
    """The list of a course, or of all chats, with at most so many lines."""
    with kit.store.reading() as db:
        known = courses.courses(db)
        chosen = next((one for one in known if one.id == course), None)
        lines = listing.listed(db, limit, chosen.id if chosen is not None else None)
        return Overview(chosen, tuple(known), listing.counts(db), tuple(lines), kit.stamp.now().day)
