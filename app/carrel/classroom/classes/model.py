"""A class, a pupil in it, and an assignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.stamp import Moment
from carrel.base.words import _

Policy = Literal["off", "hints", "feedback", "open"]
"""What the tutor may do in an assignment: nothing; give an item's own hints; also say what is good and what is missing;
everything that it may do elsewhere."""
POLICIES: tuple[Policy, ...] = ("off", "hints", "feedback", "open")

LONGEST_TITLE = 120
LONGEST_NAME = 120
LONGEST_TASK = 20_000
MOST_ITEMS = 200


class ClassMissing(CarrelError):
    """There is no class, pupil or assignment of this name or id."""


class NotSaid(CarrelError):
    """A class, a pupil or an assignment lacks what it needs, or says something that cannot be."""


@dataclass(frozen=True)
class Classroom:
    """A class. teacher: the name that pupils see; may be empty. archived: it is over, and kept."""

    id: str
    title: str
    created: Moment
    teacher: str = ""
    archived: bool = False


@dataclass(frozen=True)
class Pupil:
    """Somebody in a class.

    name: as the teacher writes it; it leaves the teacher's computer in no file. code: what stands in its place there.
    external: the id of the school's own list; empty for none. left: no longer in the class; what was done is kept.
    """

    id: str
    classroom: str
    name: str
    code: str
    created: Moment
    groups: tuple[str, ...] = ()
    external: str = ""
    left: bool = False


def learner_of(pupil: Pupil) -> str:
    """Whose tries those of a pupil are, beside those of whoever sits at this computer."""
    return f"pupil:{pupil.id}"


@dataclass(frozen=True)
class Assignment:
    """What a class is asked to do.

    task: what is to be written, as Markdown; empty where nothing is. topics, items, documents: ids of what is to be
    practised and read; count: how many items of the topics. behaviour: the name of how the tutor is to be; empty for
    the usual one. transcript: whether the talk with the tutor comes back too. opens, due: study days (YYYY-MM-DD),
    empty for none. groups: for whom; empty for everybody. given: whether it goes out with the next pack.
    """

    id: str
    classroom: str
    title: str
    created: Moment
    task: str = ""
    topics: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    count: int = 10
    behaviour: str = ""
    policy: Policy = "hints"
    transcript: bool = False
    opens: str = ""
    due: str = ""
    groups: tuple[str, ...] = ()
    given: bool = False

    def is_for(self, groups: Sequence[str]) -> bool:
        """Whether somebody in these groups is asked to do it."""
        return not self.groups or not set(self.groups).isdisjoint(groups)


def checked_title(title: str) -> str:
    """The title on one line; raises NotSaid when there is none."""
    said = one_line(title)[:LONGEST_TITLE].strip()
    if not said:
        raise NotSaid(_("A title is missing."), _("Write one, and try again."))
    return said


def checked_name(name: str) -> str:
    """The name of a pupil on one line; raises NotSaid when there is none."""
    said = one_line(name)[:LONGEST_NAME].strip()
    if not said:
        raise NotSaid(_("The name of the pupil is missing."), _("Write it, and try again."))
    return said


def checked(assignment: Assignment) -> Assignment:
    """The assignment with its texts cleaned; raises NotSaid when it asks for nothing, or for what cannot be."""
    if not (assignment.task.strip() or assignment.topics or assignment.items or assignment.documents):
        raise NotSaid(
            _("The assignment asks for nothing yet."),
            _("Add a topic, a question, a document to read, or a text to write."),
        )
    if len(assignment.task) > LONGEST_TASK:
        raise NotSaid(_("The task is too long."), _("Shorten it, or attach it as a document."))
    if not 1 <= assignment.count <= MOST_ITEMS:
        raise NotSaid(
            _("An assignment holds from 1 to {most} questions.").format(most=MOST_ITEMS), _("Choose another number.")
        )
    opens, due = (_day(day) for day in (assignment.opens, assignment.due))
    if opens and due and due < opens:
        raise NotSaid(_("The assignment is due before it opens."), _("Choose another day."))
    return assignment


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise NotSaid(
            _("“{day}” is no day.").format(day=one_line(said)[:20]),
            _("Write it as year-month-day, such as 2027-02-01."),
        ) from None
