"""Gathers typing into revisions, so that the record never has single keys, nor when they were pressed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from carrel.base.text import clean
from carrel.records.diffs import revision, span
from carrel.records.model import Revised

REST_S = 30.0
"""A rest of so many seconds ends a revision."""

MOST_TYPED = 500
"""A revision of so many characters, those that went and those that came, ends with the next change."""

NEAR = 200
"""A change that lies further from the others than so many characters begins a revision of its own."""


@dataclass(frozen=True)
class Burst:
    """Typing that is not in the record yet. settled: the text as the record has it. present: as it stands.

    last: when it was last changed, in seconds of any clock that only goes forward; it is never kept.
    """

    settled: str = ""
    present: str = ""
    last: float = 0.0


def typed(burst: Burst, text: str, seconds: float) -> tuple[Burst, Revised | None]:
    """The burst with the text as it stands now, and the revision that ended before this change, if one did."""
    text = clean(text)
    if text == burst.present:
        return burst, None
    done = None
    if _is_over(burst, text, seconds):
        burst, done = closed(burst)
    return replace(burst, present=text, last=seconds), done


def rested(burst: Burst, seconds: float) -> tuple[Burst, Revised | None]:
    """To be asked now and then: ends the revision when nothing was typed for long enough."""
    return closed(burst) if seconds - burst.last >= REST_S else (burst, None)


def closed(burst: Burst) -> tuple[Burst, Revised | None]:
    """End the revision at once: before a paste, before the work is handed in or closed."""
    if burst.settled == burst.present:
        return burst, None
    return replace(burst, settled=burst.present), revision(burst.settled, burst.present)


def _is_over(burst: Burst, text: str, seconds: float) -> bool:
    held = span(burst.settled, burst.present).size
    apart = span(burst.settled, text).size > held + span(burst.present, text).size + NEAR
    return seconds - burst.last >= REST_S or held >= MOST_TYPED or apart
