"""What there is to practise now: what lies open, what is due, and every topic and skill with items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Filed, Practice, Scope
from carrel.base.stamp import Moment, family
from carrel.flows import evidence
from carrel.flows.examine.source import titles
from carrel.flows.kit import Kit
from carrel.flows.standing import how_many
from carrel.library.packs.model import InstalledTopic, Skill

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class Lying:
    """A session that lies open. number, wanted: which item it stands at, of how many. names: of what it is about."""

    session: str
    scope: Scope
    number: int
    wanted: int
    timed: bool
    names: tuple[str, ...]


@dataclass(frozen=True)
class Choosable:
    """A topic or a skill to practise. subject: the heading it stands under. more: what one learns to do in it.

    items: how many there are.
    """

    scope: Scope
    id: str
    name: str
    subject: str
    more: str
    items: int


@dataclass(frozen=True)
class Offer:
    """due: how many items are due for review. choices: in the order of the packs; empty where nothing is installed."""

    lying: Lying | None
    due: int
    choices: tuple[Choosable, ...]


def offer(kit: Kit, learner: str = "") -> Offer:
    """All of it, read at one moment."""
    now = kit.stamp.now()
    with kit.store.reading() as db:
        lying = attempts.lying_open(db, learner)
        skills, topics = evidence.skills(db), evidence.topics(db)
        return Offer(
            _lying(db, lying, skills, topics, now) if lying is not None else None,
            len(evidence.due(db, learner, now)),
            tuple(_choices(db, skills, topics)),
        )


def lesson_of(kit: Kit, topic: str) -> str | None:
    """The id of the document that is the lesson of a topic or of a skill; None where it is not here."""
    with kit.store.reading() as db:
        topics = evidence.topics(db)
    return next((one.document for one in topics if one.document and topic in (one.id, *one.skills)), None)


def _lying(
    db: Database, practice: Practice, skills: Sequence[Skill], topics: Sequence[InstalledTopic], now: Moment
) -> Lying:
    """A topic and a skill may have the same id."""
    if practice.scope == "source":
        names = titles(db, practice.about)
    elif practice.scope == "topic":
        names = {one.id: one.title for one in topics}
    else:
        names = {one.id: one.name for one in skills}
    about = tuple(names.get(one, one) for one in practice.about)
    return Lying(practice.id, practice.scope, len(practice.seen), how_many(db, practice, now), practice.timed, about)


def _choices(db: Database, skills: Sequence[Skill], topics: Sequence[InstalledTopic]) -> Iterator[Choosable]:
    """Each topic, in the order of the lessons, and below it its skills where it has several; then the other skills."""
    of_topic, of_skill = _amounts(attempts.filed(db))
    names = {one.id: one.name for one in skills}
    place = {skill: at for at, skill in enumerate(names)}
    of_topics = {skill for topic in topics for skill in topic.skills}
    for topic in sorted(topics, key=lambda one: min((place.get(skill, len(place)) for skill in one.skills), default=0)):
        own = [one for one in topic.skills if one in names]
        if count := of_topic[topic.id]:
            yield Choosable("topic", topic.id, topic.title, topic.subject, ", ".join(names[one] for one in own), count)
        for skill in own if len(own) > 1 else ():
            if asked := of_skill[skill]:
                yield Choosable("skill", skill, names[skill], topic.subject, topic.title, asked)
    for one in skills:
        if one.id not in of_topics and (asked := of_skill[one.id]):
            yield Choosable("skill", one.id, one.name, "", "", asked)


def _amounts(filed: Sequence[Filed]) -> tuple[Counter[str], Counter[str]]:
    """How many items each topic has, and each skill; those that differ in their numbers alone are one."""
    first = {family(one.id): one for one in filed}
    of_skill = Counter(skill for one in first.values() for skill in set(one.skills))
    return Counter(one.topic for one in first.values()), of_skill
