"""Courses: made, changed and taken away, and what a chat inherits from its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carrel.attachments import tables as attaching
from carrel.attachments.model import MOST, Attachment, AttachmentRefused, Owner
from carrel.base.modes import Mode
from carrel.base.words import _
from carrel.behaviours import tables as behaviours
from carrel.behaviours.model import Behaviour, BehaviourMissing
from carrel.conversations import tables as chats
from carrel.conversations.listing import tables as listing
from carrel.conversations.model import Conversation
from carrel.conversations.talks import tables as talks
from carrel.courses import tables
from carrel.courses.model import Course, Help
from carrel.flows.kit import Kit
from carrel.flows.told import NOTHING, Told, told
from carrel.library import tables as library

if TYPE_CHECKING:
    from carrel.store.db import Database


@dataclass(frozen=True)
class Binding:
    """What holds for a chat: its own choice first, then its course's, then the usual.

    model: the name of the model that answers. course: None for a chat in none, or in a deleted one. mode: whether it
    is answered from sources only. told: what a reply's prompt may say of the learner; no other prompt does. hints:
    whether it was begun by the rules of practice. behaviour: the manner it is answered in; None for the usual one.
    lacks: the name of a behaviour that is chosen and is not here.
    """

    model: str
    course: Course | None = None
    sources: tuple[Attachment, ...] = ()
    mode: Mode = "open"
    told: Told = NOTHING
    hints: bool = False
    behaviour: Behaviour | None = None
    lacks: str = ""

    @property
    def help(self) -> Help:
        """How much the tutor helps."""
        in_course = self.course.help if self.course is not None else "open"
        return "hints" if self.hints and in_course == "open" else in_course


def bind(kit: Kit, db: Database, conversation: Conversation | None, course: str | None = None) -> Binding:
    """What holds for this chat, or for a new one in the course with this id."""
    held = conversation.course if conversation is not None else course
    found = tables.get(db, held) if held is not None else None
    usual = kit.settings.current.model
    chosen = conversation.model if conversation is not None else None
    hints = conversation is not None and talks.talk(db, conversation.id) is not None
    said = told(db, kit.learner)
    own = conversation.behaviour if conversation is not None else None
    if found is None or found.deleted:
        alone = Binding(chosen or usual, mode=(conversation and conversation.mode) or "open", told=said, hints=hints)
        return following(db, alone, own or "")
    bound = Binding(
        chosen or found.model or usual,
        found,
        tuple(attaching.of(db, "course", found.id)),
        (conversation and conversation.mode) or found.mode,
        said,
        hints,
    )
    return following(db, bound, found.behaviour if own is None else own)


def following(db: Database, binding: Binding, behaviour: str) -> Binding:
    """The same, answered as the behaviour of this name says; empty for none."""
    if not behaviour:
        return replace(binding, behaviour=None, lacks="")
    try:
        return replace(binding, behaviour=behaviours.by_name(db, behaviour), lacks="")
    except BehaviourMissing:
        return replace(binding, behaviour=None, lacks=behaviour)


def courses(kit: Kit) -> list[Course]:
    """The courses, by title."""
    with kit.store.reading() as db:
        return tables.courses(db)


def named(kit: Kit, name: str) -> Course:
    """The course with this title or id; raises CourseMissing."""
    with kit.store.reading() as db:
        return tables.named(db, name)


def sources(kit: Kit, course: str) -> list[Attachment]:
    """The texts that every chat of the course is given."""
    with kit.store.reading() as db:
        return attaching.of(db, "course", course)


def make(kit: Kit, title: str) -> Course:
    """Make a course; raises CourseRefused."""
    course = Course(kit.stamp.new_id(), kit.stamp.now(), " ".join(title.split()))
    with kit.store.writing() as db:
        tables.create(db, course)
    return course


def change(kit: Kit, course: Course) -> None:
    """Keep what the course says now; it holds from the next turn of each of its chats. Raises CourseRefused."""
    with kit.store.writing() as db:
        tables.change(db, course)


def use_model(kit: Kit, course: str, model: str | None) -> None:
    """Answer the chats of the course with this model; None for the usual one."""
    with kit.store.writing() as db:
        tables.change(db, replace(tables.get(db, course), model=model))


def delete(kit: Kit, course: str) -> None:
    """Take the course away; its chats stay, and go back into it with an undo."""
    with kit.store.writing() as db:
        tables.delete(db, course, kit.stamp.now())


def undelete(kit: Kit, course: str) -> None:
    """Bring a deleted course back."""
    with kit.store.writing() as db:
        tables.undelete(db, course)


def counts(kit: Kit) -> dict[str | None, int]:
    """How many chats each course has; under None those in no course."""
    with kit.store.reading() as db:
        return listing.counts(db)


def save(kit: Kit, course: Course, added: Sequence[Attachment] = (), removed: Sequence[str] = ()) -> None:
    """Keep a course, new or changed, with the sources it gains and loses, all at once.

    It holds from the next turn of each of its chats. Raises CourseRefused, AttachmentRefused.
    """
    with kit.store.writing() as db:
        if any(course.id == held.id for held in tables.courses(db)):
            tables.change(db, course)
        else:
            tables.create(db, course)
        for one in removed:
            held = attaching.kept(db, one)
            if held is not None and held.document is not None:
                library.take_out_of(db, held.document, course.id)
            attaching.take_off(db, one, "course", course.id)
        for attachment in added:
            hang(db, attachment, "course", course.id)
        if len(attaching.of(db, "course", course.id)) > MOST:
            raise AttachmentRefused(
                _("A course can have at most {count} sources.").format(count=MOST), _("Remove some of them first.")
            )


def hang(db: Database, attachment: Attachment, kind: Owner, owner: str | None) -> None:
    """Keep an attachment on its owner; what hangs on a course is a document of the library, and looked into there."""
    attaching.attach(db, attachment, kind, owner)
    if kind == "course" and owner is not None and attachment.document is not None:
        library.list_openly(db, attachment.document)
        library.put_into(db, attachment.document, (owner,))


@dataclass(frozen=True)
class Place:
    """Where a chat was before it was moved, and the model chosen for it."""

    conversation: str
    course: str | None
    model: str | None


def move(kit: Kit, conversations: Sequence[str], course: str | None) -> tuple[Place, ...]:
    """Put chats into a course, or out of any; each inherits everything anew. Returns what `put_back` needs.

    Raises CourseMissing, and ConversationMissing when one chat of them is not there.
    """
    with kit.store.writing() as db:
        if course is not None:
            tables.get(db, course)
        before = tuple(Place(*place) for place in listing.places(db, conversations))
        if missing := set(conversations) - {place.conversation for place in before}:
            chats.get_conversation(db, missing.pop())
        listing.move(db, conversations, course)
    return before


def put_back(kit: Kit, places: Sequence[Place]) -> None:
    """Undo a move."""
    with kit.store.writing() as db:
        listing.put_back(db, [(place.conversation, place.course, place.model) for place in places])
