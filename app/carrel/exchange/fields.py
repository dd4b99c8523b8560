"""Fields of an object that came out of JSON, each looked at before it is believed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_LONGEST_OFFSET = 24 * 60


class Wrong(ValueError):
    """A field is not what it should be; the message is a sentence a person may read."""


class Fields:
    """One object of a file."""

    def __init__(self, thing: object, where: str) -> None:
        if not isinstance(thing, Mapping):
            raise Wrong(_("{where} is not an object.").format(where=where))
        self._thing: Mapping[str, Any] = thing
        self._where = where

    def text(self, name: str, default: str | None = None) -> str:
        """A text without what cannot be kept; raises Wrong where it is missing and there is no default."""
        found = self._get(name, default)
        if not isinstance(found, str):
            raise self.wrong(name)
        return clean(found)

    def maybe(self, name: str) -> str | None:
        """A text, or None where it is missing or null."""
        return None if self._thing.get(name) is None else self.text(name)

    def identity(self, name: str) -> str:
        """An id: up to 64 letters, digits, hyphens and underscores."""
        found = self.text(name)
        if _ID.fullmatch(found) is None:
            raise self.wrong(name)
        return found

    def maybe_identity(self, name: str) -> str | None:
        """An id, or None where it is missing or null."""
        return None if self._thing.get(name) is None else self.identity(name)

    def one_of(self, name: str, values: Sequence[str], default: str | None = None) -> Any:
        """One of the values."""
        found = self.text(name, default)
        if found not in values:
            raise self.wrong(name)
        return found

    def truth(self, name: str) -> bool:
        """True or false; false where it is missing."""
        found = self._get(name, False)
        if not isinstance(found, bool):
            raise self.wrong(name)
        return found

    def number(self, name: str) -> float:
        """A finite number of at least 0; 0 where it is missing."""
        found = self._get(name, 0)
        if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found < 1e15:
            raise self.wrong(name)
        return found

    def many(self, name: str) -> Sequence[Any]:
        """A list; empty where it is missing."""
        found = self._get(name, ())
        if not isinstance(found, list | tuple):
            raise self.wrong(name)
        return found

    def moment(self, name: str) -> Moment:
        """A moment as Carrel writes it: utc, zone and day."""
        inner = Fields(self._get(name, None), f"“{name}”")
        utc, zone, day = inner.text("utc"), inner._get("zone", None), inner.text("day")
        try:
            if _UTC.fullmatch(utc) is None or isinstance(zone, bool) or abs(int(zone)) > _LONGEST_OFFSET:
                raise self.wrong(name)
            datetime.fromisoformat(utc)
            if date.fromisoformat(day).isoformat() != day or not isinstance(zone, int):
                raise self.wrong(name)
        except (ValueError, TypeError, OverflowError) as error:
            raise self.wrong(name) from error
        return Moment(utc, zone, day)

    def has(self, name: str) -> bool:
        """Whether there is a field of this name that is not null."""
        return self._thing.get(name) is not None

    def get(self, name: str) -> Any:
        """Whatever stands there; None where nothing does."""
        return self._thing.get(name)

    def wrong(self, name: str) -> Wrong:
        """What to raise about this field."""
        return Wrong(_("“{name}” in {where} is missing or of the wrong kind.").format(name=name, where=self._where))

    def _get(self, name: str, default: object) -> Any:
        return self._thing.get(name, default)


def moment_of(value: object) -> Moment | None:
    """The moment of a time as other programs write it: seconds or milliseconds since 1970, or ISO 8601; else None."""
    try:
        if isinstance(value, str):
            told = datetime.fromisoformat(value)
            return Moment.of(told if told.tzinfo else told.replace(tzinfo=UTC))
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value > 0:
            return Moment.of(datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC))
    except (ValueError, OverflowError, OSError):
        return None
    return None
