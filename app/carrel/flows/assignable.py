"""What an assignment can be made of: topics to practise, documents to read, and the groups of the class."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.classroom.classes import tables
from carrel.flows.kit import Kit
from carrel.flows.practice_offer import Choosable, offer
from carrel.library import tables as library
from carrel.library.model import Document


@dataclass(frozen=True)
class Choices:
    """topics: those with questions, in the order of the lessons. documents: those that lie here as files, by title.

    groups: of the class, in the order of their names.
    """

    topics: tuple[Choosable, ...] = ()
    documents: tuple[Document, ...] = ()
    groups: tuple[str, ...] = ()


def choices(kit: Kit, named: str) -> Choices:
    """All of it for this class; raises ClassMissing."""
    topics = tuple(one for one in offer(kit).choices if one.scope == "topic")
    with kit.store.reading() as db:
        pupils = tables.pupils(db, tables.classroom(db, named).id)
        here = library.documents(db)
    documents = tuple(one for one in here if one.pack is None and one.path and one.state == "ready")
    return Choices(topics, documents, tuple(sorted({group for one in pupils for group in one.groups})))
