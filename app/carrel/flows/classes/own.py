"""The questions that a teacher wrote for an assignment: a small pack of one's own, on either side (formats.md, 1).

They are practised, marked and counted like those of any course pack. The pack, its one topic and its one skill have the
same id, which is made of the ids of the class and of the assignment, so that no class can touch what another brought,
or an installed course.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from carrel.assessment import tables as items
from carrel.assessment.attempts import tables as attempts
from carrel.assessment.fields import ItemRefused
from carrel.base.stamp import Moment, derived_id
from carrel.base.words import _
from carrel.classroom.classes.model import Assignment
from carrel.library.packs import tables as packs
from carrel.library.packs.model import Pack, PackMissing, Skill, Topic

if TYPE_CHECKING:
    from carrel.store.db import Database

PREFIX = "class."

Raw = Mapping[str, Any]
"""A question as formats.md has it."""


def own_id(assignment: Assignment) -> str:
    """The id of the pack, the topic and the skill of what was written for an assignment."""
    return PREFIX + derived_id("own", assignment.classroom, assignment.id)


def named(assignment: Assignment, raw: Raw, known: set[str]) -> dict[str, Any]:
    """The question under an id of the assignment; the same one always has the same.

    known: the ids of the skills that are here; of others, and without any, it is under the assignment's own skill.
    """
    own = own_id(assignment)
    kept = {name: value for name, value in raw.items() if name not in {"id", "skills", "unreviewed"}}
    said = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    told = [skill for skill in raw.get("skills") or () if skill in known]
    return {**kept, "id": f"{own}.{derived_id(said)}", "skills": told or [own]}


def bodies(db: Database, assignment: Assignment) -> tuple[Raw, ...]:
    """The questions of an assignment that go out, in their order; raises PracticeMissing for one that is not here."""
    return tuple(json.loads(attempts.body(db, name)) for name in assignment.items)


def keep(db: Database, assignment: Assignment, listed: Sequence[Raw], now: Moment) -> None:
    """Keep these questions of an assignment, and no others; without any, take its pack away. Tries are kept.

    Raises ItemRefused for a question whose id is not one of this assignment's.
    """
    own = own_id(assignment)
    if not listed:
        _forget(db, own)
        return
    if not all(str(raw.get("id", "")).startswith(f"{own}.") for raw in listed):
        raise ItemRefused.because(_("A question has an id that is not one of this assignment's."))
    topic = Topic(own, assignment.title, _("Questions from your class"), (own,), 0, "", 0)
    pack = Pack(own, now.day, assignment.title, "", "", (), "", (Skill(own, assignment.title),), (topic,))
    packs.keep(db, pack, now)
    packs.keep_topics(db, pack, {})
    items.forget(db, own, [raw["id"] for raw in listed])
    for raw in listed:
        items.keep(db, raw["id"], raw["kind"], own, own, json.dumps(raw, ensure_ascii=False))


def topics(assignment: Assignment) -> tuple[str, ...]:
    """What is practised for an assignment: the topics of courses, and what was written for it."""
    return (*assignment.topics, *((own_id(assignment),) if assignment.items else ()))


def _forget(db: Database, own: str) -> None:
    items.forget(db, own, ())
    try:
        packs.get(db, own)
    except PackMissing:
        return
    packs.remove(db, own)
