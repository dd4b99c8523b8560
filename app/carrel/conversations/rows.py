"""Chats and messages as rows of the store, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from carrel.base.text import clean
from carrel.base.work import Timing
from carrel.conversations.model import Conversation, Message
from carrel.store.moments import moment_from, moment_row

Row = Mapping[str, Any]


def conversation_row(conversation: Conversation) -> dict[str, object]:
    """What is kept of a new chat; its head is set by its first message."""
    return {
        "id": conversation.id,
        "title": clean(conversation.title),
        "pinned": int(conversation.pinned),
        "draft": clean(conversation.draft),
        "model": conversation.model,
        "course": conversation.course,
        "titled": conversation.titled,
        "mode": conversation.mode,
        "behaviour": conversation.behaviour,
        **moment_row("created", conversation.created),
        **moment_row("updated", conversation.updated),
    }


def message_row(message: Message) -> dict[str, object]:
    """What is kept of a new message."""
    return {
        "id": message.id,
        "conversation": message.conversation,
        "parent": message.parent,
        "role": message.role,
        "text": clean(message.text),
        "reasoning": clean(message.reasoning),
        "state": message.state,
        "model": message.model,
        "place": message.where,
        "finish": message.finish,
        "timing": timing_text(message.timing),
        **moment_row("created", message.created),
    }


def timing_text(timing: Timing) -> str:
    """A timing as it is kept, in JSON."""
    return json.dumps(asdict(timing))


def conversation_from(row: Row) -> Conversation:
    """The chat in this row."""
    return Conversation(
        id=row["id"],
        created=moment_from(row, "created"),
        updated=moment_from(row, "updated"),
        title=row["title"],
        pinned=bool(row["pinned"]),
        head=row["head"],
        draft=row["draft"],
        model=row["model"],
        course=row["course"],
        titled=row["titled"],
        mode=row["mode"],
        behaviour=row["behaviour"],
        deleted=row["deleted"] is not None,
    )


def message_from(row: Row) -> Message:
    """The message in this row."""
    return Message(
        id=row["id"],
        conversation=row["conversation"],
        parent=row["parent"],
        role=row["role"],
        text=row["text"],
        created=moment_from(row, "created"),
        reasoning=row["reasoning"],
        state=row["state"],
        model=row["model"],
        where=row["place"],
        finish=row["finish"],
        timing=Timing(**json.loads(row["timing"])),
        deleted=bool(row["hidden"]),
    )
