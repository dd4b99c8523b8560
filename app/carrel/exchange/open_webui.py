"""The chats that Open WebUI exports: a history of messages by id, each with its parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from carrel.base.stamp import Moment, derived_id
from carrel.base.words import _
from carrel.conversations.model import Role
from carrel.exchange.api import Bad, Found, Lost, Source
from carrel.exchange.fields import Fields, Wrong, moment_of
from carrel.exchange.trees import Node, Told, grow

_ROLES: Mapping[str, Role] = {"user": "user", "assistant": "assistant"}


def recognises(document: Any) -> bool:
    """Whether it is a list of such chats."""
    first = next((one for one in document if isinstance(one, dict)), {}) if isinstance(document, list) else {}
    chat = first.get("chat")
    return isinstance(chat, dict) and isinstance(chat.get("history"), dict)


def read(document: Any, otherwise: Moment) -> Iterator[Found]:
    """The chats, with all of their branches."""
    for number, thing in enumerate(document, 1):
        title = ""
        try:
            here = Fields(thing, _("the chat"))
            inner = Fields(here.get("chat"), _("the chat"))
            title = (here if here.has("title") else inner).text("title", "")
            yield grow(_told(here, inner, title, otherwise))
        except Wrong as wrong:
            yield Bad(number, title, str(wrong))


def _told(here: Fields, inner: Fields, title: str, otherwise: Moment) -> Told:
    history = Fields(inner.get("history"), _("the chat"))
    messages = history.get("messages")
    if not isinstance(messages, dict):
        raise history.wrong("messages")
    lost = {"pictures": 0, "files": 0}
    nodes = [_node(str(name), Fields(thing, f"“{name[:40]}”"), lost) for name, thing in messages.items()]
    created = moment_of(here.get("created_at")) or next((node.created for node in nodes if node.created), otherwise)
    head = history.get("currentId")
    return Told(
        "open-webui",
        None,
        here.text("id", "") or derived_id(title, *map(str, messages)),
        title,
        created,
        moment_of(here.get("updated_at")) or created,
        nodes,
        head if isinstance(head, str) else None,
        here.get("pinned") is True,
        Lost(**lost),
    )


def _node(name: str, here: Fields, lost: dict[str, int]) -> Node:
    for thing in here.many("files") if here.has("files") else ():
        is_picture = isinstance(thing, dict) and thing.get("type") == "image"
        lost["pictures" if is_picture else "files"] += 1
    parent, model = here.get("parentId"), here.get("model")
    return Node(
        name,
        parent if isinstance(parent, str) else None,
        _ROLES.get(here.text("role", "")),
        here.text("content", ""),
        moment_of(here.get("timestamp")),
        model=model if isinstance(model, str) else None,
    )


SOURCE = Source("open-webui", lambda: _("Open WebUI"), recognises, read)
