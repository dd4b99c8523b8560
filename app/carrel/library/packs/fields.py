"""The fields of an object in a pack: which there are, of what kind, and names that look like slips."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from carrel.base.show import beside
from carrel.base.words import _
from carrel.library.packs.findings import Finding, Place, fault

Where = Callable[[str], Place]
"""Where a field of this name stands; the empty name is the object itself."""


@dataclass(frozen=True)
class Field:
    """A field. fits: whether a value is of its kind. like: an example, as the author would write it."""

    name: str
    fits: Callable[[object], bool]
    like: str
    required: bool = True


def is_words(value: object) -> bool:
    """Whether this is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_text(value: object) -> bool:
    """Whether this is a text, be it an empty one."""
    return isinstance(value, str)


def is_words_list(value: object) -> bool:
    """Whether this is a list of texts with something in each."""
    return isinstance(value, list) and all(is_words(one) for one in value)


def is_count(value: object) -> bool:
    """Whether this is a whole number above nothing."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def is_flag(value: object) -> bool:
    """Whether this is true or false."""
    return isinstance(value, bool)


def is_table(value: object) -> bool:
    """Whether this is an object with named fields."""
    return isinstance(value, dict)


def is_words_or_table(value: object) -> bool:
    """Whether this is a text with something in it, or an object with named fields."""
    return is_words(value) or is_table(value)


def is_list(value: object) -> bool:
    """Whether this is a list."""
    return isinstance(value, list)


def check_fields(raw: Mapping[str, Any], fields: tuple[Field, ...], where: Where) -> Iterator[Finding]:
    """What is missing, of another kind, or named almost like a field."""
    for one in fields:
        if one.name not in raw:
            if one.required:
                yield fault(
                    "missing-field",
                    where(""),
                    _("The field “{name}” is missing.").format(name=one.name),
                    _("Add it, such as: {like}").format(like=one.like),
                )
        elif not one.fits(raw[one.name]):
            yield fault(
                "wrong-field",
                where(one.name),
                _("The field “{name}” does not hold what it should.").format(name=one.name),
                _("Write it like this: {like}").format(like=one.like),
            )
    yield from check_names(raw, tuple(one.name for one in fields), where)


def check_names(raw: Mapping[str, Any], known: tuple[str, ...], where: Where) -> Iterator[Finding]:
    """Names of fields that are not known, but look like one that is; others are somebody's own, and are left alone."""
    for name in raw:
        if name in known:
            continue
        for meant in difflib.get_close_matches(name.lower(), known, 1, 0.75):
            yield fault(
                "unknown-field",
                where(name),
                _("There is no field “{name}” here.").format(name=beside(name, 60)),
                _("Did you mean “{meant}”? Correct the name.").format(meant=meant),
            )


def words(raw: Mapping[str, Any], name: str) -> str:
    """The text in this field; empty when it holds something else."""
    value = raw.get(name)
    return value.strip() if isinstance(value, str) else ""


def words_list(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The texts in this field; what is no text is left out."""
    value = raw.get(name)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def objects(raw: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in this field; what is no object is left out."""
    value = raw.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
