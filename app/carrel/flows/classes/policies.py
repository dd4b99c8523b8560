"""What a teacher may let the tutor do in an assignment, in words for whoever sets it and whoever does it."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.words import _
from carrel.classroom.classes.model import Policy


@dataclass(frozen=True)
class PolicyWords:
    """name: in two words. says: in one sentence, what the tutor may then do."""

    name: str
    says: str


def policy_words() -> dict[Policy, PolicyWords]:
    """Each rule in words, from no help to all of it."""
    return {
        "off": PolicyWords(
            _("Without help"),
            _("The tutor is off, and each question takes one try: it shows what your pupils can do by themselves."),
        ),
        "hints": PolicyWords(
            _("Hints only"), _("The tutor gives the questions' own hints, one after the other, and no solution.")
        ),
        "feedback": PolicyWords(
            _("Feedback only"), _("The tutor says what is good in an answer and what is missing, and gives no hints.")
        ),
        "open": PolicyWords(
            _("All help"), _("The tutor may give hints, feedback and solutions, and talk about the question.")
        ),
    }
