"""The skills, what each builds on, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carrel.base.words import _
from carrel.flows.evidence import Known
from carrel.flows.figures.page import Page
from carrel.flows.figures.table import Figure, Table
from carrel.flows.figures.words import likely, state_words


@dataclass(frozen=True)
class Node:
    """A skill on the map. depth: how many come before it on the longest way; requires: those that are on the map."""

    known: Known
    subject: str
    depth: int
    requires: tuple[str, ...]


@dataclass(frozen=True)
class SkillMap(Figure):
    """The skills in the order of the packs, those of the subject first."""

    nodes: tuple[Node, ...]


def skill_map(page: Page, subject: str = "") -> SkillMap:
    """The map of a subject, with what its skills build on after it, or of everything that is here or was tried."""
    wanted = {one.skill for one in page.known if subject in {"", page.subjects.get(one.skill)}}
    wanted |= {before for skill in wanted for before in page.requires.get(skill, ())}
    shown = [one for one in page.known if one.skill in wanted]
    shown.sort(key=lambda one: bool(subject) and page.subjects.get(one.skill) != subject)
    names = {one.skill: one.name for one in page.known}
    there = {one.skill: tuple(name for name in page.requires.get(one.skill, ()) if name in names) for one in shown}
    requires = {skill: tuple(name for name in before if name in there) for skill, before in there.items()}
    deep = depths(requires)
    nodes = tuple(Node(one, page.subjects.get(one.skill, ""), deep[one.skill], requires[one.skill]) for one in shown)
    rows = tuple(
        _row(one, page.subjects.get(one.skill, ""), [names[name] for name in there[one.skill]]) for one in shown
    )
    return SkillMap(_("Skill map"), _reading(shown), Table(_headers(), rows), nodes)


def depths(requires: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many skills come before each on the longest way; of a circle, one counts as its beginning."""
    found: dict[str, int] = {}
    left = dict(requires)
    while left:
        ready = [skill for skill, before in left.items() if not left.keys() & set(before)] or [next(iter(left))]
        for skill in ready:
            found[skill] = 1 + max((found[name] for name in left.pop(skill) if name in found), default=-1)
    return found


def _headers() -> tuple[str, ...]:
    return (
        _("Skill"),
        _("Subject"),
        _("State"),
        _("Likely known, %"),
        _("At least, %"),
        _("At most, %"),
        _("Unaided tries"),
        _("Right"),
        _("Other tries"),
        _("Right of the others"),
        _("Comes back"),
        _("Items due"),
        _("Stuck"),
        _("Builds on"),
        _("Id"),
    )


def _row(known: Known, subject: str, before: Sequence[str]) -> tuple[str, ...]:
    told = known.mastery
    sure = (likely(told.p), likely(told.low), likely(told.high)) if told.enough else ("", "", "")
    counts = (told.tries, told.right, told.assisted, told.assisted_right)
    return (
        known.name,
        subject,
        state_words()[known.state],
        *sure,
        *map(str, counts),
        known.due or "",
        str(known.due_now),
        _("yes") if known.stuck else "",
        "; ".join(before),
        known.skill,
    )


def _reading(shown: Sequence[Known]) -> str:
    count = {state: sum(one.state == state for one in shown) for state in state_words()}
    return _(
        "Of {all} skills, {mastered} can be done unaided, {under_way} are under way, {unsure} need more evidence and "
        "{new} were not tried yet."
    ).format(all=len(shown), **count)
