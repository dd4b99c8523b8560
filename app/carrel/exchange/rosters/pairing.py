"""Which class, and which pupil of a class, of a new roster is which of an old one."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from typing import TypeVar

from carrel.base.matching import folded
from carrel.exchange.rosters.api import RosterClass, RosterPupil

One = TypeVar("One", RosterClass, RosterPupil)


def classes_matched(before: Sequence[RosterClass], after: Sequence[RosterClass]) -> dict[int, int]:
    """The place of the old class, by the place of each new one that was there before.

    A class is the same by its id, else by its title, unless two different ids speak against it.
    """
    return _matched(before, after, (lambda one: one.external_id, lambda one: f"={folded(one.title)}"))


def pupils_matched(before: Sequence[RosterPupil], after: Sequence[RosterPupil]) -> dict[int, int]:
    """The place of the old pupil, by the place of each new one who was in the class before.

    A pupil is the same by their id, else by their code, else by their name, unless two different ids speak against it.
    """
    return _matched(before, after, (lambda one: one.external_id, lambda one: one.code, lambda one: folded(one.name)))


def apart(one: RosterPupil, other: RosterPupil) -> bool:
    """Whether two different ids speak against these two being one pupil."""
    return bool(one.external_id and other.external_id) and one.external_id != other.external_id


def _matched(before: Sequence[One], after: Sequence[One], keys: Sequence[Callable[[One], str]]) -> dict[int, int]:
    """The pairs by the first key on which they agree; the first key is the id. Those of one key pair off in order.

    One with an id that is not found pairs with one without an id only: any other is somebody else.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for key in keys:
        waiting: dict[tuple[str, bool], deque[int]] = defaultdict(deque)
        for place, one in enumerate(before):
            waiting[key(one), True].append(place)
            if not one.external_id:
                waiting[key(one), False].append(place)
        for place, one in enumerate(after):
            if place not in found and key(one):
                may_have_id = key is keys[0] or not one.external_id
                partners = waiting[key(one), may_have_id]
                while partners and partners[0] in taken:
                    partners.popleft()
                if partners:
                    found[place] = partners.popleft()
                    taken.add(found[place])
    return found
