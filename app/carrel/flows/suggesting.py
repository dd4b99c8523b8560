"""Makes suggestions out of what was tried, what is here and what somebody works towards; nothing is read or kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from carrel.assessment.attempts.model import Practice
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.conversations.model import Listed
from carrel.flows.evidence import Known
from carrel.learner.model import Goal
from carrel.library.packs.model import InstalledTopic, Skill
from carrel.progress.mastery import tracing

_ITEM_MINUTES = 1.5
_PRACTICE_ITEMS = 10
_CHAT_MINUTES = 5


@dataclass(frozen=True)
class Suggestion:
    """Something to do. what: a sentence for a button. kind: review, resume, chat, practise or lesson.

    id: what it is about: of a session, a chat, a skill or a topic; empty for a review. minutes: about how long it
    takes. because: the reason, from the evidence. evidence: the same for the program; it changes when the reason does.
    """

    what: str
    kind: str
    id: str
    minutes: int
    because: str
    evidence: str = ""


@dataclass(frozen=True)
class Here:
    """Everything that suggestions are made of, seen at one moment.

    day: the study day. due: how many reviews are due. practice: the one that lies open. cut: chats whose last reply was
    cut off, with that reply's id. known: by skill. skills, topics: of the installed packs, in their order.
    practised: the skills that have items. goals: those that are not reached, the nearest first.
    """

    day: str
    due: int
    practice: Practice | None
    cut: Sequence[tuple[Listed, str]]
    known: Mapping[str, Known]
    skills: Sequence[Skill]
    topics: Sequence[InstalledTopic]
    practised: frozenset[str]
    goals: Sequence[Goal]


def suggestions(here: Here) -> list[Suggestion]:
    """All there is to suggest, the best first.

    Due reviews; unfinished work; on the way to each goal, the weakest skill that builds on nothing unknown; what was
    begun and holds others up; and what is new.
    """
    found = [*_reviews(here), *_unfinished(here), *_towards_goals(here), *_weakest(here), *_new(here)]
    first: dict[tuple[str, str], Suggestion] = {}
    for one in found:
        first.setdefault((one.kind, one.id), one)
    return list(first.values())


def _reviews(here: Here) -> Iterator[Suggestion]:
    if here.due:
        because = counted("Because one item is due.", "Because {count} items are due.", here.due)
        yield Suggestion(_("Review what is due"), "review", "", _minutes(here.due), because, here.day)


def _unfinished(here: Here) -> Iterator[Suggestion]:
    practice = here.practice
    if practice is not None:
        left = practice.wanted - len(practice.seen) + 1
        because = counted("Because one item of it is left.", "Because {count} items of it are left.", left)
        stands = f"{len(practice.seen)} {practice.tried}"
        yield Suggestion(_("Go on with your practice"), "resume", practice.id, _minutes(left), because, stands)
    for chat, reply in here.cut:
        what = _("Go on with the chat “{title}”").format(title=beside(chat.title))
        yield Suggestion(what, "chat", chat.id, _CHAT_MINUTES, _("Because its last answer was cut off."), reply)


def _towards_goals(here: Here) -> Iterator[Suggestion]:
    """For each goal the weakest skill on the way to it whose own prerequisites are known."""
    requires = {skill.id: skill.requires for skill in here.skills}
    for goal in here.goals:
        targets = _targets(here, goal.about)
        way = [skill.id for skill in here.skills if skill.id in _way(targets, requires)]
        open_ones = [name for name in way if here.known[name].mastery.p < tracing().mastered]
        ready = [name for name in open_ones if all(_is_ready(here, one) for one in requires[name] if one in way)]
        for name in sorted(ready, key=lambda one: here.known[one].mastery.p):
            step = _step(here, name, _for_goal(goal, name in targets))
            if step is not None:
                yield step
                break


def _targets(here: Here, about: str) -> frozenset[str]:
    """The skills that a goal is about: those of a topic, or the one itself; none for what is not here."""
    of_topic = next((topic.skills for topic in here.topics if topic.id == about), ())
    return frozenset(of_topic) or frozenset(skill.id for skill in here.skills if skill.id == about)


def _way(targets: frozenset[str], requires: Mapping[str, Sequence[str]]) -> set[str]:
    """The targets, and everything they build on."""
    way, waiting = set(targets), list(targets)
    while waiting:
        for name in requires.get(waiting.pop(), ()):
            if name not in way:
                way.add(name)
                waiting.append(name)
    return way


def _step(here: Here, name: str, because: str) -> Suggestion | None:
    """What brings a skill on: its lesson where it is new, practice otherwise; None where there is neither."""
    known = here.known[name]
    lesson = next((topic for topic in here.topics if name in topic.skills and topic.document is not None), None)
    if lesson is not None and not known.tries:
        return _lesson(here, lesson, because)
    return _practice(known, because) if name in here.practised else None


def _for_goal(goal: Goal, is_target: bool) -> str:
    words = beside(goal.words)
    if is_target:
        return _("Because you work towards “{goal}”.").format(goal=words)
    return _("Because your goal “{goal}” builds on it.").format(goal=words)


def _weakest(here: Here) -> Iterator[Suggestion]:
    """Skills that were begun and are not mastered: where one is stuck, the weakest prerequisite comes first."""
    known, practised = here.known, here.practised
    requires = {skill.id: skill.requires for skill in here.skills}
    begun = [known[skill.id] for skill in here.skills if known[skill.id].tries and skill.id in practised]
    weak = [one for one in begun if one.mastery.p < tracing().mastered]
    told: set[str] = set()
    for one in sorted(weak, key=lambda one: (not one.stuck, one.mastery.p)):
        before = [known[name] for name in requires[one.skill] if name in practised]
        lowest = min(before, key=lambda other: other.mastery.p, default=None)
        first = lowest if lowest is not None and lowest.mastery.p < tracing().ready else None
        if first is not None and first.skill not in told:
            told.add(first.skill)
            yield _practice(first, _("Because “{skill}” builds on it.").format(skill=beside(one.name)))
        elif first is None and one.skill not in told:
            told.add(one.skill)
            yield _practice(one, _evidence(one))


def _new(here: Here) -> Iterator[Suggestion]:
    """Lessons whose skills were not tried yet and build on nothing unknown; first those that most builds on."""
    requires = {skill.id: skill.requires for skill in here.skills}
    known, follow = here.known, _followers(here)
    for topic in sorted(here.topics, key=lambda one: -follow[one.id]):
        own = set(topic.skills)
        before = {name for skill in own for name in requires.get(skill, ())} - own
        ready = all(_is_ready(here, name) for name in before)
        if topic.document is None or not ready or any(known[skill].tries for skill in own if skill in known):
            continue
        names = ", ".join(beside(known[name].name) for name in sorted(before) if name in known)
        because = _("Because you know what it builds on: {skills}.").format(skills=names)
        yield _lesson(here, topic, because if names else _first_of_all(follow[topic.id]))


def _followers(here: Here) -> dict[str, int]:
    """For each topic, how many skills build on those it teaches, directly or not."""
    requires = {skill.id: skill.requires for skill in here.skills}
    ways = {skill.id: _way(frozenset({skill.id}), requires) - {skill.id} for skill in here.skills}
    return {topic.id: sum(not way.isdisjoint(topic.skills) for way in ways.values()) for topic in here.topics}


def _first_of_all(followers: int) -> str:
    if not followers:
        return _("Because it is new, and builds on nothing else.")
    return counted(
        "Because it builds on nothing else, and one other skill builds on it.",
        "Because it builds on nothing else, and {count} other skills build on it.",
        followers,
    )


def _is_ready(here: Here, name: str) -> bool:
    """Whether a skill is known well enough to build on; one that is not here holds nobody up."""
    return name not in here.known or here.known[name].mastery.p >= tracing().ready


def _lesson(here: Here, topic: InstalledTopic, because: str) -> Suggestion:
    what = _("Read “{title}”").format(title=beside(topic.title))
    tries = sum(len(here.known[skill].tries) for skill in topic.skills if skill in here.known)
    return Suggestion(what, "lesson", topic.id, topic.minutes, because, str(tries))


def _practice(known: Known, because: str) -> Suggestion:
    what = _("Practise “{skill}”").format(skill=beside(known.name))
    return Suggestion(what, "practise", known.skill, _minutes(_PRACTICE_ITEMS), because, str(len(known.tries)))


def _evidence(known: Known) -> str:
    if known.stuck:
        return _("Because the last tries went in circles.")
    if not known.mastery.enough:
        return _("Because you began it, and a few more tries will show what you know.")
    right, tries = known.mastery.right, known.mastery.tries
    return _("Because {right} of {tries} unaided tries were right.").format(right=right, tries=tries)


def _minutes(items: int) -> int:
    return max(1, round(items * _ITEM_MINUTES))
