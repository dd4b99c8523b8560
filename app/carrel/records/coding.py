"""Entries as JSON that has one form only, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args, get_origin, get_type_hints

from carrel.base.stamp import Moment
from carrel.records.model import KINDS, MOST_CHARACTERS, MOST_ENTRIES, MOST_HELP, Entry, Event, Link

HASH = re.compile(r"[0-9a-f]{64}")
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_NAMES = {kind: name for name, kind in KINDS.items()}
_HINTS = {kind: get_type_hints(kind) for kind in _NAMES}
_MOST = {"help": MOST_HELP, "number": MOST_ENTRIES, "start": MOST_CHARACTERS, "removed": MOST_CHARACTERS}
_MOST_OTHERWISE = 10**9
_LONGEST_OFFSET = 24 * 60


class Unreadable(ValueError):
    """This is no link of a record, or not in the one form that it has."""


def canonical(value: Mapping[str, Any]) -> bytes:
    """The object as JSON with sorted keys, without spaces, in ASCII: the same object is always the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def entry_object(entry: Entry) -> dict[str, Any]:
    """The entry as JSON."""
    return {
        "number": entry.number,
        **asdict(entry.moment),
        "device": entry.device,
        "kind": _NAMES[type(entry.event)],
        "event": asdict(entry.event),
    }


def link_line(link: Link) -> bytes:
    """The link as one line, without its end."""
    return canonical({"before": link.before, "entry": entry_object(link.entry), "hash": link.hash})


def link_from(line: bytes) -> Link:
    """The link that a line says; raises Unreadable, also for a line that says it in another form than ours."""
    try:
        raw = _object(json.loads(line), {"before", "entry", "hash"})
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    link = Link(entry_from(raw["entry"]), _hash(raw["before"]), _hash(raw["hash"]))
    if link_line(link) != line:
        raise Unreadable
    return link


def entry_from(raw: object) -> Entry:
    """The entry that the JSON value says; raises Unreadable."""
    said = _object(raw, {"number", "utc", "zone", "day", "device", "kind", "event"})
    if not all(isinstance(said[name], str) for name in ("utc", "day", "device", "kind")):
        raise Unreadable
    if said["kind"] not in KINDS or not _fits("number", said["number"], int):
        raise Unreadable
    return Entry(said["number"], _moment(said), said["device"], _event(KINDS[said["kind"]], said["event"]))


def _event(kind: type[Event], raw: object) -> Event:
    said = _object(raw, {field.name for field in fields(kind)})
    if not all(_fits(name, said[name], hint) for name, hint in _HINTS[kind].items()):
        raise Unreadable
    return kind(**said)


def _fits(name: str, value: object, hint: Any) -> bool:
    """Whether a field may have this value; counts are never below 0."""
    if get_origin(hint) is Literal:
        return isinstance(value, str) and value in get_args(hint)
    if hint is str:
        return isinstance(value, str)
    return type(value) is int and 0 <= value <= _MOST.get(name, _MOST_OTHERWISE)


def _moment(said: Mapping[str, Any]) -> Moment:
    utc, zone, day = said["utc"], said["zone"], said["day"]
    if _UTC.fullmatch(utc) is None or type(zone) is not int or abs(zone) > _LONGEST_OFFSET:
        raise Unreadable
    try:
        datetime.fromisoformat(utc) + timedelta(minutes=zone)
        date.fromisoformat(day)
    except (ValueError, OverflowError) as error:
        raise Unreadable from error
    return Moment(utc, zone, day)


def _hash(said: object) -> str:
    if not isinstance(said, str) or HASH.fullmatch(said) is None:
        raise Unreadable
    return said


def _object(raw: object, names: set[str]) -> dict[str, Any]:
    if not isinstance(raw, dict) or set(raw) != names:
        raise Unreadable
    return raw
