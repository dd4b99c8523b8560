"""Finds the skill, the topic, the document or the task that somebody names."""

from __future__ import annotations

from collections.abc import Iterable

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows import evidence
from carrel.flows.classes import own, policy
from carrel.flows.kit import Kit
from carrel.flows.practise import NothingToPractise, Wish
from carrel.library import tables as library


def named_skill(kit: Kit, name: str) -> str:
    """The id of the skill with this id or name; raises NothingToPractise."""
    with kit.store.reading() as db:
        return _named(name, ((skill.id, skill.name) for skill in evidence.skills(db)))


def named_topic(kit: Kit, name: str) -> str:
    """The id of the topic with this id or title; raises NothingToPractise."""
    with kit.store.reading() as db:
        return _named(name, ((topic.id, topic.title) for topic in evidence.topics(db)))


def named_document(kit: Kit, name: str) -> str:
    """The id of the document of the library with this id, title or file name; raises NothingToPractise."""
    wanted = name.strip().casefold()
    with kit.store.reading() as db:
        here = library.documents(db)
    for one in here:
        if wanted in {one.id, one.title.casefold(), one.name.casefold()}:
            return one.id
    raise NothingToPractise(
        _("There is no file and no document “{name}”.").format(name=beside(name, 80)),
        _("Give the path of a file, or the title of a document of the library."),
    )


def for_task(kit: Kit, name: str) -> Wish:
    """The practice that a class was asked for, by the id or the title of the assignment.

    Raises ClassMissing, PackNotTaken, NotOpenYet, and NothingToPractise where it asks for none.
    """
    _joined, asked = policy.task(kit, name)
    policy.opened(kit, asked)
    topics = own.topics(asked)
    if not topics:
        raise NothingToPractise(
            _("There is nothing to practise in “{name}”.").format(name=beside(asked.title, 80)),
            _("Read what it asks for: “carrel class mine” shows it."),
        )
    return Wish("topic", topics, asked.count, timed=asked.policy == "off", assignment=asked.id)


def _named(name: str, known: Iterable[tuple[str, str]]) -> str:
    wanted = name.strip().casefold()
    for one, title in known:
        if wanted in {one.casefold(), title.casefold()}:
            return one
    raise NothingToPractise(
        _("“{name}” is not here to practise.").format(name=beside(name, 80)),
        _("“carrel progress” lists the skills, and “carrel pack list” the course packs."),
    )
