"""What the library holds at one moment, and places in it, for a face that shows them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from carrel.base.files import resource
from carrel.base.work import Cancel
from carrel.courses import tables as courses
from carrel.courses.model import Course
from carrel.flows.index import indexed
from carrel.flows.kit import Kit
from carrel.flows.retrieve import retrieve
from carrel.flows.silence import recognises, remedy
from carrel.library import tables
from carrel.library.model import Document, Kind, Scope
from carrel.library.packs import tables as packs
from carrel.library.packs.model import InstalledPack
from carrel.library.ranking import snippet

FOUNDATIONS = "foundations"
"""The id of the course pack that comes with Carrel."""


@dataclass(frozen=True)
class Holdings:
    """The documents, courses and installed packs by title, and the watched folders, each with its course or None.

    meanings: how many passages are found by meaning, too, and how many there are; None without a model for that.
    recognises: whether pages that are pictures can be recognised; remedy: what can be done about them, in a sentence.
    """

    documents: tuple[Document, ...] = ()
    courses: tuple[Course, ...] = ()
    packs: tuple[InstalledPack, ...] = ()
    watched: tuple[tuple[str, str | None], ...] = ()
    meanings: tuple[int, int] | None = None
    recognises: bool = False
    remedy: str = ""

    @property
    def has_foundations(self) -> bool:
        """Whether the pack that comes with Carrel is installed."""
        return any(one.id == FOUNDATIONS for one in self.packs)


@dataclass(frozen=True)
class Place:
    """Where something was found.

    document: its id. locator: such as "p. 12", or the headings above. part: the place of the part; text: the passage.
    snippet: words of it, the found ones between MARK_BEGIN and MARK_END.
    """

    document: str
    title: str
    locator: str
    part: int
    first: int
    text: str
    snippet: str


def holdings(kit: Kit) -> Holdings:
    """All of it, read at one moment."""
    meanings = indexed(kit) if kit.meanings.model() is not None else None
    with kit.store.reading() as db:
        return Holdings(
            tuple(tables.documents(db)),
            tuple(courses.courses(db)),
            tuple(packs.packs(db)),
            tuple(tables.watched(db)),
            meanings,
            recognises(kit),
            remedy(kit),
        )


def places(kit: Kit, text: str, course: str | None, kinds: tuple[Kind, ...], limit: int, cancel: Cancel) -> list[Place]:
    """Where the library speaks of this, best first: in one course or all, in some kinds or all. Raises Stopped."""
    found = retrieve(kit, text, Scope(course=course, kinds=kinds), limit, cancel).found
    passages = [one.passage for one in found]
    return [
        Place(one.document, one.title, one.label or one.heading, one.part, one.first, one.text, snippet(one.text, text))
        for one in passages
    ]


def foundations() -> Path:
    """Where the pack that comes with Carrel is."""
    return resource(f"packs/{FOUNDATIONS}")
