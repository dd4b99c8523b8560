"""Bringing in chats that Carrel or another program has exported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.attachments import tables as attachments
from carrel.attachments.model import Attachment
from carrel.attachments.model import Owner as Owning
from carrel.base.errors import CarrelError
from carrel.base.stamp import derived_id
from carrel.base.text import cap
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.conversations import tables
from carrel.conversations.context import tables as context
from carrel.conversations.model import ConversationMissing, Message
from carrel.conversations.whole import tables as whole
from carrel.courses import tables as courses
from carrel.courses.model import LONGEST_TITLE, Course, CourseMissing
from carrel.exchange import reading
from carrel.exchange.api import Bad, Chat, Lost, Taken
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database


class FileUnreadable(CarrelError):
    """The file cannot be opened."""


@dataclass(frozen=True)
class BroughtIn:
    """What came in.

    source: the program the file comes from. chats: the ids of those that came in, brought_back of them were deleted
    before. courses: the ids of those that were made for them. known: how many were here already. bad: those that could
    not be read. stopped: whether a person stopped it, so that there may be more in the file.
    """

    source: str
    chats: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    messages: int = 0
    known: int = 0
    brought_back: int = 0
    bad: tuple[Bad, ...] = ()
    lost: Lost = Lost()  # noqa: RUF009 - frozen
    stopped: bool = False
    trouble: CarrelError | None = None

    def sentence(self) -> str:
        """The result in a sentence or two."""
        told = [counted("One chat came in.", "{count} chats came in.", len(self.chats))] if self.chats else []
        if self.known:
            told.append(counted("One was here already.", "{count} were here already.", self.known))
        if self.bad:
            told.append(counted("One could not be read.", "{count} could not be read.", len(self.bad)))
        if self.stopped:
            told.append(_("You stopped it; the rest of the file was not read."))
        if self.trouble is not None:
            told.append(self.trouble.what)
        return " ".join(told) or _("There were no chats in the file.")


def bring_in(kit: Kit, path: Path, cancel: Cancel) -> Iterator[Progress | BroughtIn]:
    """Read the chats of a file, each whole or not at all; yields progress, and at last what came in.

    A chat that is here already is left alone; one that was deleted comes back. Raises FileUnreadable, FileRefused; then
    nothing came in.
    """
    yield Progress(_("Reading the file"))
    source, found = reading.read(_content(path), kit.stamp.now())
    taker = _Taker(kit, source.title())
    for number, one in enumerate(found, 1):
        if cancel.is_set:
            yield replace(taker.so_far, stopped=True)
            return
        try:
            taker.take(one)
        except CarrelError as error:
            if not taker.so_far.chats:
                raise
            yield replace(taker.so_far, trouble=error)
            return
        yield Progress(_("Bringing in the chats"), number)
    yield taker.so_far


def take_back(kit: Kit, brought: BroughtIn) -> None:
    """Undo it: what came in is deleted again; chats that are gone already are no matter."""
    now = kit.stamp.now()
    with kit.store.writing() as db:
        for chat in brought.chats:
            tables.delete_conversation(db, chat, now)
        for course in brought.courses:
            courses.delete(db, course, now)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():  # a pipe would be waited for
            raise FileNotFoundError
        if path.stat().st_size > reading.MOST_BYTES:
            raise reading.too_large()
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(
            _("The file {file} cannot be opened.").format(file=path),
            _("Look whether it is still there and may be read, and try again."),
            type(error).__name__,
        ) from error


class _Taker:
    """Puts one chat after the other into the store, and counts."""

    def __init__(self, kit: Kit, source: str) -> None:
        self._kit = kit
        self.so_far = BroughtIn(source)

    def take(self, found: Taken | Bad) -> None:
        """One chat, in a transaction of its own."""
        now = self.so_far
        if isinstance(found, Bad):
            self.so_far = replace(now, bad=(*now.bad, found))
            return
        chat, cut = _capped(found.chat)
        with self._kit.store.writing() as db:
            place = _place_for(db, chat)
            course = _course_for(self._kit, db, chat.course) if place.is_free else None
            if place.is_free:
                _put(db, chat, place.id, course[0] if course else None)
            elif place.was_deleted:
                tables.undelete_conversation(db, place.id)
        if not place.is_free and not place.was_deleted:
            self.so_far = replace(now, known=now.known + 1)
            return
        self.so_far = replace(
            now,
            chats=(*now.chats, place.id),
            courses=(*now.courses, course[0]) if course and course[1] else now.courses,
            messages=now.messages + len(chat.messages),
            brought_back=now.brought_back + place.was_deleted,
            lost=now.lost + found.lost + cut,
        )


@dataclass(frozen=True)
class _Place:
    """The id a chat gets here; not free when the same chat has it, which may be deleted."""

    id: str
    is_free: bool
    was_deleted: bool = False


def _place_for(db: Database, chat: Chat) -> _Place:
    """Its own id, or when another chat has that one always the same other id."""
    wanted, likeness = chat.conversation.id, chat.likeness()
    identity, number = wanted, 0
    while True:
        try:
            here = tables.get_conversation(db, identity)
        except ConversationMissing:
            return _Place(identity, is_free=True)
        if not _said(chat.messages) - _said(whole.all_messages(db, identity)):
            return _Place(identity, is_free=False, was_deleted=here.deleted)
        number += 1
        identity = derived_id(wanted, likeness, str(number))


def _said(messages: Sequence[Message]) -> Counter[tuple[str, str]]:
    return Counter((message.role, message.text) for message in messages)


def _put(db: Database, chat: Chat, identity: str, course: str | None) -> None:
    """Keep the chat under the id; what stands in it gets other ids where its own are taken."""
    old = [message.id for message in chat.messages]
    summed = [summary.id for summary in chat.summaries]
    taken = whole.known_ids(db, "message", old) | whole.known_ids(db, "summary", summed)
    new = {one: derived_id(identity, one) if one in taken else one for one in (*old, *summed)}
    conversation = chat.conversation
    whole.put(
        db,
        replace(conversation, id=identity, head=conversation.head and new[conversation.head], course=course),
        [
            replace(one, id=new[one.id], conversation=identity, parent=one.parent and new[one.parent])
            for one in chat.messages
        ],
    )
    kept = {one.id: _keep(db, one, identity) for one in chat.attachments().values()}
    for message in chat.messages:
        for one in chat.attached.get(message.id, ()):
            kept[one.id].hang(db, "message", new[message.id])
    for one in chat.draft_attached:
        kept[one.id].hang(db, "draft", identity)
    for summary in chat.summaries:
        context.add_summary(db, replace(summary, id=new[summary.id], conversation=identity, upto=new[summary.upto]))


class _Hanger:
    """Hangs a text on its owners; it is kept with the first of them, unless it is here already."""

    def __init__(self, attachment: Attachment, is_kept: bool) -> None:
        self._attachment, self._is_kept = attachment, is_kept

    def hang(self, db: Database, kind: Owning, owner: str) -> None:
        """On one more owner."""
        if self._is_kept:
            attachments.hang(db, self._attachment.id, kind, owner)
        else:
            attachments.attach(db, self._attachment, kind, owner)
            self._is_kept = True


def _keep(db: Database, attachment: Attachment, identity: str) -> _Hanger:
    """The text under its own id, or under another one where that is another text's."""
    here = attachments.kept(db, attachment.id)
    if here is None or here == attachment:
        return _Hanger(attachment, here is not None)
    other = replace(attachment, id=derived_id(identity, attachment.id))
    return _Hanger(other, attachments.kept(db, other.id) is not None)


def _course_for(kit: Kit, db: Database, title: str) -> tuple[str, bool] | None:
    """The id of the course with this title, and whether it was made just now."""
    title = " ".join(title.split())[:LONGEST_TITLE].strip()
    if not title:
        return None
    try:
        return courses.named(db, title).id, False
    except CourseMissing:
        course = Course(kit.stamp.new_id(), kit.stamp.now(), title)
        courses.create(db, course)
        return course.id, True


def _capped(chat: Chat) -> tuple[Chat, Lost]:
    """The chat with every text cut to what is kept (P28)."""
    cut = 0

    def shortened(text: str) -> str:
        nonlocal cut
        kept, was_cut = cap(text)
        cut += was_cut
        return kept

    messages = tuple(
        replace(one, text=shortened(one.text), reasoning=shortened(one.reasoning)) for one in chat.messages
    )
    attached = {
        owner: tuple(replace(one, text=shortened(one.text)) for one in texts) for owner, texts in chat.attached.items()
    }
    return replace(chat, messages=messages, attached=attached), Lost(cut=cut)
