"""What a learner says about themselves, and what they work towards."""

from __future__ import annotations

from dataclasses import dataclass, replace

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows import remember, told
from carrel.flows.kit import Kit
from carrel.learner import tables
from carrel.learner.model import Goal, LearnerMissing, Profile
from carrel.library.packs import tables as packs


@dataclass(frozen=True)
class Subject:
    """Something a goal can be about: a topic or a skill of an installed pack, by its id and its name."""

    id: str
    name: str


@dataclass(frozen=True)
class Looked:
    """All that a learner sees of themselves, read at one moment. subjects: what a goal can be about."""

    profile: Profile
    goals: tuple[Goal, ...]
    facts: tuple[remember.Remembered, ...]
    subjects: tuple[Subject, ...]
    preview: Preview


@dataclass(frozen=True)
class Preview:
    """What the tutor is told: the two parts of the prompt, empty where there is nothing to say; the sentences of the
    first, each with the field it comes from; and how many facts are left out.
    """

    about: str
    remembered: str
    lines: tuple[told.Line, ...]
    left_out: int = 0


def profile(kit: Kit, learner: str = "") -> Profile:
    """What the learner said about themselves."""
    with kit.store.reading() as db:
        return tables.profile(db, learner)


def named(kit: Kit, name: str) -> str:
    """The learner who is kept under this name, or wants to be called so; raises LearnerMissing."""
    with kit.store.reading() as db:
        known = {one: tables.profile(db, one).called for one in ("", *tables.learners(db))}
    wanted = name.strip().casefold()
    for one, called in known.items():
        if wanted in {one.casefold(), called.casefold()} - {""}:
            return one
    raise LearnerMissing(
        _("There is no learner called “{name}”.").format(name=beside(name, 40)),
        _("“carrel learner set called NAME --learner NAME” says who that is."),
    )


def of_learner(kit: Kit, name: str | None) -> Kit:
    """The kit for the learner with this name; the same for none. Raises LearnerMissing."""
    return replace(kit, learner=named(kit, name)) if name else kit


def look(kit: Kit, learner: str = "") -> Looked:
    """All of it."""
    said = profile(kit, learner)
    facts = tuple(remember.facts(kit, learner))
    return Looked(said, tuple(goals(kit, learner)), facts, tuple(subjects(kit)), preview(kit, said))


def keep(kit: Kit, profile: Profile) -> Profile:
    """Keep what the learner says now; it holds from the next turn of every chat. Returns it as it is kept.

    Raises NotSaid.
    """
    with kit.store.writing() as db:
        tables.keep(db, profile)
        return tables.profile(db, profile.learner)


def preview(kit: Kit, profile: Profile) -> Preview:
    """What a reply's prompt would say of this learner with this profile: the exact words, in a chat that begins now."""
    with kit.store.reading() as db:
        held = told.told(db, profile.learner)
        facts = tuple(tables.facts(db, profile.learner)) if profile.remembers else ()
    held = replace(held, profile=profile, facts=facts)
    chosen = told.chosen(held, "")
    return Preview(told.about(held), told.remembered(chosen), tuple(told.lines(held)), len(facts) - len(chosen))


def clear(kit: Kit, learner: str = "") -> Profile:
    """Say nothing about the learner any more; goals and facts stay. Returns what was said, for an undo."""
    with kit.store.writing() as db:
        before = tables.profile(db, learner)
        tables.keep(db, Profile(learner=before.learner, remembers=before.remembers))
    return before


def goals(kit: Kit, learner: str = "") -> list[Goal]:
    """The learner's goals in their order, done ones too."""
    with kit.store.reading() as db:
        return tables.goals(db, learner)


def add_goal(kit: Kit, words: str, date: str | None = None, about: str = "", learner: str = "") -> Goal:
    """Add a goal after the others; date: the day by which, as YYYY-MM-DD. Raises NotSaid."""
    with kit.store.writing() as db:
        goal = Goal(kit.stamp.new_id(), words, date, about, place=tables.next_place(db, learner), learner=learner)
        tables.keep_goal(db, goal)
        return tables.goal(db, goal.id)


def change_goal(kit: Kit, goal: Goal) -> Goal:
    """Keep what a goal says now; raises GoalMissing, NotSaid."""
    with kit.store.writing() as db:
        held = tables.goal(db, goal.id)
        tables.keep_goal(db, replace(goal, place=held.place, learner=held.learner))
        return tables.goal(db, goal.id)


def drop_goal(kit: Kit, goal: str) -> Goal:
    """Delete a goal; returns it, for `put_back_goal`. Raises GoalMissing."""
    with kit.store.writing() as db:
        return tables.drop_goal(db, goal)


def put_back_goal(kit: Kit, goal: Goal) -> None:
    """Undo that a goal was deleted: it stands where it stood."""
    with kit.store.writing() as db:
        tables.keep_goal(db, goal)


def move_goal(kit: Kit, goal: str, by: int) -> None:
    """Move a goal up (-1) or down (1) among the learner's goals; at an end it stays. Raises GoalMissing."""
    with kit.store.writing() as db:
        moved = tables.goal(db, goal)
        order = tables.goals(db, moved.learner)
        at = order.index(moved)
        order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
        for place, one in enumerate(order):
            tables.keep_goal(db, replace(one, place=place))


def subjects(kit: Kit) -> list[Subject]:
    """What a goal can be about: the topics of the installed packs and then their skills, each by name.

    A skill that is called like a topic is not offered beside it.
    """
    with kit.store.reading() as db:
        held = [pack.id for pack in packs.packs(db)]
        topics = [Subject(one.id, one.title) for pack in held for one in packs.topics(db, pack)]
        skills = [Subject(one.id, one.name) for pack in held for one in packs.skills(db, pack)]
    named = {one.name.casefold() for one in topics}
    return [*_by_name(topics), *_by_name([one for one in skills if one.name.casefold() not in named])]


def _by_name(subjects: list[Subject]) -> list[Subject]:
    return sorted(subjects, key=lambda one: one.name.casefold())
