"""What to do next, and why: only things that are here, from what was tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Practice
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows import evidence
from carrel.flows.evidence import Known
from carrel.flows.kit import Kit
from carrel.library.packs.model import InstalledTopic, Skill
from carrel.progress.mastery import tracing

if TYPE_CHECKING:
    from carrel.store.db import Database

MOST = 5
_ITEM_MINUTES = 1.5


@dataclass(frozen=True)
class Suggestion:
    """Something to do. what: a sentence for a button. kind: review, resume, recap, practise or lesson.

    id: what it is about: of a session, a skill or a topic; empty for a review. minutes: about how long it takes.
    because: the reason, from the evidence.
    """

    what: str
    kind: str
    id: str
    minutes: int
    because: str


def recommended(kit: Kit, learner: str = "", most: int = MOST) -> list[Suggestion]:
    """What to do next, the best first: due reviews, unfinished work, what holds others up, then something new."""
    known = {one.skill: one for one in evidence.progress(kit, learner)}
    now = kit.stamp.now()
    with kit.store.reading() as db:
        due = len(evidence.due(db, learner, now))
        lying = attempts.lying_open(db, learner)
        skills, topics = evidence.skills(db), evidence.topics(db)
        practised = {skill for item in attempts.filed(db) for skill in item.skills}
        found = [
            *_reviews(due),
            *_unfinished(db, lying),
            *_weakest(known, skills, practised),
            *_new(known, skills, topics),
        ]
    return found[:most]


def _reviews(due: int) -> Iterator[Suggestion]:
    if due:
        because = counted("Because one item is due.", "Because {count} items are due.", due)
        yield Suggestion(_("Review what is due"), "review", "", _minutes(due), because)


def _unfinished(db: Database, practice: Practice | None) -> Iterator[Suggestion]:
    if practice is not None:
        left = practice.wanted - len(practice.seen) + 1
        because = counted("Because one item of it is left.", "Because {count} items of it are left.", left)
        yield Suggestion(_("Go on with your practice"), "resume", practice.id, _minutes(left), because)


def _weakest(known: Mapping[str, Known], skills: Sequence[Skill], practised: set[str]) -> Iterator[Suggestion]:
    """Skills that were begun and are not mastered: where one is stuck, the weakest prerequisite comes first."""
    requires = {skill.id: skill.requires for skill in skills}
    begun = [known[skill.id] for skill in skills if known[skill.id].tries and skill.id in practised]
    weak = [one for one in begun if one.mastery.p < tracing().mastered]
    told: set[str] = set()
    for one in sorted(weak, key=lambda one: (not one.stuck, one.mastery.p)):
        before = [known[name] for name in requires[one.skill] if name in practised]
        lowest = min(before, key=lambda other: other.mastery.p, default=None)
        first = lowest if lowest is not None and lowest.mastery.p < tracing().ready else None
        if first is not None and first.skill not in told:
            told.add(first.skill)
            because = _("Because “{skill}” builds on it.").format(skill=beside(one.name))
            yield _practice(first, because)
        elif first is None and one.skill not in told:
            told.add(one.skill)
            yield _practice(one, _evidence(one))


def _new(known: Mapping[str, Known], skills: Sequence[Skill], topics: Sequence[InstalledTopic]) -> Iterator[Suggestion]:
    """Lessons whose skills were not tried yet and build on nothing that is not known."""
    requires = {skill.id: skill.requires for skill in skills}
    for topic in topics:
        own = set(topic.skills)
        before = {name for skill in own for name in requires.get(skill, ())} - own
        ready = all(known[name].mastery.p >= tracing().ready for name in before if name in known)
        if topic.document is None or not ready or any(known[skill].tries for skill in own if skill in known):
            continue
        names = ", ".join(beside(known[name].name) for name in sorted(before) if name in known)
        because = _("Because you know what it builds on: {skills}.").format(skills=names)
        because = because if names else _("Because it is new, and builds on nothing else.")
        yield Suggestion(
            _("Read “{title}”").format(title=beside(topic.title)), "lesson", topic.id, topic.minutes, because
        )


def _practice(known: Known, because: str) -> Suggestion:
    return Suggestion(
        _("Practise “{skill}”").format(skill=beside(known.name)), "practise", known.skill, _minutes(10), because
    )


def _evidence(known: Known) -> str:
    if known.stuck:
        return _("Because the last tries went in circles.")
    right, tries = known.mastery.right, known.mastery.tries
    return _("Because {right} of {tries} unaided tries were right.").format(right=right, tries=tries)


def _minutes(items: int) -> int:
    return max(1, round(items * _ITEM_MINUTES))
