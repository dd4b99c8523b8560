"""The verdict that came with a try, where the answer was marked otherwise here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OtherVerdict:
    """What the computer said from which a try came; attempt: its id. It counts nowhere, and is kept to be seen."""

    attempt: str
    verdict: str
    score: float
    why: str
    by: str
