"""Opening a document of the library to be read: its text, and its pages as pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from carrel.base.archive import ArchiveRefused
from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.courses import tables as courses
from carrel.flows import library
from carrel.flows.kit import Kit
from carrel.flows.levels import beginning
from carrel.flows.pack_shelf import picture
from carrel.learner.tables import profile
from carrel.library import tables
from carrel.library.model import Document, Part
from carrel.library.packs.model import PackMissing
from carrel.library.readers.api import PagePicture
from carrel.library.readers.pictures import Pictures

PICTURE = re.compile(r"^!\[(?P<words>[^\n]*)\]\(\.\./(?P<name>images/[\w.-]+)\)[ \t]*$", re.MULTILINE)
"""A picture of a lesson on a line of its own: what it shows in words, and its name in the pack."""


@dataclass(frozen=True)
class Opened:
    """A document as it is read.

    parts: all of its text. courses: the titles of the courses it is in. file: what its pages can be drawn from; None
    where it has none, or the file is gone. pictures: what `PICTURE` names in a lesson, by name, where it is there.
    begins: the place of the part at which this learner begins: the text of a lesson for their reading level.
    """

    document: Document
    parts: tuple[Part, ...]
    courses: tuple[str, ...] = ()
    file: Path | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    begins: int = 0


class Sheets:
    """Draws the pages of one file in a limited child, which lives from the first page to `close`; for any thread."""

    def __init__(self, file: Path) -> None:
        self._pictures = Pictures(file)
        self._one_at_a_time = Lock()
        self._is_closed = False

    def draw(self, page: int, width: int, quote: str, cancel: Cancel) -> PagePicture:
        """A page (from 0) of this width, and where the quote stands on it; raises DocumentRefused and Stopped."""
        with self._one_at_a_time:
            cancel.check()
            if self._is_closed:
                raise Stopped
            return self._pictures.page(page, width, quote, cancel)

    def close(self) -> None:
        """End the child; what is being drawn is to be stopped before."""
        with self._one_at_a_time:
            self._is_closed = True
            self._pictures.close()


def open_document(kit: Kit, document: str) -> Opened:
    """A document with all of its text; raises DocumentMissing."""
    with kit.store.reading() as db:
        found = tables.get(db, document)
        titles = [one.title for one in courses.courses(db) if one.id in found.courses]
        parts = tables.parts(db, document)
        begins = beginning(found, profile(db, kit.learner).reading)
    file = library.kept_copy(kit, found) if has_pages(found) else None
    return Opened(found, tuple(parts), tuple(titles), file, _pictures(kit, found, parts), begins)


def _pictures(kit: Kit, document: Document, parts: Sequence[Part]) -> dict[str, bytes]:
    """The pictures of a lesson; one that is missing has its description in the text."""
    found: dict[str, bytes] = {}
    if document.pack is not None:
        for name in {match["name"] for part in parts for match in PICTURE.finditer(part.text)}:
            with suppress(PackMissing, ArchiveRefused):
                found[name] = picture(kit, document.pack, name)
    return found


def has_pages(document: Document) -> bool:
    """Whether it is of a kind whose pages are shown as pictures."""
    return document.kind == "pdf" and document.pages > 0


def page_of(document: Document, part: Part) -> int:
    """The page a part stands on, from 0."""
    return min(max(part.page, 0), max(document.pages - 1, 0))
