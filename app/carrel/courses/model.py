"""What a course is, and how much help it allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.modes import Mode
from carrel.base.stamp import Moment

Help = Literal["open", "hints", "feedback", "off"]
"""How much the tutor helps: as asked, by hints only, by feedback on the learner's own work only, or not at all."""

HELPS: tuple[Help, ...] = ("open", "hints", "feedback", "off")
LONGEST_TITLE = 120
LONGEST_INSTRUCTIONS = 4_000
"""Characters; they stand in every prompt of the course, so they must leave room for the chat."""


class CourseMissing(CarrelError):
    """The course is not there, or it was deleted."""


class CourseRefused(CarrelError):
    """A course cannot be kept like this: it has no title, or its instructions are too long."""


@dataclass(frozen=True)
class Course:
    """A container of chats, which inherit what it says.

    instructions: what the tutor is told in each of its chats. model: the name of the model its chats use; None for the
    usual one. mode: whether its chats are answered from its sources only. behaviour: the name of the behaviour they
    follow; empty for none.
    """

    id: str
    created: Moment
    title: str
    instructions: str = ""
    model: str | None = None
    help: Help = "open"
    mode: Mode = "open"
    deleted: bool = False
    behaviour: str = ""
