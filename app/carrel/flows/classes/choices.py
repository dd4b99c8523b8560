"""What an assignment can be made of: topics to practise, documents to read, behaviours, and the groups of the class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.behaviours import tables as behaviours
from carrel.classroom.classes import tables
from carrel.flows import evidence
from carrel.flows.kit import Kit
from carrel.library import tables as library
from carrel.library.model import Document

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class TopicChoice:
    """A topic with questions. skills: the names of what one learns to do in it."""

    id: str
    title: str
    subject: str
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """topics: those with questions, in the order of the lessons. documents: those that lie here as files, by title.

    groups: of the class, in the order of their names. behaviours: the title and the name of each, by title.
    """

    topics: tuple[TopicChoice, ...] = ()
    documents: tuple[Document, ...] = ()
    groups: tuple[str, ...] = ()
    behaviours: tuple[tuple[str, str], ...] = ()


def choices(kit: Kit, named: str) -> Choices:
    """All of it for this class, read at one moment; raises ClassMissing."""
    with kit.store.reading() as db:
        pupils = tables.pupils(db, tables.classroom(db, named).id)
        groups = sorted({group for one in pupils for group in one.groups})
        here = [one for one in library.documents(db) if one.pack is None and one.path and one.state == "ready"]
        manners = [(one.behaviour.title, one.behaviour.name) for one in behaviours.all_kept(db)]
        return Choices(_topics(db), tuple(here), tuple(groups), tuple(manners))


def _topics(db: Database) -> tuple[TopicChoice, ...]:
    names = {one.id: one.name for one in evidence.skills(db)}
    place = {skill: at for at, skill in enumerate(names)}
    asked = {one.topic for one in attempts.filed(db)}
    found = [one for one in evidence.topics(db) if one.id in asked]
    found.sort(key=lambda one: min((place.get(skill, len(place)) for skill in one.skills), default=0))
    return tuple(
        TopicChoice(one.id, one.title, one.subject, tuple(names[skill] for skill in one.skills if skill in names))
        for one in found
    )
