"""What the first screen shows: one next step, what is due, what was left open, and what somebody works towards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from carrel.base.show import beside
from carrel.base.words import _
from carrel.conversations.listing import tables as listing
from carrel.conversations.model import Listed
from carrel.flows import evidence
from carrel.flows.classes.my_classes import MyTask, my_classes
from carrel.flows.kit import Kit
from carrel.flows.practice_offer import Lying, offer
from carrel.flows.recommend import nearest_first, recommended_and_resting
from carrel.flows.suggesting import Suggestion
from carrel.learner import tables as learners
from carrel.learner.model import Goal
from carrel.library.packs import tables as packs
from carrel.progress.aside.model import Aside

MOST_STEPS = 3
MOST_TASKS = 2
MOST_CHATS = 3
_ITEM_MINUTES, _TEXT_MINUTES = 1.5, 20
_LOOKED_THROUGH = 40


@dataclass(frozen=True)
class GoalAhead:
    """A goal that is not reached. days: until its day, below 0 when that has passed; None for one without a day."""

    goal: Goal
    days: int | None


@dataclass(frozen=True)
class Home:
    """The first screen at one moment.

    day: the study day. called: what the learner wants to be called. steps: the next step, and up to two others; what a
    class asks for comes first, as a step of the kind “task” whose evidence is the day by which it is to be done.
    resting: what was set aside. due: how many items are due. next_due: the study day on which the next item is; None
    where none is planned. lying: the practice that lies open. chats: the last ones that were written in.
    goals: those that are not reached, the nearest day to come first. packs: how many course packs are here.
    """

    day: str
    called: str
    steps: tuple[Suggestion, ...]
    resting: tuple[Aside, ...]
    due: int
    next_due: str | None
    lying: Lying | None
    chats: tuple[Listed, ...]
    goals: tuple[GoalAhead, ...]
    packs: int


def home(kit: Kit) -> Home:
    """All of it, for the learner who sits here."""
    learner = kit.learner
    steps, resting = recommended_and_resting(kit, learner)
    tasks = [_task(one) for one in my_classes(kit).due[:MOST_TASKS]]
    offered = offer(kit, learner)
    planned = [one.due for one in evidence.progress(kit, learner) if one.due is not None]
    today = kit.stamp.now().day
    with kit.store.reading() as db:
        chats = sorted(listing.listed(db, _LOOKED_THROUGH), key=lambda one: (one.updated, one.number), reverse=True)
        return Home(
            today,
            learners.profile(db, learner).called,
            (*tasks, *steps)[:MOST_STEPS],
            tuple(resting),
            offered.due,
            min((day for day in planned if day > today), default=None),
            offered.lying,
            tuple(chats[:MOST_CHATS]),
            tuple(_ahead(goal, today) for goal in nearest_first(learners.goals(db, learner), today)),
            len(packs.packs(db)),
        )


def _task(task: MyTask) -> Suggestion:
    minutes = round(_ITEM_MINUTES * max(0, task.wanted - task.tried)) + _TEXT_MINUTES * (task.wants_text)
    because = _("Because your teacher asks for it.")
    return Suggestion(beside(task.asked.title), "task", task.asked.id, max(1, minutes), because, task.asked.due)


def _ahead(goal: Goal, today: str) -> GoalAhead:
    days = (date.fromisoformat(goal.date) - date.fromisoformat(today)).days if goal.date is not None else None
    return GoalAhead(goal, days)
