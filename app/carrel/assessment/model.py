"""What is to become an item."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.stamp import Moment


@dataclass(frozen=True)
class QuizWish:
    """A reply somebody wants to be quizzed on; message: its id."""

    message: str
    created: Moment
