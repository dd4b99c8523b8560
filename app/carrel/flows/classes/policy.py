"""What the tutor may do in what a class was asked to do; the signed pack says so, and nothing else (F7.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Practice
from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.behaviours.model import Behaviour
from carrel.classroom.classes.model import Assignment, ClassMissing, Policy
from carrel.classroom.joined import tables
from carrel.classroom.joined.model import Joined
from carrel.flows.classes import open_pack, own
from carrel.flows.classes.give_out import told
from carrel.flows.classes.open_pack import PackNotTaken, mine
from carrel.flows.kit import Kit
from carrel.flows.standing import ALL_HELP, Help, Standing

_ALLOWS: dict[Policy, frozenset[Help]] = {
    "off": frozenset(),
    "hints": frozenset({"hints"}),
    "feedback": frozenset({"feedback"}),
    "open": frozenset({"hints", "solution", "feedback", "talk"}),
}


@dataclass(frozen=True)
class Rules:
    """What holds in a practice that a teacher set.

    title: of the task; empty where the pack that says it is gone or was changed. says: the rule in words. allows: which
    help may be had. sees: what the teacher sees of it. talks: whether a talk with the tutor goes to the teacher, too.
    behaviour: which one the tutor follows where it may speak; None for the usual manner.
    """

    title: str
    says: str
    allows: frozenset[Help]
    sees: str
    talks: bool = False
    behaviour: Behaviour | None = None

    @property
    def help(self) -> tuple[Help, ...]:
        """All help that may be had, in the order of ALL_HELP."""
        return tuple(one for one in ALL_HELP if one in self.allows)


class NotOpenYet(CarrelError):
    """The first day of what was set is still to come."""


class HelpIsOff(CarrelError):
    """The teacher set this without such help."""


class BelongsToTask(CarrelError):
    """A teacher wrote these questions for a task."""


def task(kit: Kit, named: str) -> tuple[Joined, Assignment]:
    """The assignment with this id or title, in any class; without a name, the only one.

    Raises ClassMissing, and PackNotTaken where the pack of a class was changed.
    """
    joined, asked, _behaviours = _found(kit, named)
    return joined, asked


def _found(kit: Kit, named: str) -> tuple[Joined, Assignment, Mapping[str, Behaviour]]:
    """The same, with the behaviours of its pack."""
    with kit.store.reading() as db:
        classes = tables.classes(db)
    found = []
    for one in classes:
        contents = open_pack.kept(kit, one)[1]
        tasks = open_pack.asked(one, contents)
        found += [(one, asked, contents.behaviours) for asked in tasks if not named or named in {asked.id, asked.title}]
    if len(found) == 1:
        return found[0]
    if found:
        raise ClassMissing(_("More than one task fits."), _("Name it by its id; “carrel class mine” tells them."))
    raise ClassMissing(_("There is no such task."), _("“carrel class mine” tells what your classes ask of you."))


def rules(kit: Kit, practice: Practice) -> Rules | None:
    """What holds in what is being done; None where nobody set it."""
    if not practice.assignment:
        return None
    try:
        _joined, asked, behaviours = _found(kit, practice.assignment)
    except (ClassMissing, PackNotTaken) as error:
        return Rules("", f"{error.what} {_('Until then there is no help.')}", frozenset(), error.next_step)
    return replace(rules_for(asked), behaviour=followed(asked, behaviours))


def rules_for(asked: Assignment) -> Rules:
    """What holds in whatever is done for this assignment."""
    return Rules(asked.title, in_words(asked.policy), _ALLOWS[asked.policy], told([asked]), asked.transcript)


def followed(asked: Assignment, behaviours: Mapping[str, Behaviour]) -> Behaviour | None:
    """Which behaviour of its pack the tutor follows in an assignment; None for the usual manner, and for silence."""
    return behaviours.get(asked.behaviour) if speaks(asked.policy) else None


def speaks(policy: Policy) -> bool:
    """Whether the tutor says anything in words of its own; a hint is in those of its question."""
    return not _ALLOWS[policy].isdisjoint(("feedback", "talk"))


def follows(behaviour: Behaviour | None) -> str:
    """That the tutor follows it, in one sentence for the pupil; empty for the usual manner."""
    if behaviour is None:
        return ""
    return _("The tutor follows your teacher's “{name}” here.").format(name=beside(behaviour.title, 60))


def opened(kit: Kit, asked: Assignment) -> None:
    """Raise NotOpenYet before the first study day of an assignment."""
    if asked.opens > kit.stamp.now().day:
        raise NotOpenYet(
            _("“{name}” opens on {day}.").format(name=beside(asked.title, 80), day=asked.opens),
            _("Come back on that day; until then there is nothing to do for it."),
        )


def rules_of(kit: Kit, session: str) -> Rules | None:
    """What holds in this session of practice; raises PracticeMissing."""
    with kit.store.reading() as db:
        practice = attempts.session(db, session)
    return rules(kit, practice)


def in_words(policy: Policy) -> str:
    """What the tutor may do, in one sentence for the pupil."""
    return _RULES[policy]()


def allows(kit: Kit, practice: Practice, help: Help) -> bool:
    """Whether the teacher allows this help in what is being done; what nobody set allows all.

    A pack that is gone or was changed allows nothing: then nobody can tell what the teacher allowed.
    """
    return help in allowed(kit, practice)


def allowed(kit: Kit, practice: Practice) -> tuple[Help, ...]:
    """All help that the teacher allows in what is being done; see `allows`."""
    held = rules(kit, practice)
    return held.help if held is not None else ALL_HELP


def obeyed(kit: Kit, practice: Practice, now: Standing) -> Standing:
    """Where a session stands, without any help in reach that the teacher did not allow."""
    return now.obeying(allowed(kit, practice)) if practice.assignment else now


def check(kit: Kit, practice: Practice, help: Help) -> None:
    """Raise HelpIsOff where the teacher did not allow this help in what is being done."""
    if not allows(kit, practice, help):
        raise HelpIsOff(_SAYS[help](), _("Do it with what you know. Your teacher sees what you can do by yourself."))


_RULES: dict[Policy, Callable[[], str]] = {
    "off": lambda: _("Without help: one try at each question, no hints, and no tutor."),
    "hints": lambda: _("Hints only: no solutions, and no talk with the tutor."),
    "feedback": lambda: _("Feedback only: no hints, no solutions, and no talk with the tutor."),
    "open": lambda: _("All help is allowed."),
}


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
