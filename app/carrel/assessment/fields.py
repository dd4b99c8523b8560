"""The fields of a JSON object, read with faults that name the field in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.text import clean
from carrel.base.words import _

MOST_TEXT = 20_000
"""The longest text in a field, in characters."""

MOST_PARTS = 200
"""The longest list in a field."""


class ItemRefused(CarrelError):
    """An item says something that it must not, or leaves out what it must say."""

    @classmethod
    def because(cls, what: str) -> ItemRefused:
        """The fault in one sentence; the next step is always the same."""
        return cls(what, _("Correct the item and try again."))


class Fields:
    """A JSON object; where: the words that lead to it in a fault, such as ``choices 2:``."""

    def __init__(self, raw: Mapping[Any, Any], where: str = "") -> None:
        self._raw, self._where = raw, where

    def text(self, name: str, *, required: bool = False) -> str:
        """The text, cleaned; a number or a truth value is written out; nothing gives an empty text."""
        value = self._raw.get(name)
        if value is None and not required:
            return ""
        said = written(value)
        if said is None:
            raise self._fault(_("“{field}” must be a text."), name)
        if required and not said.strip():
            raise self._fault(_("“{field}” is missing or empty."), name)
        return self._short(name, said)

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """The list of texts; a single text is a list of one."""
        value = self._raw.get(name)
        listed = [] if value is None else value if isinstance(value, list | tuple) else [value]
        said = [written(one) for one in listed]
        texts = tuple(one for one in said if one is not None)
        if len(texts) < len(said) or len(said) > MOST_PARTS:
            raise self._fault(_("“{field}” must be a list of texts, and not a very long one."), name)
        if not all(text.strip() for text in texts) or (required and not texts):
            raise self._fault(_("“{field}” must hold at least one text, and no empty one."), name)
        return tuple(self._short(name, text) for text in texts)

    def truth(self, name: str, default: bool) -> bool:
        """The truth value."""
        value = self._raw.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self._fault(_("“{field}” must be true or false."), name)
        return value

    def number(self, name: str, default: float, *, least: float = -math.inf) -> float:
        """The finite number, not below the least."""
        value = self._raw.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e300 or value < least:
            raise self._fault(_("“{field}” must be a number that is not too small or too large."), name)
        return value

    def inner(self, name: str) -> Fields | None:
        """The object in this field."""
        value = self._raw.get(name)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise self._fault(_("“{field}” must be an object in curly brackets."), name)
        return Fields(value, f"{name}: ")

    def objects(self, name: str, *, empty: bool = False, most: int = MOST_PARTS) -> list[Fields]:
        """The list of at most so many objects, which must not be empty unless that is said."""
        raws = self.raws(name, most)
        if not (raws or empty):
            raise self._fault(_("“{field}” must be a list of objects, not empty and not very long."), name)
        return [Fields(one, f"{name} {number}: ") for number, one in enumerate(raws, 1)]

    def value(self, name: str) -> object:
        """Whatever stands there, not looked at."""
        return self._raw.get(name)

    def raws(self, name: str, most: int = MOST_PARTS) -> tuple[Mapping[Any, Any], ...]:
        """The objects of the list as they are; nothing gives none."""
        value = self._raw.get(name, [])
        if not isinstance(value, list) or len(value) > most:
            raise self._fault(_("“{field}” must be a list of objects, not empty and not very long."), name)
        if not all(isinstance(one, Mapping) for one in value):
            raise self._fault(_("“{field}” must hold objects in curly brackets only."), name)
        return tuple(value)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """The list of [left, right], which must not be empty."""
        value = self._raw.get(name)
        listed = value if isinstance(value, list) else []
        said = [(written(one[0]), written(one[1])) for one in listed if isinstance(one, list) and len(one) == 2]
        pairs = tuple((left, right) for left, right in said if left and right and left.strip() and right.strip())
        if not pairs or len(pairs) < len(listed) or len(pairs) > MOST_PARTS:
            raise self._fault(_('“{field}” must be a list of pairs such as ["H2O", "water"].'), name)
        return tuple((self._short(name, left), self._short(name, right)) for left, right in pairs)

    def _short(self, name: str, text: str) -> str:
        if len(text) > MOST_TEXT:
            raise self._fault(_("“{field}” is too long."), name)
        return text

    def _fault(self, sentence: str, name: str) -> ItemRefused:
        return ItemRefused.because(self._where + sentence.format(field=name))


def written(value: object) -> str | None:
    """A JSON text, number or truth value as a text; nothing else has one."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) or (isinstance(value, int) and abs(value) < 10**400) else None
