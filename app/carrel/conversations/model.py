"""What a chat and its messages are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.modes import Mode
from carrel.base.stamp import Moment
from carrel.base.work import Timing

Role = Literal["user", "assistant"]
Titled = Literal["first", "model", "person"]
"""Who gave a chat its title: its first words, a model, or a person."""
State = Literal["streaming", "complete", "stopped", "interrupted"]
"""How far a message has come: still being written, whole, stopped by a person, cut off by a crash."""


class ConversationMissing(CarrelError):
    """The chat is not there, or it was deleted."""


class MessageMissing(CarrelError):
    """The message is not there, or it was deleted."""


@dataclass(frozen=True)
class Conversation:
    """A chat.

    title: empty until somebody, or the model, gives one.
    updated: when a message was last added or finished.
    head: the id of the last message of the branch that is shown; None while there is nothing to show.
    draft: what was typed and not yet sent.
    model: the name of the model chosen for this chat; None for its course's, or the usual one.
    course: the id of the course it belongs to, which may be deleted; None for none.
    mode: whether it is answered from sources only; None for what its course says.
    behaviour: the name of the behaviour it follows, empty for none; None for what its course says.
    """

    id: str
    created: Moment
    updated: Moment
    title: str = ""
    pinned: bool = False
    head: str | None = None
    draft: str = ""
    model: str | None = None
    course: str | None = None
    titled: Titled = "first"
    deleted: bool = False
    mode: Mode | None = None
    behaviour: str | None = None


@dataclass(frozen=True)
class Listed:
    """A chat as a line of the list.

    day: the study day it was last written in. updated, number: where the next lines begin.
    """

    id: str
    title: str
    pinned: bool
    course: str | None
    day: str
    updated: str
    number: int


@dataclass(frozen=True)
class Message:
    """One turn of a chat; messages with the same parent are siblings, of which one is shown.

    parent: the id of the message before it; None for a first message.
    model, where: who wrote it: the model's name, and "local" or the host that answered; None for a person.
    finish: why a reply ended, in the engine's words; None while it is being written.
    deleted: whether it is hidden, because it or a message before it was deleted.
    """

    id: str
    conversation: str
    parent: str | None
    role: Role
    text: str
    created: Moment
    reasoning: str = ""
    state: State = "complete"
    model: str | None = None
    where: str | None = None
    finish: str | None = None
    timing: Timing = field(default_factory=Timing)
    deleted: bool = False


@dataclass(frozen=True)
class Ending:
    """How the writing of a reply ended, with all of its text."""

    text: str
    reasoning: str = ""
    state: State = "complete"
    finish: str | None = None
    timing: Timing = field(default_factory=Timing)


@dataclass(frozen=True)
class Hit:
    """A place where a search found something; the best has the highest score.

    locator: ``conversation id`` of a title, ``conversation id/message id`` of a message.
    snippet: a few words around what was found, the found ones between MARK_BEGIN and MARK_END.
    id: of the message, or of the conversation whose title was found.
    """

    title: str
    locator: str
    snippet: str
    score: float
    id: str
    kind: Literal["chat"] = "chat"
