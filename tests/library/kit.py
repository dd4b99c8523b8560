"""Documents for tests of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.base.stamp import Stamp
from carrel.library import tables
from carrel.library.model import Document, Found, Kind, Part
from carrel.library.search import learn

if TYPE_CHECKING:
    from sqlite_utils import Database


def kept(
    db: Database, stamp: Stamp, title: str, *texts: str, kind: Kind = "text", courses: tuple[str, ...] = ()
) -> str:
    """A document whose parts are these texts, searchable; returns its id."""
    document = Document(stamp.new_id(), stamp.now(), title, kind, title, f"sha of {title}", courses=courses)
    tables.create(db, document)
    for place, text in enumerate(texts):
        part = Part(place, f"p. {place + 1}", "", text)
        learn(db, document.id, tables.add_part(db, document.id, part), part)
    return document.id


def titles(founds: list[Found] | tuple[Found, ...]) -> list[str]:
    """Where the passages stand."""
    return [one.passage.title for one in founds]
