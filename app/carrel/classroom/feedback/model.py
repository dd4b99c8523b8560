"""A piece of feedback on its way from a draft to the pupil."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment
from carrel.base.words import _

About = Literal["try", "work", "pupil"]
"""What feedback is about: a try at a question, a piece of work that was handed in, or how a pupil gets on."""

ABOUT: tuple[About, ...] = get_args(About)

State = Literal["draft", "approved", "sent", "aside"]
"""Waits for the teacher; goes out with the next class pack; went out; put aside."""

LONGEST = 4_000
"""Characters of what is said about one thing."""


class FeedbackMissing(CarrelError):
    """There is no feedback with this id."""

    @classmethod
    def named(cls) -> FeedbackMissing:
        """What to raise for an id that nobody knows."""
        return cls(_("There is no such feedback."), _("“carrel class feedback” lists it with the ids."))


class NotNow(CarrelError):
    """What was asked cannot be done with this feedback where it stands."""


@dataclass(frozen=True)
class Feedback:
    """What is said to a pupil about one thing, however often it is written anew.

    about: the id of the try, the work or the pupil. drafted: as Carrel drafted it; text: as it stands. by: who drafted
    it: ``code``, ``example`` for words that the teacher wrote for the same case, or the name of a model. settled: when
    it was approved or put aside. example: the id of what was kept of an edit; empty for none. sent: the text that went
    out last, and said: when that was approved; None before any did.
    """

    id: str
    classroom: str
    pupil: str
    kind: About
    about: str
    drafted: str
    text: str
    by: str
    created: Moment
    state: State = "draft"
    example: str = ""
    sent: str | None = None
    said: Moment | None = None
    settled: Moment | None = None

    @property
    def is_edited(self) -> bool:
        """Whether the teacher changed the draft."""
        return self.text != self.drafted


@dataclass(frozen=True)
class Told:
    """What a teacher said to a pupil about one thing.

    about: the id of the try on the teacher's computer, of the work, or of the pupil. text: may be empty where only a
    verdict was decided. verdict: what the teacher decided; empty for nothing. because: why.
    """

    kind: About
    about: str
    text: str
    created: Moment
    verdict: str = ""
    because: str = ""
