"""What to do next, and why: only things that are here, without those that somebody set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from carrel.assessment.attempts import tables as attempts
from carrel.base.words import _
from carrel.conversations.listing import tables as listing
from carrel.flows import evidence
from carrel.flows.kit import Kit
from carrel.flows.suggesting import Here, Suggestion, suggestions
from carrel.learner import tables as learners
from carrel.learner.model import Goal
from carrel.progress.aside import tables as asides
from carrel.progress.aside.model import REST_DAYS, Aside, NotSetAside

MOST = 5
_MOST_CUT = 2


def recommended(kit: Kit, learner: str = "", most: int = MOST) -> list[Suggestion]:
    """What to do next, the best first; empty only where there is nothing to learn from, or all of it was set aside."""
    return recommended_and_resting(kit, learner)[0][:most]


def resting(kit: Kit, learner: str = "") -> list[Aside]:
    """What is set aside now, the latest first: it is not offered for REST_DAYS, or until what it stands on changes."""
    return recommended_and_resting(kit, learner)[1]


def set_aside(kit: Kit, suggestion: Suggestion, learner: str = "") -> Aside:
    """Keep that a suggestion is not useful."""
    one = suggestion
    aside = Aside(one.kind, one.id, one.what, one.evidence, kit.stamp.now(), learner)
    with kit.store.writing() as db:
        asides.keep(db, aside)
    return aside


def take_back(kit: Kit, kind: str, about: str, learner: str = "") -> None:
    """Let a suggestion be offered again; raises NotSetAside."""
    with kit.store.writing() as db:
        if not asides.drop(db, learner, kind, about):
            raise _nothing()


def offered(kit: Kit, name: str, learner: str = "") -> Suggestion:
    """The suggestion that is offered with this id, or with a kind before it (``lesson:cells``); raises NotSetAside."""
    for one in recommended_and_resting(kit, learner)[0]:
        if name in _names(one.kind, one.id):
            return one
    raise _nothing()


def aside_named(kit: Kit, name: str, learner: str = "") -> Aside:
    """What was set aside with this id, or with a kind before it; raises NotSetAside."""
    with kit.store.reading() as db:
        kept = asides.asides(db, learner)
    for one in kept:
        if name in _names(one.kind, one.about):
            return one
    raise _nothing()


def _names(kind: str, about: str) -> tuple[str, str]:
    """What a suggestion is called: a review has no id."""
    return (about or kind), f"{kind}:{about}"


def recommended_and_resting(kit: Kit, learner: str = "") -> tuple[list[Suggestion], list[Aside]]:
    """Everything that is offered, the best first, and what is set aside now, the latest first."""
    here = _here(kit, learner)
    with kit.store.reading() as db:
        kept = {(one.kind, one.about): one for one in asides.asides(db, learner)}
    resting: dict[tuple[str, str], Aside] = {}
    offered = []
    for one in suggestions(here):
        aside = kept.get((one.kind, one.id))
        if aside is not None and aside.rests(one.evidence, here.day):
            resting[one.kind, one.id] = aside
        else:
            offered.append(one)
    return offered, [one for key, one in kept.items() if key in resting]


def _here(kit: Kit, learner: str) -> Here:
    known = {one.skill: one for one in evidence.progress(kit, learner)}
    now = kit.stamp.now()
    with kit.store.reading() as db:
        return Here(
            now.day,
            len(evidence.due(db, learner, now)),
            attempts.lying_open(db, learner),
            listing.cut_off(db, _MOST_CUT, _days_before(now.day, REST_DAYS)),
            known,
            evidence.skills(db),
            evidence.topics(db),
            frozenset(skill for item in attempts.filed(db) for skill in item.skills),
            nearest_first(learners.goals(db, learner), now.day),
        )


def nearest_first(goals: Sequence[Goal], today: str) -> list[Goal]:
    """The goals that are not reached: by days that are to come, then those whose day has passed, then the others."""

    def rank(goal: Goal) -> tuple[int, str]:
        day = goal.date or ""
        return (0 if day >= today else 1 if day else 2), day

    return sorted((one for one in goals if not one.done), key=rank)


def _days_before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def _nothing() -> NotSetAside:
    return NotSetAside(
        _("There is no such suggestion."), _("“carrel recommend --json” lists them with their kinds and ids.")
    )
