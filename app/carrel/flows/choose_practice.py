"""Finds the skill or the topic that somebody names."""

from __future__ import annotations

from collections.abc import Iterable

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows import evidence
from carrel.flows.kit import Kit
from carrel.flows.practise import NothingToPractise


def named_skill(kit: Kit, name: str) -> str:
    """The id of the skill with this id or name; raises NothingToPractise."""
    with kit.store.reading() as db:
        return _named(name, ((skill.id, skill.name) for skill in evidence.skills(db)))


def named_topic(kit: Kit, name: str) -> str:
    """The id of the topic with this id or title; raises NothingToPractise."""
    with kit.store.reading() as db:
        return _named(name, ((topic.id, topic.title) for topic in evidence.topics(db)))


def _named(name: str, known: Iterable[tuple[str, str]]) -> str:
    wanted = name.strip().casefold()
    for one, title in known:
        if wanted in {one.casefold(), title.casefold()}:
            return one
    raise NothingToPractise(
        _("“{name}” is not here to practise.").format(name=beside(name, 80)),
        _("“carrel progress” lists the skills, and “carrel pack list” the course packs."),
    )
