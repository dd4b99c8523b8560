"""Verdicts that a pupil thinks wrong, each with all that a teacher needs to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.marking.answers import as_text
from carrel.assessment.seeing import tables
from carrel.base.show import one_line
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.classroom.classes.model import Pupil
from carrel.exchange.in_line import in_line
from carrel.flows.classes.seeing.group import Group, group, questions
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database

_LONGEST = 2_000


@dataclass(frozen=True)
class Contested:
    """A verdict that a pupil contested. why: what Carrel said; reason: what the pupil says. attempt: its id."""

    attempt: str
    pupil: Pupil
    question: str
    answer: str
    verdict: str
    why: str
    reason: str
    created: Moment

    @property
    def evidence(self) -> tuple[str, ...]:
        """The try itself."""
        return (self.attempt,)


def contested(kit: Kit, named: str, of: str = "") -> list[Contested]:
    """The contested verdicts of a class or of a group of it, the oldest try first; raises ClassMissing."""
    with kit.store.reading() as db:
        return contested_in(db, group(db, named, kit.stamp.now(), of))


def contested_in(db: Database, here: Group) -> list[Contested]:
    """The same, within a look at the store that is under way."""
    told = attempts.attempts_of(db, tables.contested(db, here.whose))
    asked = questions(db, [one.item for one in told])
    return [
        Contested(
            one.id,
            here.by_learner[one.learner],
            asked[one.item],
            _plain(as_text(one.answer)),
            one.verdict,
            _plain(one.why),
            _plain(one.contested or ""),
            one.created,
        )
        for one in reversed(told)
    ]


def _plain(text: str) -> str:
    return one_line(in_line(clean(text[: 4 * _LONGEST])), _LONGEST)
