"""The manifest of a pack as JSON and back: who made it for whom, and what is in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from carrel.base.archive import MOST_ENTRIES, is_reserved
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.classroom.model import Heading, Issuer, Kind, PackTooNew, PackUnreadable

VERSION = 1
MOST_BYTES = 2_000_000
_FORM = "classroom pack"
_PART = r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*"
_NAME = re.compile(rf"(?=.{{1,120}}\Z){_PART}(?:/{_PART})*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_T = TypeVar("_T", str, int, dict[str, Any], list[Any])


@dataclass(frozen=True)
class Entry:
    """One file of a pack. Raises ValueError for what can be in no pack.

    name: small letters, digits, hyphens, underscores, and single dots and slashes inside: the same on every system.
    """

    name: str
    length: int
    sha256: str

    def __post_init__(self) -> None:
        if _NAME.fullmatch(self.name) is None or is_reserved(self.name):
            raise ValueError("name")
        if self.length < 0 or _SHA256.fullmatch(self.sha256) is None:
            raise ValueError("content")


@dataclass(frozen=True)
class Manifest:
    """The heading of a pack, and every file in it in the order in which they lie."""

    heading: Heading
    entries: tuple[Entry, ...]


def entry(name: str, content: bytes) -> Entry:
    """The entry of this file; raises ValueError for a name that can be in no pack."""
    return Entry(name, len(content), hashlib.sha256(content).hexdigest())


def written(manifest: Manifest) -> bytes:
    """The manifest as JSON that a person can read, too."""
    heading = manifest.heading
    sealing = {"seal_to": heading.seal_to.hex()} if heading.seal_to is not None else {}
    said = {
        "carrel": _FORM,
        "v": VERSION,
        "kind": heading.kind,
        "id": heading.id,
        "class": heading.classroom,
        "sequence": heading.sequence,
        "created": asdict(heading.created),
        "issuer": {"name": clean(heading.issuer.name), "key": heading.issuer.key.hex()},
        **sealing,
        "entries": [asdict(one) for one in manifest.entries],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def read(content: bytes) -> Manifest:
    """What the manifest says; fields that it does not know are left alone. Raises PackUnreadable or PackTooNew."""
    if len(content) > MOST_BYTES:
        raise PackUnreadable.damaged("manifest too long")
    try:
        said = json.loads(content.decode("utf-8"))
        if not isinstance(said, dict) or said.get("carrel") != _FORM:
            raise no_pack()
        version = _field(said, "v", int)
        if version > VERSION:
            raise PackTooNew.of(version, VERSION)
        if version < 1:
            raise ValueError("v")
        return Manifest(_heading(said), _entries(_field(said, "entries", list)))
    except (ValueError, RecursionError) as error:
        raise PackUnreadable.damaged(f"manifest: {type(error).__name__}") from error


def kind_said(content: bytes) -> Kind | None:
    """Which kind of pack a manifest claims, whatever else is wrong with it; None for what is no manifest of a pack."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("carrel") != _FORM:
        return None
    return "results" if said.get("kind") == "results" else "class"


def no_pack() -> PackUnreadable:
    """What to raise for a file that Carrel did not make as a pack."""
    return PackUnreadable(
        _("This file is not a pack for a class, or from one."),
        _("Choose the file as you were given it."),
    )


def _heading(said: Mapping[str, Any]) -> Heading:
    issuer = _field(said, "issuer", dict)
    return Heading(
        id=_field(said, "id", str),
        kind=said.get("kind"),  # type: ignore[arg-type] # the heading looks at it
        created=_moment(_field(said, "created", dict)),
        issuer=Issuer(clean(_field(issuer, "name", str)), bytes.fromhex(_field(issuer, "key", str))),
        classroom=_field(said, "class", str),
        sequence=_field(said, "sequence", int),
        seal_to=bytes.fromhex(_field(said, "seal_to", str)) if "seal_to" in said else None,
    )


def _entries(listed: Iterable[object]) -> tuple[Entry, ...]:
    """The entries; raises ValueError when one is told twice, or there are more than an archive may hold."""
    entries = tuple(
        Entry(_field(one, "name", str), _field(one, "length", int), _field(one, "sha256", str)) for one in listed
    )
    if len({one.name for one in entries}) < len(entries) or len(entries) > MOST_ENTRIES:
        raise ValueError("entries")
    return entries


def _moment(said: Mapping[str, Any]) -> Moment:
    return Moment.told(_field(said, "utc", str), _field(said, "zone", int), _field(said, "day", str))


def _field(thing: object, name: str, kind: type[_T]) -> _T:
    """The field of this very kind: a truth value is no number."""
    found = thing.get(name) if isinstance(thing, dict) else None
    if type(found) is not kind:
        raise ValueError(name)
    return found
