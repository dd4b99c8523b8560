"""What every format speaks of: a whole chat, what was found in a file, and what could not be carried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from carrel.attachments.model import Attachment
from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment, derived_id
from carrel.base.words import _, counted
from carrel.conversations.context.model import Summary
from carrel.conversations.model import Conversation, Message


class FileRefused(CarrelError):
    """The file is not one that chats can be read from."""


@dataclass(frozen=True)
class Chat:
    """A chat with everything in it, of which nothing was deleted.

    course: the title of its course; empty for none.
    messages: all branches, each message after its parent, siblings in the order of making.
    attached: what hangs on each of the messages that have something; draft_attached: on what is not yet sent.
    summaries: what stands for older turns, in the order of making.
    """

    conversation: Conversation
    messages: tuple[Message, ...] = ()
    course: str = ""
    attached: Mapping[str, tuple[Attachment, ...]] = field(default_factory=dict)
    draft_attached: tuple[Attachment, ...] = ()
    summaries: tuple[Summary, ...] = ()

    def thread(self) -> list[Message]:
        """The branch that is shown, from the first message to the head."""
        by_id = {message.id: message for message in self.messages}
        branch: list[Message] = []
        at = self.conversation.head
        while at is not None:
            branch.append(by_id[at])
            at = by_id[at].parent
        return branch[::-1]

    def attachments(self) -> dict[str, Attachment]:
        """Each attached text once, by its id, in the order in which they hang."""
        hanging = [*(one for message in self.messages for one in self.attached.get(message.id, ()))]
        return {one.id: one for one in (*hanging, *self.draft_attached)}

    def likeness(self) -> str:
        """Comes out the same for two chats in which the same was said, whatever their ids are."""
        place = {message.id: str(number) for number, message in enumerate(self.messages)}
        said = [(message.parent and place[message.parent], message.role, message.text) for message in self.messages]
        return derived_id(repr(said))


@dataclass(frozen=True)
class Lost:
    """How many things of each kind a format could not carry, or a file held that Carrel cannot keep."""

    pictures: int = 0
    recordings: int = 0
    files: int = 0
    tools: int = 0
    versions: int = 0
    cut: int = 0
    others: int = 0

    def __add__(self, other: Lost) -> Lost:
        return Lost(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Lost)))

    def counts(self) -> dict[str, int]:
        """The kinds of which there were any."""
        return {one.name: count for one in fields(Lost) if (count := getattr(self, one.name))}

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each kind of which there were any."""
        return tuple(_SENTENCES[name](count) for name, count in self.counts().items())


_SENTENCES: Mapping[str, Callable[[int], str]] = {
    "pictures": lambda n: counted("One picture could not be carried.", "{count} pictures could not be carried.", n),
    "recordings": lambda n: counted(
        "One recording could not be carried.", "{count} recordings could not be carried.", n
    ),
    "files": lambda n: counted(
        "One attached file could not be carried.", "{count} attached files could not be carried.", n
    ),
    "tools": lambda n: counted(
        "One step of a tool could not be carried.", "{count} steps of tools could not be carried.", n
    ),
    "versions": lambda n: counted(
        "One message of another branch was left out.", "{count} messages of other branches were left out.", n
    ),
    "cut": lambda n: counted(
        "One text was longer than Carrel keeps, and was cut.",
        "{count} texts were longer than Carrel keeps, and cut.",
        n,
    ),
    "others": lambda n: counted(
        "One part of a kind Carrel does not know could not be carried.",
        "{count} parts of kinds Carrel does not know could not be carried.",
        n,
    ),
}


@dataclass(frozen=True)
class Taken:
    """A chat that was found in a file, and what else stood there that cannot be kept."""

    chat: Chat
    lost: Lost = Lost()


@dataclass(frozen=True)
class Bad:
    """A chat of a file that could not be read: which one, counted from 1, its title where it has one, and why."""

    number: int
    title: str
    why: str

    def sentence(self) -> str:
        """Names the chat, and says what is wrong with it."""
        if self.title:
            return _("“{title}” could not be read: {why}").format(title=self.title[:80], why=self.why)
        return _("Chat {number} of the file could not be read: {why}").format(number=self.number, why=self.why)


Found = Taken | Bad


@dataclass(frozen=True)
class Format:
    """A kind of file that chats are written to.

    loses: one sentence about what it cannot carry; empty when it carries everything.
    writes: the pieces of the file, in order; deterministic.
    """

    name: str
    title: Callable[[], str]
    extension: str
    loses: Callable[[], str]
    writes: Callable[[Iterable[Chat]], Iterator[bytes]]
    shows_branch: bool = True
    """Whether only the branch that is shown is written; otherwise all of them are."""


@dataclass(frozen=True)
class Source:
    """A kind of file that chats are read from; document is what JSON holds, or the text of a file that is not JSON.

    reads: the chats, one after the other; the moment is for those that do not tell when they were.
    """

    name: str
    title: Callable[[], str]
    recognises: Callable[[Any], bool]
    reads: Callable[[Any, Moment], Iterator[Found]]
