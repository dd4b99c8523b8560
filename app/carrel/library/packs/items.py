"""Reads a file of items, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from carrel.base.show import beside
from carrel.base.words import _
from carrel.library.packs import fields
from carrel.library.packs.fields import Field, check_fields, check_names
from carrel.library.packs.findings import Finding, Place, fault
from carrel.library.packs.model import PackItem
from carrel.library.packs.varying import variations

VERSION = 1
_MOST_LINE = 100_000

_COMMON = (
    Field("v", fields.is_count, '"v": 1'),
    Field("id", fields.is_words, '"id": "subject.topic.01"'),
    Field("kind", fields.is_words, '"kind": "choice"'),
    Field("prompt", fields.is_words, '"prompt": "What is …?"'),
    Field("skills", lambda value: fields.is_words_list(value) and value != [], '"skills": ["subject.topic"]'),
    Field("hints", fields.is_words_list, '"hints": ["…", "…", "…"]'),
    Field("solution", fields.is_words, '"solution": "First … Then …"'),
    Field("source", fields.is_table, '"source": {"document": "subject.topic", "quote": "…"}', required=False),
    Field("vary", fields.is_table, '"vary": {"numbers": {"a": [2, 3, 5]}}', required=False),
)
_ANSWERS = Field("answers", lambda value: fields.is_words_list(value) and value != [], '"answers": ["…"]')
_FLAGS = tuple(
    Field(name, fields.is_flag, f'"{name}": true', required=False)
    for name in ("multiple", "unit_required", "case_sensitive", "accents_matter")
)
_CHECK = Field("check", fields.is_words_or_table, '"check": "3 * 4"', required=False)
_CHOICES = Field("choices", fields.is_list, '"choices": [{"text": "…", "right": true}, {"text": "…", "right": false}]')

KINDS: dict[str, tuple[Field, ...]] = {
    "choice": (_CHOICES, _FLAGS[0]),
    "true_false": (_ANSWERS,),
    "numeric": (
        _ANSWERS,
        Field("unit", fields.is_text, '"unit": "m/s^2"', required=False),
        Field("tolerance", fields.is_table, '"tolerance": {"absolute": 0.01}', required=False),
        _FLAGS[1],
        _CHECK,
    ),
    "expression": (_ANSWERS, Field("form", fields.is_words, '"form": "factored"', required=False), _CHECK),
    "text": (_ANSWERS, Field("reject", fields.is_words_list, '"reject": ["…"]', required=False), *_FLAGS[2:]),
    "cloze": (Field("text", fields.is_words, '"text": "The {{word|another}} is …"'), *_FLAGS[2:]),
    "match": (Field("pairs", fields.is_list, '"pairs": [["H2O", "water"], ["NaCl", "salt"]]'),),
    "order": (Field("sequence", fields.is_words_list, '"sequence": ["first", "second"]'),),
    "open": (
        Field("points", fields.is_list, '"points": [{"id": "heat", "says": "…", "any_of": ["…"]}]'),
        Field("model_answer", fields.is_words, '"model_answer": "…"'),
    ),
}
"""The kinds of items, and the fields each has beside the common ones (formats.md)."""

_CHOICE_FIELDS = ("text", "right", "misconception", "feedback")
_SOURCE_FIELDS = ("document", "quote")
_POINT_FIELDS = ("id", "says", "any_of", "weight", "must")


def read_items(topic: str, text: str, found: list[Finding]) -> Iterator[PackItem]:
    """The items of a topic, as far as they can be understood; what is wrong is added to what was found."""
    file = f"items/{topic}.jsonl"
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        raw = _object(line, Place(file, number), found)
        if raw is None:
            continue
        place = Place(file, number, fields.words(raw, "id"))
        found.extend(_check(raw, place))
        for one in variations(raw, place, found):
            yield PackItem(fields.words(one, "id"), fields.words(one, "kind"), topic, one, file, number)


class _Twice(ValueError):
    """A field stands twice in an object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _value in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return made


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _object(line: str, place: Place, found: list[Finding]) -> dict[str, Any] | None:
    """The object on the line; None, and a finding, when it is none."""
    what, then = _("This line is not one JSON object."), _("Write one item a line, each in braces { }.")
    try:
        raw = json.loads(line, object_pairs_hook=_once, parse_constant=_no_number) if len(line) < _MOST_LINE else None
        if isinstance(raw, dict):
            return raw
    except json.JSONDecodeError as error:
        what = _("This is not JSON that can be read: {error}, at letter {column}.").format(
            error=error.msg, column=error.colno
        )
        then = _("Look there for a missing quotation mark or comma; a backslash of TeX is written twice.")
    except _Twice as error:
        what = _("The field “{name}” stands twice in this item.").format(name=beside(str(error), 60))
        then = _("Keep one of the two.")
    except (RecursionError, ValueError):
        pass
    found.append(fault("json", place, what, then))
    return None


def _check(raw: dict[str, Any], place: Place) -> Iterator[Finding]:
    kind = raw.get("kind")
    own = KINDS.get(kind, ()) if isinstance(kind, str) else ()
    if fields.is_words(kind) and not own:
        yield fault(
            "unknown-kind",
            place,
            _("“{kind}” is not a kind of item.").format(kind=beside(str(kind), 40)),
            _("Choose one of: {kinds}.").format(kinds=", ".join(KINDS)),
        )
    if fields.is_count(raw.get("v")) and raw["v"] != VERSION:
        yield fault(
            "item-version",
            place,
            _("This item is of version {found}, and this Carrel reads version 1.").format(found=raw["v"]),
            _("Write “v”: 1, if it is written as items of version 1 are."),
        )
    yield from check_fields(raw, (*_COMMON, *own) if own else _COMMON, lambda _name: place)
    for choice in fields.objects(raw, "choices"):
        yield from check_names(choice, _CHOICE_FIELDS, lambda _name: place)
    for point in fields.objects(raw, "points"):
        yield from check_names(point, _POINT_FIELDS, lambda _name: place)
    if isinstance(raw.get("source"), dict):
        yield from check_names(raw["source"], _SOURCE_FIELDS, lambda _name: place)
