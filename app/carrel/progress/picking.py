"""Chooses the next item of a practice: what is owed, what is due, then prerequisites first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carrel.base.stamp import derived_id, family
from carrel.progress.mastery import tracing
from carrel.progress.model import Try

APART = 2
"""So many other items come between an item that was helped with and its like, which is done unaided."""


@dataclass(frozen=True)
class Candidate:
    """An item that may come, and what it asks for."""

    item: str
    kind: str
    skills: tuple[str, ...]

    @property
    def family(self) -> str:
        """What it shares with the items that differ from it in their numbers alone."""
        return family(self.item)


@dataclass(frozen=True)
class Scene:
    """What the choice hangs on.

    candidates: the items in scope. requires: of each skill in scope, the skills before it. known: how likely each skill
    is known. tries: all tries in scope, oldest first. here: the items this session has shown, in order. today: the
    study day. seed: decides where nothing else does.
    """

    candidates: Sequence[Candidate]
    requires: Mapping[str, Sequence[str]]
    known: Mapping[str, float]
    tries: Sequence[Try]
    here: Sequence[str]
    today: str
    seed: int


def pick(scene: Scene) -> str | None:
    """The next item of a practice; None when there is none but the one that was shown last."""
    free = [one for one in scene.candidates if one.item not in scene.here[-1:]]
    return _like_of_owed(scene, free, APART) or _of_skill(scene, free)


def pick_due(scene: Scene, due: Sequence[str]) -> str | None:
    """The next item of a review; due: the items that are due, longest first. Subjects are mixed where they can be."""
    free = [one for one in scene.candidates if one.item not in scene.here[-1:]]
    owed = _like_of_owed(scene, free, APART)
    if owed is not None:
        return owed
    by_item = {one.item: one for one in free}
    waiting = [by_item[item] for item in due if item in by_item]
    last = next((set(one.skills) for one in scene.candidates if one.item in scene.here[-1:]), set())
    other = next((one.item for one in waiting if not last & set(one.skills)), None)
    return other or next((one.item for one in waiting), None) or _like_of_owed(scene, free, 0)


def owed(tries: Iterable[Try], skills: Mapping[str, tuple[str, ...]], today: str) -> list[str]:
    """The items that were helped with today and whose like was not yet done unaided, `APART` items later.

    skills: of each item.
    """
    since: dict[str, set[str]] = {}
    for one in tries:
        if one.created.day != today or one.item not in skills:
            continue
        if one.unaided:
            for item in [item for item, between in since.items() if len(between - {one.item}) >= APART]:
                if item != one.item and set(skills[item]) & set(skills[one.item]):
                    del since[item]
        for item, between in since.items():
            between.update({one.item} - {item})
        if one.help > 0:
            since[one.item] = set()
    return list(since)


def _like_of_owed(scene: Scene, free: Sequence[Candidate], apart: int) -> str | None:
    by_item = {one.item: one for one in scene.candidates}
    recent = scene.here[-apart:] if apart else ()
    for item in owed(scene.tries, {name: one.skills for name, one in by_item.items()}, scene.today):
        found = _like(scene, by_item[item], free) if item not in recent else None
        if found is not None:
            return found
    return None


def _like(scene: Scene, item: Candidate, free: Sequence[Candidate]) -> str | None:
    """The item with other numbers, or one that asks for the same in the same manner, or else for the same skill."""
    alike = [one for one in free if one.item != item.item and set(one.skills) & set(item.skills)]
    order = _freshness(scene)

    def distance(one: Candidate) -> tuple[Any, ...]:
        strange = one.family != item.family
        return (one.item in scene.here, strange, one.skills != item.skills, one.kind != item.kind, order(one))

    return min(alike, key=distance).item if alike else None


def _of_skill(scene: Scene, free: Sequence[Candidate]) -> str | None:
    """The freshest item of the ready skill that this session has seen least, the least known first."""
    counts: dict[str, int] = {}
    skills = {one.item: one.skills for one in scene.candidates}
    for item in scene.here:
        for skill in skills.get(item, ()):
            counts[skill] = counts.get(skill, 0) + 1
    families = {one.family for one in scene.candidates if one.item in scene.here}
    there = {skill for one in free for skill in one.skills if skill in scene.requires}
    unseen = {skill for one in free if one.item not in scene.here for skill in one.skills}
    ready = [skill for skill in sorted(there) if _is_ready(scene, skill, there)] or sorted(there)
    order = _freshness(scene)
    for skill in sorted(ready, key=lambda one: (one not in unseen, counts.get(one, 0), scene.known.get(one, 0.0))):
        items = [one for one in free if skill in one.skills]
        items.sort(key=lambda one: (one.item in scene.here, one.family in families, order(one)))
        return items[0].item
    return None


def _is_ready(scene: Scene, skill: str, there: set[str]) -> bool:
    """Whether all that comes before a skill is known well enough, as far as it can be practised here."""
    threshold = tracing().ready
    before, seen = [*scene.requires.get(skill, ())], {skill}
    while before:
        one = before.pop()
        if one not in seen:
            seen.add(one)
            if one in there and scene.known.get(one, 0.0) < threshold:
                return False
            before.extend(scene.requires.get(one, ()))
    return True


def _freshness(scene: Scene) -> Callable[[Candidate], tuple[int, int, str]]:
    """Sorts items never tried before others, then those tried longest ago; other numbers make no other item of it."""
    last = {family(one.item): number for number, one in enumerate(scene.tries)}
    own = {one.item: number for number, one in enumerate(scene.tries)}
    return lambda one: (last.get(one.family, -1), own.get(one.item, -1), derived_id(str(scene.seed), one.item))
