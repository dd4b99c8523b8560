"""Examples of better replies as a person looks at them, and changes, adds and removes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.base.errors import CarrelError
from carrel.base.matching import folded
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.conversations import tables as chats
from carrel.conversations.model import MessageMissing
from carrel.courses import tables as courses
from carrel.courses.model import Course
from carrel.desk import tables as desks
from carrel.desk.model import Desk
from carrel.examples import tables
from carrel.examples.model import CHATS, Correction, ExampleMissing, Place
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database

LONGEST, LONGEST_WHY = 20_000, 1_000
"""Characters of what was asked or would have been said, and of a reason."""


class ExampleRefused(CarrelError):
    """The example cannot be kept so."""


@dataclass(frozen=True)
class Held:
    """An example as it is shown.

    course, desk: the one it belongs to; None for none, or a deleted one. chat: the id of the chat it came from; empty
    where there is none, or it was deleted. times, last: how often it was used, and when last.
    """

    correction: Correction
    course: Course | None = None
    desk: Desk | None = None
    chat: str = ""
    times: int = 0
    last: Moment | None = None


def listed(kit: Kit, words: str = "", place: Place | None = None) -> list[Held]:
    """The examples that hold all these words, of one place or of all, newest first."""
    wanted = folded(clean(words)).split()
    with kit.store.reading() as db:
        found = tables.corrections(db) if place is None else tables.of_place(db, place)
        return _held(db, [one for one in found if _holds(one, wanted)])


def show(kit: Kit, example: str) -> Held:
    """One example; raises ExampleMissing."""
    with kit.store.reading() as db:
        return _held(db, [tables.get(db, example)])[0]


def named(kit: Kit, name: str) -> Held:
    """The example with this id, or the only one whose id begins so; raises ExampleMissing."""
    with kit.store.reading() as db:
        found = [one for one in tables.corrections(db) if one.id == name or (name and one.id.startswith(name))]
        if len(found) != 1:
            raise ExampleMissing(
                _("No example has the id “{name}”.").format(name=name), _("“carrel examples list” shows the ids.")
            )
        return _held(db, found)[0]


def add(kit: Kit, question: str, better: str, why: str = "", place: Place = CHATS) -> Correction:
    """Keep an example that no chat brought; raises ExampleRefused."""
    question, better, why = checked(question, better, why)
    made = Correction(kit.stamp.new_id(), "", "", "", better, kit.stamp.now(), question, why, place)
    with kit.store.writing() as db:
        tables.keep(db, made)
    return made


def change(kit: Kit, correction: Correction) -> Correction:
    """Keep what the example says now; it holds from the next prompt. Raises ExampleMissing, ExampleRefused."""
    question, better, why = checked(correction.question, correction.better, correction.why)
    changed = replace(correction, question=question, better=better, why=why)
    with kit.store.writing() as db:
        tables.change(db, changed)
    return changed


def remove(kit: Kit, examples: Sequence[str]) -> list[Correction]:
    """Take examples away, and hand them back for an undo; raises ExampleMissing when one is not there."""
    with kit.store.writing() as db:
        removed = [tables.get(db, example) for example in examples]
        for example in examples:
            tables.forget(db, example)
    return removed


def put_back(kit: Kit, removed: Sequence[Correction]) -> None:
    """Undo that; an example whose chat is gone by now stands alone."""
    with kit.store.writing() as db:
        for one in reversed(removed):
            tables.keep(db, one if _chat(db, one) is not None else replace(one, message=""))


def place_of(kit: Kit, course: str) -> Place:
    """The place of a course by its title or id, or of the chats in none for an empty name; raises CourseMissing."""
    if not course:
        return CHATS
    with kit.store.reading() as db:
        return Place("course", courses.named(db, course).id)


def checked(question: str, better: str, why: str = "") -> tuple[str, str, str]:
    """The three texts as they are kept; raises ExampleRefused."""
    question, better, why = (clean(text).strip() for text in (question, better, why))
    if not question:
        raise ExampleRefused(_("It is not said what was asked."), _("Write the question that the reply answers."))
    if not better:
        raise ExampleRefused(_("There is no better reply yet."), _("Write what you would have said."))
    if max(len(question), len(better)) > LONGEST:
        raise ExampleRefused(
            _("This is longer than {most} characters.").format(most=f"{LONGEST:,}"),
            _("Keep the part that shows best what you want."),
        )
    if len(why) > LONGEST_WHY:
        raise ExampleRefused(
            _("The reason is longer than {most} characters.").format(most=f"{LONGEST_WHY:,}"),
            _("Say it in a sentence or two."),
        )
    return question, better, why


def _holds(one: Correction, wanted: Sequence[str]) -> bool:
    text = folded("\n".join((one.question, one.said, one.better, one.why))) if wanted else ""
    return all(word in text for word in wanted)


def _held(db: Database, found: Sequence[Correction]) -> list[Held]:
    uses = tables.last_uses(db)
    in_courses = {course.id: course for course in courses.courses(db)}
    at_desks = {desk.id: desk for desk in desks.desks(db)}
    return [
        Held(
            one,
            in_courses.get(one.place.id),
            at_desks.get(one.place.id),
            _chat(db, one) or "",
            *uses.get(one.id, (0, None)),
        )
        for one in found
    ]


def _chat(db: Database, one: Correction) -> str | None:
    """The id of the chat that an example came from; empty where it was deleted, or none brought it, None where it is
    not even kept.
    """
    if not one.message:
        return ""
    try:
        message = chats.get_message(db, one.message)
    except MessageMissing:
        return None
    deleted = message.deleted or chats.get_conversation(db, message.conversation).deleted
    return "" if deleted else message.conversation
