"""A turn of a talk with the tutor, as it goes to a teacher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.stamp import Moment

Speaker = Literal["user", "assistant"]


@dataclass(frozen=True)
class SharedTurn:
    """What somebody said beside a question of a task. talk: the id of the talk; one talk is about one question.

    role: the pupil is the user, the tutor the assistant. said: when.
    """

    talk: str
    assignment: str
    item: str
    role: Speaker
    text: str
    said: Moment
