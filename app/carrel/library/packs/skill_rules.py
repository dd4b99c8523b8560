"""The rules about skills: each known once, taught somewhere, and none before itself."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from carrel.base.show import beside
from carrel.base.words import _
from carrel.library.packs.course import FILE
from carrel.library.packs.findings import Finding, Place, fault, shortfall
from carrel.library.packs.model import Pack, Skill


def skills_are_known_once(pack: Pack) -> Iterator[Finding]:
    """No two skills have an id in common, and there is at least one."""
    seen: dict[str, int] = {}
    for skill in pack.skills:
        if skill.id in seen:
            yield fault(
                "duplicate-skill",
                Place(FILE, skill.line),
                _("The skill “{id}” is there twice: also in line {line}.").format(id=skill.id, line=seen[skill.id]),
                _("Keep one of the two, or give one another id."),
            )
        seen.setdefault(skill.id, skill.line)
    if not pack.skills:
        yield fault(
            "no-skills",
            Place(FILE),
            _("The pack names no skill."),
            _("Name what a learner will be able to do, each in a table [[skills]] with an id and a name."),
        )


def skills_that_are_named_exist(pack: Pack) -> Iterator[Finding]:
    """What skills require, topics teach and items ask for is a skill of the pack."""
    known = {skill.id for skill in pack.skills}
    for skill in pack.skills:
        yield from _unknown(skill.requires, known, Place(FILE, skill.line))
    for topic in pack.topics:
        yield from _unknown(topic.skills, known, Place(topic.file, topic.skills_line))
    for item in pack.items:
        named = item.raw.get("skills")
        wanted = [one for one in named if isinstance(one, str)] if isinstance(named, list) else []
        yield from _unknown(wanted, known, Place(item.file, item.line, item.id))


def skills_are_taught(pack: Pack) -> Iterator[Finding]:
    """Each skill is taught by a topic, and asked for by an item."""
    taught = {skill for topic in pack.topics for skill in topic.skills}
    asked = {
        skill
        for item in pack.items
        if isinstance(item.raw.get("skills"), list)
        for skill in map(str, item.raw["skills"])
    }
    for skill in pack.skills:
        place = Place(FILE, skill.line)
        if skill.id not in taught:
            yield shortfall(
                "untaught-skill",
                place,
                _("No topic teaches the skill “{id}”.").format(id=skill.id),
                _("Name it under “skills” in a topic, or take it out."),
            )
        elif skill.id not in asked:
            yield shortfall(
                "unasked-skill",
                place,
                _("No item asks for the skill “{id}”.").format(id=skill.id),
                _("Write an item for it, or take it out."),
            )


def no_skill_requires_itself(pack: Pack) -> Iterator[Finding]:
    """The prerequisites never lead back to where they began."""
    by_id = {skill.id: skill for skill in pack.skills}
    done: set[str] = set()
    for skill in pack.skills:
        chain = _cycle(skill.id, by_id, done)
        if chain:
            yield fault(
                "skill-cycle",
                Place(FILE, by_id[chain[0]].line),
                _("These skills require each other in a circle: {chain}.").format(chain=" → ".join(chain)),
                _("Take one of them out of the “requires” of the one before it."),
            )


def _cycle(start: str, by_id: dict[str, Skill], done: set[str]) -> list[str]:
    """The first circle that is reached from here, ending where it begins; walked without recursion."""
    if start in done:
        return []
    path, ahead = [start], [iter(by_id[start].requires)]
    while ahead:
        name = next(ahead[-1], None)
        if name is None:
            done.add(path.pop())
            ahead.pop()
        elif name in path:
            done.update(path)
            return [*path[path.index(name) :], name]
        elif name in by_id and name not in done:
            path.append(name)
            ahead.append(iter(by_id[name].requires))
    return []


def _unknown(wanted: Iterable[str], known: set[str], place: Place) -> Iterator[Finding]:
    for name in wanted:
        if name in known:
            continue
        meant = difflib.get_close_matches(name, known, 1, 0.7)
        yield fault(
            "unknown-skill",
            place,
            _("There is no skill “{id}” in this pack.").format(id=beside(name, 80)),
            _("Did you mean “{meant}”? Correct the name.").format(meant=meant[0])
            if meant
            else _("Add it to course.toml, or name another skill."),
        )
