"""What a pupil was told by a teacher, each with the try that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt
from carrel.base.stamp import derived_id
from carrel.classroom.feedback import tables
from carrel.classroom.feedback.model import Told
from carrel.classroom.joined import tables as joined_tables
from carrel.classroom.joined.model import Joined
from carrel.flows.classes.feedback.material import Case, cases
from carrel.flows.kit import Kit


@dataclass(frozen=True)
class ToldBack:
    """What a teacher said about one thing.

    attempt: the try that it is about, as it was made; None where it is about something else, or was made on another
    computer. question, answer: of that try, as people read them; empty without one. No key stands in them.
    """

    joined: Joined
    told: Told
    attempt: Attempt | None
    question: str
    answer: str


def told_back(kit: Kit, named: str = "") -> list[ToldBack]:
    """All that the teachers said, class by class and the newest first; without a name, of all classes.

    Raises ClassMissing for a name of no class.
    """
    with kit.store.reading() as db:
        classes = [joined_tables.named(db, named)] if named else joined_tables.classes(db)
        own = [one.id for one in attempts.attempts(db, kit.learner)] if classes else []
        found = []
        for joined in classes:
            pupil, told = tables.told(db, joined.classroom)
            theirs = {derived_id("try", pupil, one): one for one in own} if told else {}
            about = {
                one.attempt.id: one for one in cases(db, [theirs[one.about] for one in told if one.about in theirs])
            }
            found += [_back(joined, one, about.get(theirs.get(one.about, ""))) for one in told]
    return found


def _back(joined: Joined, told: Told, case: Case | None) -> ToldBack:
    if case is None:
        return ToldBack(joined, told, None, "", "")
    return ToldBack(joined, told, case.attempt, case.question, case.answer)
