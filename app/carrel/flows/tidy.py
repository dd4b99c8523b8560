"""Tidying many chats at once, each time in one transaction that can be undone whole."""

from __future__ import annotations

from collections.abc import Sequence

from carrel.attachments import tables as attaching
from carrel.conversations.listing import tables
from carrel.flows.kit import Kit


def ids(kit: Kit, course: str | None = None) -> list[str]:
    """The ids of all chats in the list, of one course or all."""
    with kit.store.reading() as db:
        return tables.ids(db, course)


def delete_many(kit: Kit, conversations: Sequence[str]) -> list[str]:
    """Hide the chats, with everything in them; the ids of those that `undelete_many` is to bring back."""
    with kit.store.writing() as db:
        return tables.delete(db, conversations, kit.stamp.now())


def undelete_many(kit: Kit, conversations: Sequence[str]) -> None:
    """Show deleted chats again, as they were."""
    with kit.store.writing() as db:
        tables.undelete(db, conversations)


def pin_many(kit: Kit, conversations: Sequence[str], pinned: bool = True) -> list[str]:
    """Keep the chats at the top of the list, or no longer; the ids of those for which that is news."""
    with kit.store.writing() as db:
        return tables.pin(db, conversations, pinned)


def delete_empty(kit: Kit) -> list[str]:
    """Hide the chats in which there is nothing: no message, no draft, nothing attached; their ids, for an undo."""
    with kit.store.writing() as db:
        empty = [one for one in tables.empty_ids(db) if not attaching.of(db, "draft", one)]
        return tables.delete(db, empty, kit.stamp.now())
