"""What the tutor may do in what a class was asked to do; the signed pack says so, and nothing else (F7.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from carrel.assessment.attempts.model import Practice
from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.classroom.classes.model import Assignment, ClassMissing, Policy
from carrel.classroom.joined import tables
from carrel.classroom.joined.model import Joined
from carrel.flows.classes import own
from carrel.flows.classes.open_pack import PackNotTaken, mine
from carrel.flows.kit import Kit

Help = Literal["hints", "solution", "feedback", "talk"]

_ALLOWS: dict[Policy, frozenset[Help]] = {
    "off": frozenset(),
    "hints": frozenset({"hints"}),
    "feedback": frozenset({"feedback"}),
    "open": frozenset({"hints", "solution", "feedback", "talk"}),
}


class HelpIsOff(CarrelError):
    """The teacher set this without such help."""


class BelongsToTask(CarrelError):
    """A teacher wrote these questions for a task."""


def task(kit: Kit, named: str) -> tuple[Joined, Assignment]:
    """The assignment with this id or title, in any class; without a name, the only one.

    Raises ClassMissing, and PackNotTaken where the pack of a class was changed.
    """
    with kit.store.reading() as db:
        classes = tables.classes(db)
    found = [
        (one, asked) for one in classes for asked in mine(kit, one) if not named or named in {asked.id, asked.title}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise ClassMissing(_("More than one task fits."), _("Name it by its id; “carrel class mine” tells them."))
    raise ClassMissing(_("There is no such task."), _("“carrel class mine” tells what your classes ask of you."))


def allows(kit: Kit, practice: Practice, help: Help) -> bool:
    """Whether the teacher allows this help in what is being done; what nobody set allows all.

    A pack that is gone or was changed allows nothing: then nobody can tell what the teacher allowed.
    """
    if not practice.assignment:
        return True
    try:
        return help in _ALLOWS[task(kit, practice.assignment)[1].policy]
    except (ClassMissing, PackNotTaken):
        return False


def check(kit: Kit, practice: Practice, help: Help) -> None:
    """Raise HelpIsOff where the teacher did not allow this help in what is being done."""
    if not allows(kit, practice, help):
        raise HelpIsOff(_SAYS[help](), _("Do it with what you know. Your teacher sees what you can do by yourself."))


def check_free(kit: Kit, about: Sequence[str]) -> None:
    """Raise BelongsToTask where one of these is what a teacher wrote for a task: it is done under its rules alone."""
    wanted = {name for name in about if name.startswith(own.PREFIX)}
    if wanted and _is_set(kit, wanted):
        raise BelongsToTask(
            _("These questions belong to a task of your class."), _("Begin the task: “carrel practise --task”.")
        )


def _is_set(kit: Kit, wanted: set[str]) -> bool:
    with kit.store.reading() as db:
        classes = tables.classes(db)
    try:
        return any(own.own_id(asked) in wanted for one in classes for asked in mine(kit, one))
    except PackNotTaken:  # then nobody can tell what the teacher allowed
        return True


_SAYS = {
    "hints": lambda: _("Your teacher set this without hints."),
    "solution": lambda: _("Your teacher set this without solutions."),
    "feedback": lambda: _("Your teacher set this without the tutor."),
    "talk": lambda: _("Your teacher set this without a talk with the tutor."),
}
