"""Everything the progress pane shows, in one look at the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import DayOfTries
from carrel.base.stamp import Moment
from carrel.flows import evidence
from carrel.flows.evidence import Known
from carrel.flows.kit import Kit
from carrel.progress import tables
from carrel.progress.model import ReviewCard, State
from carrel.progress.schedule import day_of, is_due


@dataclass(frozen=True)
class Page:
    """What is known, what is due, and when something was done.

    known: as in `evidence.progress`. subjects: of each skill that is here. requires: of each skill that is here, those
    before it. today: the study day. days: those on which something was tried, oldest first. ahead: how many items come
    back on a study day; what is overdue comes back today. due: how many are due by now; only items that are here count.
    """

    known: tuple[Known, ...] = ()
    subjects: Mapping[str, str] = field(default_factory=dict)
    requires: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    today: str = "1970-01-01"
    days: tuple[DayOfTries, ...] = ()
    ahead: Mapping[str, int] = field(default_factory=dict)
    due: int = 0

    @property
    def was_tried(self) -> bool:
        """Whether there is anything to show."""
        return any(one.tries for one in self.known)

    def counts(self) -> Counter[State]:
        """How many skills are in each state."""
        return Counter(one.state for one in self.known)

    def first_skills(self, most: int) -> list[Known]:
        """Skills to begin with: untried ones that are here and build on nothing."""
        found = (one for one in self.known if one.state == "new" and self.requires.get(one.skill) == ())
        return [one for _number, one in zip(range(most), found, strict=False)]


def page(kit: Kit, learner: str = "") -> Page:
    """The page of this learner."""
    now = kit.stamp.now()
    with kit.store.reading() as db:
        skills, topics = evidence.skills(db), evidence.topics(db)
        known = evidence.known_in(db, learner, now, skills)
        here = {item.id for item in attempts.filed(db)}
        cards = [card for card in tables.cards(db, learner) if card.item in here]
        days = attempts.days_of_tries(db, learner)
    return Page(
        tuple(known),
        {skill: topic.subject for topic in reversed(topics) for skill in topic.skills},
        {skill.id: skill.requires for skill in skills},
        now.day,
        tuple(days),
        Counter(comes_back(card, now) for card in cards),
        sum(is_due(card, now) for card in cards),
    )


def comes_back(card: ReviewCard, now: Moment) -> str:
    """The study day on which a card comes back; today, when it is due already."""
    return now.day if is_due(card, now) else max(now.day, day_of(card, now))
