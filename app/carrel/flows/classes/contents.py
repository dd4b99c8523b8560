"""What stands in a class pack, as values and as the files of the pack."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from carrel.assessment.fields import Fields, ItemRefused
from carrel.assessment.items import item_from
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.behaviours.model import Behaviour
from carrel.behaviours.reading import read as read_behaviour
from carrel.classroom.classes.model import POLICIES, Assignment, NotSaid, checked, checked_title
from carrel.classroom.model import PackUnreadable

CLASS_FILE = "class.json"
_LISTS = ("topics", "items", "documents", "groups")
_TEXTS = ("id", "title", "task", "behaviour", "policy", "opens", "due")
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Seat:
    """A pupil as a pack tells of one: the code that stands for the name, and the groups."""

    code: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A document in a pack. entry: the name of its file there. name: that of the file it was made from."""

    id: str
    entry: str
    name: str
    title: str


@dataclass(frozen=True)
class ClassContents:
    """All that a class pack says. items: questions in the form of formats.md, by the assignment they are for.

    told: what the teacher will see of a pupil's work, in one line for the pupil. behaviours: those that assignments
    name, by their names, without their tests.
    """

    title: str
    told: str
    seats: tuple[Seat, ...]
    assignments: tuple[Assignment, ...]
    items: Mapping[str, tuple[Mapping[str, Any], ...]]
    papers: tuple[Paper, ...] = ()
    behaviours: Mapping[str, Behaviour] = field(default_factory=dict)


def written(contents: ClassContents) -> bytes:
    """The file of the pack that says it all, but what stands in the documents."""
    said = {
        "title": contents.title,
        "told": contents.told,
        "seats": [{"code": one.code, "groups": one.groups} for one in contents.seats],
        "assignments": [_assignment_out(one) for one in contents.assignments],
        "items": {name: list(items) for name, items in contents.items.items()},
        "papers": [vars(one) for one in contents.papers],
    }
    if contents.behaviours:
        said["behaviours"] = [{"name": one.name, "text": one.text} for one in contents.behaviours.values()]
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read(content: bytes, classroom: str, made: Moment) -> ClassContents:
    """What such a file says, every field looked at; raises PackUnreadable, with what is wrong as its detail."""
    said = parsed(content)
    return refusing(lambda: _contents(said, classroom, made))


def parsed(content: bytes) -> Mapping[Any, Any]:
    """The JSON object in a file of a pack; raises PackUnreadable."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PackUnreadable.damaged(str(error)) from error
    if not isinstance(said, Mapping):
        raise PackUnreadable.damaged("not an object")
    return said


def refusing(read: Callable[[], _Value]) -> _Value:
    """What this reads; a fault in a field of a pack is told as one of the pack."""
    try:
        return read()
    except (ItemRefused, NotSaid) as error:
        raise PackUnreadable(
            _("Something in this pack cannot be read."),
            _("Ask whoever made it to update Carrel, and to send the pack once more."),
            error.what,
        ) from error


def _contents(said: Mapping[Any, Any], classroom: str, made: Moment) -> ClassContents:
    fields = Fields(said)
    assignments = tuple(_assignment_in(one, classroom, made) for one in fields.objects("assignments", empty=True))
    return ClassContents(
        checked_title(fields.text("title", required=True)),
        fields.text("told", required=True),
        tuple(Seat(one.text("code", required=True), one.texts("groups")) for one in fields.objects("seats")),
        assignments,
        {one.id: items for one in assignments if (items := _items(said, one.id))},
        tuple(
            Paper(*(one.text(name, required=True) for name in ("id", "entry", "name", "title")))
            for one in fields.objects("papers", empty=True)
        ),
        {one.name: one for one in map(_behaviour, fields.objects("behaviours", empty=True))},
    )


def _behaviour(fields: Fields) -> Behaviour:
    """A behaviour, within the bounds of its file; raises NotSaid for a text that is none."""
    text = fields.value("text")
    found = read_behaviour(fields.text("name", required=True), text if isinstance(text, str) else "")
    if found.behaviour is None:
        fault = next(one for one in found.faults if one.is_grave)
        raise NotSaid(fault.what, fault.then)
    return found.behaviour


def _items(said: Mapping[Any, Any], assignment: str) -> tuple[Mapping[str, Any], ...]:
    """The questions of an assignment as they were written; raises ItemRefused for one that Carrel would not ask."""
    listed = Fields(said).inner("items")
    items = listed.raws(assignment) if listed is not None else ()
    for one in items:
        item_from(one)
    return items


def _assignment_out(assignment: Assignment) -> dict[str, object]:
    said = {name: getattr(assignment, name) for name in (*_TEXTS, *_LISTS, "count", "transcript")}
    return {name: value for name, value in said.items() if value not in ("", ())}


def _assignment_in(fields: Fields, classroom: str, made: Moment) -> Assignment:
    policy = fields.text("policy", required=True)
    if policy not in POLICIES:
        raise NotSaid(_("This is no rule for the tutor: “{rule}”.").format(rule=clean(policy)[:40]), "")
    said: dict[str, Any] = {name: fields.text(name, required=name in {"id", "title"}) for name in _TEXTS}
    said |= {name: fields.texts(name) for name in _LISTS}
    said |= {"count": int(fields.number("count", 10)), "transcript": fields.truth("transcript", False), "given": True}
    return checked(Assignment(classroom=classroom, created=made, **said))
