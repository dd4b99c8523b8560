"""A teacher decides about a verdict: it stands beside what code said, and counts from then on.

In the figures of the class, in the pupil's page and, once the next pack is there, in the pupil's own progress the try
counts with the verdict that was decided: right as a whole, wrong as nothing, and partly as half, or with the score that
code gave where code said partly, too. A right one shows no misconception any more. The try itself is left as it was:
its verdict, its answer, whether it was unaided, and when it is due for review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt, PracticeMissing
from carrel.assessment.deciding import tables
from carrel.assessment.deciding.model import DECIDED, LONGEST_BECAUSE, Decision
from carrel.base.text import clean
from carrel.base.words import _
from carrel.classroom.classes.model import NotSaid, learner_of
from carrel.classroom.feedback import tables as feedback
from carrel.flows.classes.feedback import words
from carrel.flows.classes.feedback.draft import BY_CODE, keep_draft
from carrel.flows.classes.feedback.material import case_of
from carrel.flows.classes.seeing.group import group
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database


def decide(kit: Kit, named: str, attempt: str, verdict: str, because: str = "") -> Decision:
    """Keep what a person decided about a try of a class, in place of an earlier decision.

    A draft about the try that nobody edited says it from now on. Raises ClassMissing, PracticeMissing and NotSaid.
    """
    if verdict not in DECIDED:
        raise NotSaid(
            _("A verdict is right, partly or wrong, and not “{verdict}”.").format(verdict=clean(verdict)[:40]),
            _("Choose one of the three."),
        )
    said = clean(because).strip()
    if len(said) > LONGEST_BECAUSE:
        raise NotSaid(_("The reason is too long."), _("Say it in a sentence or two."))
    with kit.store.writing() as db:
        _found(kit, db, named, attempt)
        made = Decision(attempt, verdict, said, kit.stamp.now())
        tables.keep(db, made)
    _redraft(kit, named, attempt)
    return made


def undecide(kit: Kit, named: str, attempt: str) -> None:
    """Take a decision back; raises ClassMissing and PracticeMissing."""
    with kit.store.writing() as db:
        _found(kit, db, named, attempt)
        tables.drop(db, [attempt])
    _redraft(kit, named, attempt)


def _found(kit: Kit, db: Database, named: str, attempt: str) -> Attempt:
    learners = group(db, named, kit.stamp.now()).by_learner
    for one in attempts.attempts_of(db, [attempt]):
        if one.learner in learners:
            return one
    raise PracticeMissing(
        _("There is no such try in this class."), _("“carrel class items” lists what is contested, with the ids.")
    )


def _redraft(kit: Kit, named: str, attempt: str) -> None:
    with kit.store.reading() as db:
        case = case_of(db, attempt)
        here = group(db, named, kit.stamp.now())
        pupil = next((one for one in here.pupils if case is not None and learner_of(one) == case.attempt.learner), None)
        one = feedback.about(db, pupil.id, "try", attempt) if pupil is not None else None
    if case is not None and pupil is not None and one is not None and one.state == "draft" and not one.is_edited:
        keep_draft(kit, pupil, "try", attempt, words.about_try(case), BY_CODE)
