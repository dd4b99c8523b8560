"""What came of a session of practice: what was shown unaided, what with help, and what comes back when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt
from carrel.base.stamp import Moment
from carrel.flows import recommend
from carrel.flows.kit import Kit
from carrel.flows.suggesting import Suggestion
from carrel.progress import tables as progress
from carrel.progress.schedule import day_of

if TYPE_CHECKING:
    from carrel.store.db import Database

_LEARNING = {"review", "practise", "lesson"}
"""The kinds of suggestions that lead on from a session: it was just ended, and a chat is another thing."""


@dataclass(frozen=True)
class Outcome:
    """A session looked back on.

    unaided: how many items were right at the first try, without help; helped: how many with help, or at a later try;
    unsure: how many of whose answers code could not tell. missed: all others that were tried. seen: how many items it
    showed. seconds: how long the tries took. back: the study days on which its items come back, and how many on each,
    the first day first. today: the study day now. next: one thing to do next.
    """

    unaided: int
    helped: int
    unsure: int
    missed: int
    seen: int
    timed: bool
    seconds: float
    today: str
    back: tuple[tuple[str, int], ...]
    next: Suggestion | None


def outcome(kit: Kit, session: str) -> Outcome:
    """What came of the session; raises PracticeMissing."""
    now = kit.stamp.now()
    with kit.store.reading() as db:
        practice = attempts.session(db, session)
        tried = attempts.attempts_in(db, session)
        back = _back(db, practice.learner, {one.item for one in tried}, now)
    came = Counter(_came(told) for told in _by_item(tried))
    found = recommend.recommended(kit, practice.learner)
    return Outcome(
        came["unaided"],
        came["helped"],
        came["unsure"],
        came["missed"],
        len(practice.seen),
        practice.timed,
        sum(one.seconds for one in tried),
        now.day,
        back,
        next((one for one in found if one.kind in _LEARNING), None),
    )


def _by_item(tried: Iterable[Attempt]) -> Iterable[Sequence[Attempt]]:
    found: dict[str, list[Attempt]] = {}
    for one in tried:
        found.setdefault(one.item, []).append(one)
    return found.values()


def _came(told: Sequence[Attempt]) -> str:
    """How the tries at one item ended."""
    right = [one for one in told if one.verdict == "right"]
    if any(one.unaided for one in right):
        return "unaided"
    if right:
        return "helped"
    return "unsure" if told[-1].verdict == "cant_tell" else "missed"


def _back(db: Database, learner: str, items: set[str], now: Moment) -> tuple[tuple[str, int], ...]:
    days = Counter(max(now.day, day_of(card, now)) for card in progress.cards(db, learner) if card.item in items)
    return tuple(sorted(days.items()))
