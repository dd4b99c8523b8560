"""Opening a document of the library to be read: its text, and its pages as pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from carrel.base.work import Cancel
from carrel.courses import tables as courses
from carrel.flows import library
from carrel.flows.kit import Kit
from carrel.library import tables
from carrel.library.model import Document, Part

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Opened:
    """A document as it is read.

    parts: all of its text. courses: the titles of the courses it is in. file: what its pages can be drawn from; None
    where it has none, or the file is gone.
    """

    document: Document
    parts: tuple[Part, ...]
    courses: tuple[str, ...] = ()
    file: Path | None = None


@dataclass(frozen=True)
class Picture:
    """A page as a picture: rows of four bytes a pixel (red, green, blue, unused).

    marks: where the quote stands on it, each as left, top, width and height in pixels.
    """

    width: int
    height: int
    pixels: bytes
    marks: tuple[tuple[int, int, int, int], ...] = ()


Draw = Callable[[Path, int, int, str, Cancel], Picture]
"""Draws a page of a file (from 0), so many pixels wide, and looks for a quote on it; raises CarrelError."""


def open_document(kit: Kit, document: str) -> Opened:
    """A document with all of its text; raises DocumentMissing."""
    with kit.store.reading() as db:
        found = tables.get(db, document)
        titles = [one.title for one in courses.courses(db) if one.id in found.courses]
        parts = tables.parts(db, document)
    file = library.kept_copy(kit, found) if has_pages(found) else None
    return Opened(found, tuple(parts), tuple(titles), file)


def has_pages(document: Document) -> bool:
    """Whether it is of a kind whose pages are shown as pictures."""
    return document.kind == "pdf" and document.pages > 0


def page_of(document: Document, part: Part) -> int:
    """The page a part stands on, from 0: its label tells, for a long page may have been cut into several parts."""
    numbers = _NUMBER.findall(part.label)
    return min(max(int(numbers[-1]) - 1 if numbers else part.place, 0), max(document.pages - 1, 0))
