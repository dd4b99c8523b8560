"""A decision about the verdict on a try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.stamp import Moment

Decided = Literal["right", "partly", "wrong"]

DECIDED: tuple[Decided, ...] = ("right", "partly", "wrong")

LONGEST_BECAUSE = 1_000


@dataclass(frozen=True)
class Decision:
    """What a person said of a try; attempt: its id. because: why, in a sentence; may be empty.

    It stands beside what code said, and changes nothing there.
    """

    attempt: str
    verdict: Decided
    because: str
    created: Moment
