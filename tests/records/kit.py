"""What the tests of records share: one small record with every kind of entry in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from carrel.base.stamp import Moment
from carrel.records.chain import link_after
from carrel.records.diffs import revision
from carrel.records.exporting import Seal
from carrel.records.model import (
    Answered,
    Asked,
    Begun,
    Event,
    HintTaken,
    Link,
    Pasted,
    PolicySet,
    VisibilityTold,
)
from carrel.records.rebuilding import handed_in

GOLDEN = Path(__file__).parent / "golden" / "leaf.md"

FIRST, SECOND, THIRD = "Leaves eat light.", "Leaves take in light.", "Leaves take in light. Yes!"

EVENTS: tuple[tuple[int, Event], ...] = (
    (0, Begun("w1", "The leaf", "Biology: photosynthesis")),
    (0, VisibilityTold("Your teacher sees this record.")),
    (0, PolicySet("hints")),
    (5, revision("", FIRST)),
    (6, revision(FIRST, SECOND)),
    (10, Asked("What is <chlorophyll>?", "m1", 120)),
    (12, HintTaken("leaf.1", 2)),
    (13, Answered("leaf.1", 2, "partly")),
    (15, Pasted(5, "document", "Leaves & light.pdf")),
    (15, revision(SECOND, THIRD)),
    (20, handed_in(THIRD)),
)
"""What happened, each with the minutes after nine in the morning."""


def at(minute: int) -> Moment:
    """A minute of one morning, in Kathmandu after nine."""
    return Moment(f"2026-03-02T03:{15 + minute:02d}:00.000000Z", 345, "2026-03-02")


def chained(events: Iterable[tuple[int, Event]] = EVENTS, device: str = "desk") -> list[Link]:
    """The chain of these events."""
    links: list[Link] = []
    for minute, event in events:
        links.append(link_after(links[-1] if links else None, event, at(minute), device))
    return links


def of(*events: Event) -> list[Link]:
    """The chain of these events after the beginning of a piece of work, all in the first minute."""
    return chained((0, event) for event in (Begun("w1", "The leaf"), *events))


def seal(content: bytes) -> Seal:
    """A seal such as whoever knows the key would make, for tests alone."""
    return Seal("the key", hashlib.sha256(b"the key" + content).hexdigest())


def fits(content: bytes, made: Seal) -> bool:
    """Whether that seal was made over these bytes."""
    return seal(content) == made
