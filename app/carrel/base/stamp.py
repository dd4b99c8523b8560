"""Where ids and times come from, so that a test can hand in its own."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

VARIATION = "~"
"""Stands in the id of an item between that of the line it comes from and the number of the variation."""

_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def family(item: str) -> str:
    """The id that an item shares with those that differ from it in their numbers alone."""
    return item.partition(VARIATION)[0]


@dataclass(frozen=True)
class Moment:
    """A point in time as it is stored with an event.

    utc: ISO 8601 with microseconds and a Z.
    zone: the local offset from UTC at that moment, in minutes.
    day: the local study day as YYYY-MM-DD; a day ends at four in the morning, so that a late night counts whole.
    """

    utc: str
    zone: int
    day: str

    @classmethod
    def of(cls, local: datetime) -> Moment:
        """The moment of an aware local time."""
        offset = local.utcoffset() or timedelta()
        return cls(
            utc=local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            zone=int(offset.total_seconds() // 60),
            day=(local.replace(tzinfo=None) - timedelta(hours=4)).date().isoformat(),
        )

    @classmethod
    def told(cls, utc: str, zone: int, day: str) -> Moment:
        """The moment that a file tells of; raises ValueError for what no Carrel ever wrote."""
        if _UTC.fullmatch(utc) is None or abs(zone) > 24 * 60:
            raise ValueError("moment")
        datetime.fromisoformat(utc)
        if date.fromisoformat(day).isoformat() != day:
            raise ValueError("day")
        return cls(utc, zone, day)


class Stamp(Protocol):
    """Gives out moments and ids."""

    def now(self) -> Moment:
        """The present moment."""

    def new_id(self) -> str:
        """An id nobody has seen before; later ids of one process sort after earlier ones."""


class SystemStamp:
    """The computer's clock, and ids that begin with its milliseconds (the order of UUID version 7)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def now(self) -> Moment:
        """The present moment in the computer's own zone."""
        return Moment.of(datetime.now().astimezone())

    def new_id(self) -> str:
        """24 hexadecimal digits: 12 of milliseconds, never going back, and 12 of chance."""
        with self._lock:
            self._last = max(self._last + 1, int(datetime.now(UTC).timestamp() * 1000))
            return f"{self._last:012x}{secrets.token_hex(6)}"


def derived_id(*parts: str) -> str:
    """24 hexadecimal digits that always come out the same for the same parts: for what may be brought in twice."""
    told = "\x00".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
