"""The `conversations.json` that Claude exports: each chat a flat list of messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from carrel.base.stamp import Moment
from carrel.base.words import _
from carrel.conversations.model import Role
from carrel.exchange.api import Found, Lost, Source
from carrel.exchange.fields import Fields, moment_of
from carrel.exchange.trees import Node, Told, grown, holds

_ROLES: Mapping[str, Role] = {"human": "user", "assistant": "assistant"}
_LOST_BLOCKS = {"tool_use": "tools", "tool_result": "tools", "image": "pictures", "document": "files"}
_SILENT_BLOCKS = {"token_budget", "flag"}
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic")
WHERE = "claude.ai"


def recognises(document: Any) -> bool:
    """Whether it is such a list, or one such chat."""
    return holds(document, "chat_messages", list)


def read(document: Any, otherwise: Moment) -> Iterator[Found]:
    """The chats, with their branches where the file tells which message follows which."""
    return grown(document, "name", lambda here, title: _told(here, title, otherwise))


def _told(here: Fields, title: str, otherwise: Moment) -> Told:
    lost: Counter[str] = Counter()
    nodes: list[Node] = []
    for number, thing in enumerate(here.many("chat_messages"), 1):
        before = nodes[-1].id if nodes else None
        nodes.append(_node(Fields(thing, _("message {number}").format(number=number)), number, before, lost))
    created = moment_of(here.get("created_at")) or next((node.created for node in nodes if node.created), otherwise)
    head = here.get("current_leaf_message_uuid")
    return Told(
        "claude",
        WHERE,
        here.text("uuid"),
        title,
        created,
        moment_of(here.get("updated_at")) or created,
        nodes,
        head if isinstance(head, str) else None,
        lost=Lost(**lost),
    )


def _node(here: Fields, number: int, before: str | None, lost: Counter[str]) -> Node:
    """A message; without word of what it follows it follows the one before it in the list."""
    parent = here.get("parent_message_uuid")
    text, reasoning = _words(here, lost)
    return Node(
        here.text("uuid", "") or str(number),
        parent if isinstance(parent, str) else before,
        _ROLES.get(here.text("sender")),
        text,
        moment_of(here.get("created_at")),
        reasoning,
        files=_files(here, lost),
    )


def _words(here: Fields, lost: Counter[str]) -> tuple[str, str]:
    """What was said, and what was thought; the blocks say more than the plain text, where there are blocks."""
    said: list[str] = []
    thought: list[str] = []
    for block in here.many("content") if here.has("content") else ():
        one = Fields(block, _("a block"))
        kind = one.text("type", "")
        if kind == "text":
            said.append(one.text("text", ""))
        elif kind == "thinking":
            thought.append(one.text("thinking", ""))
        elif kind not in _SILENT_BLOCKS:
            lost[_LOST_BLOCKS.get(kind, "others")] += 1
    plain = here.text("text", "") if here.has("text") else ""
    return "\n\n".join(filter(None, said)) or plain, "\n\n".join(filter(None, thought))


def _files(here: Fields, lost: Counter[str]) -> tuple[tuple[str, str], ...]:
    """The attached files whose text stands in the export; the others are counted."""
    kept: list[tuple[str, str]] = []
    for thing in here.many("attachments") if here.has("attachments") else ():
        one = Fields(thing, _("an attached file"))
        if one.has("extracted_content"):
            kept.append((one.text("file_name", "") or _("Attached text"), one.text("extracted_content")))
        else:
            lost["files"] += 1
    for thing in here.many("files") if here.has("files") else ():
        name = Fields(thing, _("a file")).text("file_name", "")
        lost["pictures" if name.lower().endswith(_PICTURES) else "files"] += 1
    return tuple(kept)


SOURCE = Source("claude", lambda: _("Claude"), recognises, read)
