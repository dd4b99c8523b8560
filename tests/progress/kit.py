"""Tries told in a few letters, and moments counted from one morning."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from carrel.base.stamp import Moment
from carrel.progress.model import Try

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=45)))

_VERDICTS = {"r": "right", "w": "wrong", "p": "partly", "?": "cant_tell"}
_SCORES = {"r": 1.0, "w": 0.0, "p": 0.5, "?": 0.0}


def at(**later: float) -> Moment:
    """The moment so much later than the first morning, in the words of timedelta."""
    return Moment.of(MORNING + timedelta(**later))


def tries(told: str, kind: str = "numeric", *, item: str = "") -> list[Try]:
    """A try for each letter: r, w, p and ?; a capital one is assisted (help level 2). Each is of its own item."""
    return [
        Try(
            id=f"t{number}",
            item=item or f"i{number}",
            kind=kind,
            verdict=_VERDICTS[letter.lower()],
            score=_SCORES[letter.lower()],
            help=2 if letter.isupper() else 0,
            unaided=not letter.isupper(),
            created=at(minutes=number),
        )
        for number, letter in enumerate(told)
    ]
