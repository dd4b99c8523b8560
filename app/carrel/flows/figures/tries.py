"""The tries behind a number: when, at what, what was answered, what was said of it, and with how much help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from carrel.assessment.attempts import tables
from carrel.assessment.attempts.model import Attempt
from carrel.assessment.deciding.tables import decisions
from carrel.assessment.marked_again.tables import others
from carrel.assessment.marking.answers import as_text
from carrel.base.show import one_line, unmarked
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database

Which = Literal["all", "unaided", "assisted", "helped"]
"""Which tries: unaided and assisted as in `Mastery`; helped: after help was taken."""

_LONGEST = 400


@dataclass(frozen=True)
class Tried:
    """A try as evidence, each text on one line. question: empty when the item is no longer here.

    verdict, why: what a person decided, where somebody did, and else what code said here. unaided: whether it counts
    towards what is known. contested: whether the learner said that the verdict is wrong. other: the verdict that came
    with it from another computer, where the answer was marked otherwise here; empty otherwise.
    """

    attempt: str
    created: Moment
    question: str
    answer: str
    verdict: str
    why: str
    help: int
    unaided: bool
    contested: bool
    other: str = ""

    def is_of(self, which: Which) -> bool:
        """Whether it is one of these; without a verdict it is evidence of nothing."""
        if which == "all" or self.verdict == "cant_tell":
            return which == "all"
        if which == "helped":
            return self.help > 0
        return self.unaided is (which == "unaided")


def tries(kit: Kit, skill: str, learner: str = "") -> Sequence[Tried]:
    """The tries at a skill, newest first."""
    with kit.store.reading() as db:
        return shown(db, tables.attempts_at(db, learner, skill))


def shown(db: Database, told: Sequence[Attempt]) -> list[Tried]:
    """These tries as evidence, in their order, within a look at the store that is under way."""
    asked = tables.prompts(db, (one.item for one in told))
    decided = decisions(db, (one.id for one in told))
    elsewhere = others(db, (one.id for one in told))
    return [
        Tried(
            one.id,
            one.created,
            _plain(unmarked(asked.get(one.item, ""))),
            _plain(as_text(one.answer)),
            decided[one.id].verdict if one.id in decided else one.verdict,
            _plain((decided[one.id].because or _("Your teacher decided this.")) if one.id in decided else one.why),
            one.help,
            one.unaided and one.help == 0,
            one.contested is not None,
            elsewhere[one.id].verdict if one.id in elsewhere else "",
        )
        for one in told
    ]


def _plain(text: str) -> str:
    return one_line(clean(text[: 4 * _LONGEST]), _LONGEST)
