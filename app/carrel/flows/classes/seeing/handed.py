"""How many of a class gave something back, and how many began what was set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.seeing import tables as seeing
from carrel.base.stamp import Moment
from carrel.classroom.post import tables as post
from carrel.flows.classes.seeing.group import Group

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class Asked:
    """An assignment. due: the last study day (YYYY-MM-DD), empty for none. pupils: how many are asked; begun: of them,
    how many tried something of it.
    """

    title: str
    due: str
    pupils: int
    begun: int


@dataclass(frozen=True)
class Handed:
    """What came back. pupils: how many there are; back: of them, how many gave back work; last: when some was last
    taken in, None for never. asked: the assignments, as they were set.
    """

    pupils: int
    back: int
    last: Moment | None
    asked: tuple[Asked, ...]


def handed_in(db: Database, here: Group) -> Handed:
    """What came back from this class or group, within a look at the store that is under way."""
    taken = post.last_taken(db, here.classroom.id)
    back = [taken[pupil.id] for pupil in here.pupils if pupil.id in taken]
    done = seeing.at_assignments(db, here.whose)
    asked = []
    for one in here.assignments:
        who = [learner for learner, pupil in here.by_learner.items() if one.is_for(pupil.groups)]
        begun = sum((learner, one.id) in done for learner in who)
        asked.append(Asked(one.title, one.due, len(who), begun))
    last = max(back, key=lambda moment: moment.utc, default=None)
    return Handed(len(here.pupils), len(back), last, tuple(asked))
