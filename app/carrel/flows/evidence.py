"""Brings together what was tried, what is here to practise, and what that says about each skill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Tried
from carrel.base.stamp import Moment
from carrel.flows.kit import Kit
from carrel.library.packs import tables as packs
from carrel.library.packs.model import InstalledTopic, Skill
from carrel.progress import tables
from carrel.progress.mastery import mastery, state
from carrel.progress.model import Mastery, ReviewCard, State, Try
from carrel.progress.schedule import day_of, is_due

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class Known:
    """What is known of one skill.

    due: the study day on which the first of its items comes back; None when none does. due_now: how many are due.
    tries: every try at it, oldest first. stuck: whether a flag stands on it. state: what is said of it in a word.
    helped, helped_right: of the tries with a verdict, those after help was taken (help level 1 to 5).
    """

    skill: str
    name: str
    mastery: Mastery
    due: str | None
    due_now: int
    tries: tuple[Try, ...]
    stuck: bool
    state: State = "new"
    helped: int = 0
    helped_right: int = 0


def progress(kit: Kit, learner: str = "") -> list[Known]:
    """What is known of each skill that is here or was tried, in the order of the packs."""
    now = kit.stamp.now()
    with kit.store.reading() as db:
        return known_in(db, learner, now, skills(db))


def known_in(db: Database, learner: str, now: Moment, here: Sequence[Skill]) -> list[Known]:
    """The same, within a look at the store that is under way; here: the skills of the installed packs."""
    named = {skill.id: skill.name for skill in here}
    tried = tries(db, learner)
    cards = _cards_by_skill(db, learner, tried)
    stuck = {flag.skill for flag in tables.flags(db, learner) if flag.ended is None}
    return [
        _known(skill, named.get(skill, skill), tried.get(skill, []), cards.get(skill, []), now, skill in stuck)
        for skill in (*named, *sorted(tried.keys() - named.keys()))
    ]


def tries(db: Database, learner: str, wanted: Sequence[str] | None = None) -> dict[str, list[Try]]:
    """The tries at each of these skills, or at every skill, oldest first."""
    return by_skill(rows(db, learner, wanted))


def rows(db: Database, learner: str, wanted: Sequence[str] | None = None) -> list[tuple[str, Try]]:
    """Every try with a skill it was at, oldest first; a try at two skills is there twice."""
    return [(one.skill, as_try(one)) for one in attempts.tried(db, learner, wanted)]


def rows_at(db: Database, learner: str, items: Sequence[str]) -> list[tuple[str, Try]]:
    """Every try at these items, oldest first, each under no skill: what a program made from a source tells of none."""
    return [(one.skill, as_try(one)) for one in attempts.tried_items(db, learner, items)]


def by_skill(told: Sequence[tuple[str, Try]]) -> dict[str, list[Try]]:
    """The same, skill by skill."""
    found: dict[str, list[Try]] = {}
    for skill, one in told:
        found.setdefault(skill, []).append(one)
    return found


def skills(db: Database) -> list[Skill]:
    """The skills of all installed packs, pack by pack."""
    return [skill for pack in packs.packs(db) for skill in packs.skills(db, pack.id)]


def topics(db: Database) -> list[InstalledTopic]:
    """The topics of all installed packs, pack by pack."""
    return [topic for pack in packs.packs(db) for topic in packs.topics(db, pack.id)]


def due(db: Database, learner: str, now: Moment) -> list[ReviewCard]:
    """The cards that are due and whose items are here, longest first."""
    here = {item.id for item in attempts.filed(db)}
    return [card for card in tables.cards(db, learner) if card.item in here and is_due(card, now)]


def as_try(one: Tried) -> Try:
    """The try as evidence."""
    return Try(one.id, one.item, one.kind, one.verdict, one.score, one.help, one.unaided, one.created)


def _cards_by_skill(db: Database, learner: str, tried: Mapping[str, Sequence[Try]]) -> dict[str, list[ReviewCard]]:
    """The cards of each skill; an item that left with its pack keeps the skills under which it was tried."""
    asks: dict[str, set[str]] = {item.id: set(item.skills) for item in attempts.filed(db)}
    for skill, told in tried.items():
        for one in told:
            asks.setdefault(one.item, set()).add(skill)
    found: dict[str, list[ReviewCard]] = {}
    for card in tables.cards(db, learner):
        for skill in asks.get(card.item, ()):
            found.setdefault(skill, []).append(card)
    return found


def _known(skill: str, name: str, told: Sequence[Try], cards: Sequence[ReviewCard], now: Moment, stuck: bool) -> Known:
    days = [day_of(card, now) for card in cards]
    told_of = mastery(skill, told)
    helped = [one for one in told if one.help > 0 and one.verdict != "cant_tell"]
    return Known(
        skill,
        name,
        told_of,
        min(days, default=None),
        sum(is_due(card, now) for card in cards),
        tuple(told),
        stuck,
        state(told_of, tried=bool(told)),
        len(helped),
        sum(one.verdict == "right" for one in helped),
    )
