"""The conversation: a person's turn, and the model's reply, kept as they are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carrel.base.work import Cancel, Delta, Progress
from carrel.conversations.model import Conversation, Message
from carrel.flows.kit import Kit


@dataclass(frozen=True)
class Said:
    """The person's turn is safe on the disk, and an empty reply waits beside it to be streamed into."""

    conversation: Conversation
    turn: Message
    reply: Message


@dataclass(frozen=True)
class Replied:
    """The reply as it is kept: complete, stopped or interrupted; dropped names what did not fit the context."""

    message: Message
    dropped: tuple[str, ...]


Step = Said | Progress | Delta | Replied


def say(kit: Kit, conversation: str | None, text: str, cancel: Cancel, model: str | None = None) -> Iterator[Step]:
    """Say something in a conversation (None begins a new one) and stream the reply.

    Yields one Said once the text is committed, then Progress and Delta, and one Replied at the end, also when it was
    stopped. On an error (EngineLost, ModelRefused, …) what was said so far is kept as *interrupted*, then it is raised.
    """
    raise NotImplementedError


def retry(kit: Kit, message: str, cancel: Cancel) -> Iterator[Step]:
    """Make another reply beside this one (the id of a reply), or a first one to the id of a person's turn."""
    raise NotImplementedError


def edit(kit: Kit, message: str, text: str, cancel: Cancel) -> Iterator[Step]:
    """Say something else instead of this turn of the person's: a sibling of it, and a reply to that."""
    raise NotImplementedError


def carry_on(kit: Kit, message: str, cancel: Cancel) -> Iterator[Step]:
    """Go on with a reply that was stopped or interrupted, in its own place; deltas are only what is added."""
    raise NotImplementedError


def read_ahead(kit: Kit, conversation: str | None, cancel: Cancel) -> None:
    """Prepare the context of this conversation while nobody waits for an answer; gives way to any question."""
    raise NotImplementedError
