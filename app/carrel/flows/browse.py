"""Looking at conversations and tidying them, without a model."""

from __future__ import annotations

from carrel.conversations import search as searching
from carrel.conversations import tables
from carrel.conversations.model import Conversation, Hit, Message
from carrel.flows.kit import Kit


def conversations(kit: Kit, limit: int = 100, offset: int = 0) -> list[Conversation]:
    """The chats that are not deleted: pinned ones first, then the one last written in."""
    with kit.store.reading() as db:
        return tables.conversations(db, limit, offset)


def conversation(kit: Kit, conversation: str) -> Conversation:
    """One chat; raises ConversationMissing."""
    with kit.store.reading() as db:
        return tables.get_conversation(db, conversation)


def thread(kit: Kit, conversation: str) -> list[Message]:
    """The branch that is shown, from the first message to the last."""
    with kit.store.reading() as db:
        return tables.thread(db, conversation)


def alternatives(kit: Kit, conversation: str) -> dict[str, tuple[str, ...]]:
    """For each message that has siblings, the ids of all of them, oldest first."""
    with kit.store.reading() as db:
        return tables.alternatives(db, conversation)


def siblings(kit: Kit, message: str) -> list[Message]:
    """The message and those that stand in its place on other branches, oldest first."""
    with kit.store.reading() as db:
        return tables.siblings(db, message)


def choose(kit: Kit, message: str) -> None:
    """Show the branch through this message."""
    with kit.store.writing() as db:
        tables.choose(db, message)


def rename(kit: Kit, conversation: str, title: str) -> None:
    """Give the chat a title."""
    with kit.store.writing() as db:
        tables.rename(db, conversation, title)


def pin(kit: Kit, conversation: str, pinned: bool) -> None:
    """Keep the chat at the top of the list, or no longer."""
    with kit.store.writing() as db:
        tables.pin(db, conversation, pinned)


def set_draft(kit: Kit, conversation: str, draft: str) -> None:
    """Keep what was typed and not yet sent."""
    with kit.store.writing() as db:
        tables.set_draft(db, conversation, draft)


def set_model(kit: Kit, conversation: str, model: str | None) -> None:
    """Choose the model for this chat; None for the usual one."""
    with kit.store.writing() as db:
        tables.set_model(db, conversation, model)


def delete_conversation(kit: Kit, conversation: str) -> None:
    """Hide the chat; everything in it stays for an undo."""
    with kit.store.writing() as db:
        tables.delete_conversation(db, conversation, kit.stamp.now())


def undelete_conversation(kit: Kit, conversation: str) -> None:
    """Show a deleted chat again, as it was."""
    with kit.store.writing() as db:
        tables.undelete_conversation(db, conversation)


def delete_message(kit: Kit, message: str) -> None:
    """Hide the message and what follows it; the chat stays."""
    with kit.store.writing() as db:
        tables.delete_message(db, message, kit.stamp.now())


def undelete_message(kit: Kit, message: str) -> None:
    """Show a deleted message again with what followed it."""
    with kit.store.writing() as db:
        tables.undelete_message(db, message)


def search(kit: Kit, text: str, limit: int = 20) -> list[Hit]:
    """The chats and messages that hold every word, best first."""
    with kit.store.reading() as db:
        return searching.find(db, text, limit)
