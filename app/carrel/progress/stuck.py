"""Tells when practice at a skill goes round in circles: many tries, and never a few right in a row."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.progress.model import Flag, Try

MANY = 10
"""So many tries without a run of right ones: time for another approach (F6.5)."""

RUN = 3
"""So many right in a row, unaided, show that it goes well."""


def best_run(tries: Sequence[Try]) -> int:
    """The longest run of right, unaided answers; what cannot be told neither counts nor breaks it."""
    best = run = 0
    for one in tries:
        if one.verdict != "cant_tell":
            run = run + 1 if one.verdict == "right" and one.help == 0 else 0
            best = max(best, run)
    return best


def since(tries: Sequence[Try], flags: Sequence[Flag]) -> Sequence[Try]:
    """The tries at a skill after the last flag on it; all of them without one."""
    raised = {flag.attempt for flag in flags}
    last = max((number for number, one in enumerate(tries, 1) if one.id in raised), default=0)
    return tries[last:]


def is_stuck(tries: Sequence[Try]) -> bool:
    """Whether the tries since the last change of approach, oldest first, call for another."""
    return sum(one.verdict != "cant_tell" for one in tries) >= MANY and best_run(tries) < RUN
