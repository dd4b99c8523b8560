"""Writing chats into a file that other programs, and Carrel, can read."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.attachments import tables as attachments
from carrel.base.errors import CarrelError
from carrel.base.files import write_whole, writing_whole
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.conversations import tables
from carrel.conversations.context import tables as context
from carrel.conversations.model import Conversation
from carrel.conversations.whole import tables as whole
from carrel.courses import tables as courses
from carrel.courses.model import Course, CourseMissing
from carrel.exchange import captions
from carrel.exchange.api import Chat, Format, Lost
from carrel.exchange.captions import Spoken
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database

_LONGEST_NAME = 80
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")


class FileExists(CarrelError):
    """There is a file of this name already, and nobody said it may be replaced."""


class FileUnwritable(CarrelError):
    """The file cannot be written there."""


@dataclass(frozen=True)
class TakenOut:
    """What was written: where, how many chats and messages, and what the format could not carry."""

    path: Path
    chats: int
    messages: int
    lost: Lost


@dataclass(frozen=True)
class Offer:
    """What can be written: the title of the chat that is open, its course and how many chats that has, and of all.

    title, course: None for none.
    """

    title: str | None
    course: str | None
    in_course: int
    of_all: int


def offer(kit: Kit, conversation: str | None) -> Offer:
    """What a person can choose from, when this chat is open."""
    with kit.store.reading() as db:
        of_all = len(whole.all_conversations(db))
        if conversation is None:
            return Offer(None, None, 0, of_all)
        here = tables.get_conversation(db, conversation)
        course = _course_of(db, here)
        in_course = len(whole.all_conversations(db, course.id)) if course else 0
        return Offer(here.title, course.title if course else None, in_course, of_all)


def chosen(
    kit: Kit, conversations: Sequence[str] = (), course: str | None = None, *, all_of_them: bool = False
) -> list[str]:
    """The ids of the chats a person names: these, those of the course, or all.

    Raises ConversationMissing, CourseMissing.
    """
    with kit.store.reading() as db:
        found = [tables.get_conversation(db, one).id for one in conversations]
        if course is not None:
            found += whole.all_conversations(db, courses.named(db, course).id)
        if all_of_them:
            found += whole.all_conversations(db)
    return list(dict.fromkeys(found))


def whole_chat(db: Database, conversation: str) -> Chat:
    """The chat with all that hangs on it; what was deleted is left out. Raises ConversationMissing."""
    found = tables.get_conversation(db, conversation)
    if found.deleted:
        raise tables.conversation_missing(conversation)
    course = _course_of(db, found)
    messages = tuple(whole.all_messages(db, conversation))
    ids = [message.id for message in messages]
    seen = set(ids)
    return Chat(
        found,
        messages,
        course.title if course else "",
        attachments.of_messages(db, ids),
        tuple(attachments.of(db, "draft", conversation)),
        tuple(one for one in context.summaries(db, conversation).values() if one.upto in seen),
    )


def take_out(
    kit: Kit, written_as: Format, conversations: Sequence[str], path: Path, cancel: Cancel, *, replace: bool = False
) -> Iterator[Progress | TakenOut]:
    """Write the chats, whole or not at all; yields progress, and at last what was done.

    Raises FileExists, FileUnwritable, ConversationMissing.
    """
    _keep_others(path, replace=replace)
    taker = _Taker(kit, written_as, conversations, cancel)
    try:
        with writing_whole(path) as file:
            for piece in written_as.writes(taker.chats()):
                cancel.check()
                file.write(piece)
                yield from taker.news()
    except OSError as error:
        raise unwritable(path, error) from error
    yield TakenOut(path, len(conversations), taker.messages, taker.lost)


def on_paper(kit: Kit, conversations: Sequence[str], cancel: Cancel) -> Iterator[Progress | tuple[str, list[Spoken]]]:
    """The title and the messages of one chat, or of several under their own titles, for whoever paints pages.

    Raises ConversationMissing.
    """
    parts: list[Spoken] = []
    title = _("Carrel chats")
    with kit.store.reading() as db:
        for number, conversation in enumerate(conversations, 1):
            cancel.check()
            chat = whole_chat(db, conversation)
            if len(conversations) == 1:
                title = captions.title(chat)
            else:
                parts.append(Spoken(captions.title(chat), captions.about_chat(chat), "", is_user=True))
            parts += captions.spoken(chat)
            yield Progress(_("Laying out the pages"), number, len(conversations))
    yield title, parts


def write_new(path: Path, content: bytes, *, replace: bool) -> Path:
    """Put the content into a file; raises FileUnwritable, and FileExists unless it may be replaced."""
    _keep_others(path, replace=replace)
    return write_file(path, content)


def _keep_others(path: Path, *, replace: bool) -> None:
    if path.exists() and not replace:
        raise FileExists(
            _("There is already a file {file}.").format(file=path),
            _("Choose another name, or say that it may be replaced."),
        )


def write_file(path: Path, content: bytes) -> Path:
    """Put the content into a file, over what is there; raises FileUnwritable."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise unwritable(path, error) from error
    return path


def proposed_name(title: str, extension: str) -> str:
    """A file name from a title that every system takes: no path, no reserved name, nothing that turns it round."""
    plain = unicodedata.normalize("NFC", title)
    plain = "".join(" " if _is_unfit(character) else character for character in plain)
    plain = " ".join(plain.split()).strip(" .")
    while len(plain.encode("utf-8")) > _LONGEST_NAME * 2 or len(plain) > _LONGEST_NAME:
        plain = plain[:-1].rstrip(" .")
    if not plain or _RESERVED.fullmatch(plain):
        plain = f"{_('Chat')} {plain}".strip()
    return f"{plain}.{extension}"


def unwritable(path: Path, error: OSError) -> FileUnwritable:
    """What to say when a file cannot be written."""
    return FileUnwritable(
        _("The file {file} could not be written.").format(file=path),
        _("Choose another folder, or make room on this disk, and try again."),
        os.strerror(error.errno) if error.errno else type(error).__name__,
    )


class _Taker:
    """Reads one chat after the other while they are written, and counts."""

    def __init__(self, kit: Kit, written_as: Format, conversations: Sequence[str], cancel: Cancel) -> None:
        self._kit, self._format, self._wanted, self._cancel = kit, written_as, conversations, cancel
        self.done, self.messages, self.lost = 0, 0, Lost()
        self._told = -1

    def chats(self) -> Iterator[Chat]:
        """The chats; one in memory at a time, all of the same moment."""
        with self._kit.store.reading() as db:
            for conversation in self._wanted:
                self._cancel.check()
                chat = whole_chat(db, conversation)
                self._count(chat)
                yield chat

    def news(self) -> Iterator[Progress]:
        """How far it has come, when that is further than the last time."""
        if self.done != self._told:
            self._told = self.done
            yield Progress(_("Writing the chats"), self.done, len(self._wanted))

    def _count(self, chat: Chat) -> None:
        self.done += 1
        if not self._format.shows_branch:
            self.messages += len(chat.messages)
            return
        shown = chat.thread()
        files = sum(len(chat.attached.get(message.id, ())) for message in shown)
        self.messages += len(shown)
        self.lost += Lost(versions=len(chat.messages) - len(shown), files=files)


def _course_of(db: Database, conversation: Conversation) -> Course | None:
    """The course of the chat; a deleted one is none."""
    if conversation.course is None:
        return None
    try:
        course = courses.get(db, conversation.course)
    except CourseMissing:
        return None
    return None if course.deleted else course


def _is_unfit(character: str) -> bool:
    """Whether a character has no place in a file's name: a control, a turner of the writing, a sign of paths."""
    return character in '<>:"/\\|?*' or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
