"""Packages of Anki: a zip archive with a collection in it, put together and taken apart."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from carrel.base.archive import Archive, ArchiveRefused, is_archive
from carrel.base.words import _
from carrel.exchange.questions import anki_collection
from carrel.exchange.questions.anki_items import Foreign, Role
from carrel.exchange.questions.api import QuestionsRefused

_OLD = ("collection.anki21", "collection.anki2")
"""The newer of the two comes first: beside it, the older one only says that it is not to be read."""
_NEW = "collection.anki21b"
_FIELD = re.compile(r"\{\{[#^/]?((?:[\w-]+:)*)([^{}:]+)\}\}")
_HINTS = {"hint", "hints", "tip", "tips"}
_SOURCES = {"source", "sources", "reference", "references"}


@dataclass(frozen=True)
class _Type:
    """A type of notes. roles: what each field is for, in their order."""

    is_cloze: bool
    roles: tuple[Role, ...]


def packed(collection: bytes) -> bytes:
    """The package with this collection and no media; deterministic."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("collection.anki2", collection), ("media", b"{}")):
            entry = zipfile.ZipInfo(name)  # of 1980: no clock gets into the file
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # nor the system it was made on
            archive.writestr(entry, content)
    return out.getvalue()


def recognises(content: bytes, _name: str) -> bool:
    """Whether it is an archive that names a collection."""
    return is_archive(content) and b"collection.anki2" in content


def notes(content: bytes) -> tuple[str, Iterator[Foreign]]:
    """The name of the deck with most cards, and the notes in the order of making; raises QuestionsRefused."""
    rows = anki_collection.read(_collection(content))
    decks = Counter(deck for _note, deck, _reps in rows.cards)
    named = {str(id): thing.get("name") for id, thing in rows.decks.items() if isinstance(thing, dict)}
    title = named.get(str(decks.most_common(1)[0][0])) if decks else None
    return title if isinstance(title, str) else "", _foreign(rows)


def _collection(content: bytes) -> bytes:
    try:
        archive = Archive(io.BytesIO(content))
        if _NEW in archive.names:
            raise QuestionsRefused(
                _("This package is in the newest format of Anki, which Carrel does not read."),
                _("Export the deck again, and turn on “Support older Anki versions” in Anki’s export window."),
            )
        name = next((one for one in _OLD if one in archive.names), None)
        if name is None:
            raise QuestionsRefused(
                _("There is no collection of Anki in this file."), _("Choose a file that Anki exported.")
            )
        return archive.read(name)
    except ArchiveRefused as refused:
        raise QuestionsRefused(refused.what, refused.next_step, refused.detail) from refused


def _foreign(rows: anki_collection.Rows) -> Iterator[Foreign]:
    cards = Counter(note for note, _deck, _reps in rows.cards)
    known = {note for note, _deck, reps in rows.cards if reps}
    types: dict[int, _Type] = {}
    for number, (id, guid, kind, tags, fields) in enumerate(rows.notes, 1):
        if kind not in types:
            types[kind] = _type(rows.types.get(str(kind)))
        its = types[kind]
        values = fields.split("\x1f")
        more: list[Role] = ["back"] * len(values)
        roles = (*(its.roles or ("front",)), *more)
        yield Foreign(
            _("Note {number}").format(number=number),
            guid,
            its.is_cloze,
            tuple(zip(roles, values, strict=False)),
            tuple(tags.split()),
            cards[id],
            id in known,
        )


def _type(thing: Any) -> _Type:
    """What the fields are for, by their names and by where the first card shows them."""
    if not isinstance(thing, Mapping):
        return _Type(False, ())
    names = [str(_get(field, "name")) for field in _list(thing, "flds")]
    first: Any = next(iter(_list(thing, "tmpls")), {})
    asked, hinted = set(), set()
    for filters, name in _FIELD.findall(str(_get(first, "qfmt"))):
        kinds = filters.split(":")
        if "hint" in kinds:
            hinted.add(name.strip())
        elif "type" not in kinds:
            asked.add(name.strip())
    roles = [_role(name, asked & set(names), hinted) for name in names]
    if "front" not in roles and roles:
        roles[0] = "front"
    return _Type(thing.get("type") == 1, tuple(roles))


def _role(name: str, asked: set[str], hinted: set[str]) -> Role:
    if name in hinted or name.casefold() in _HINTS:
        return "hints"
    if name.casefold() in _SOURCES:
        return "source"
    return "front" if name in asked else "back"


def _list(thing: Any, name: str) -> list[Any]:
    found = _get(thing, name)
    return found if isinstance(found, list) else []


def _get(thing: Any, name: str) -> object:
    return thing.get(name, "") if isinstance(thing, Mapping) else ""
