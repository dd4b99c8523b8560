"""The `conversations.json` that ChatGPT exports: each chat a mapping of nodes, the shown one named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from carrel.base.stamp import Moment, derived_id
from carrel.base.words import _
from carrel.conversations.model import Role
from carrel.exchange.api import Found, Lost, Source
from carrel.exchange.fields import Fields, moment_of
from carrel.exchange.trees import Node, Told, grown, holds

_ROLES: Mapping[str, Role] = {"user": "user", "assistant": "assistant"}
_UNSEEN = {"user_editable_context", "model_editable_context", "reasoning_recap"}
_TOOL_RESULTS = {"execution_output", "tether_quote", "tether_browsing_display", "system_error", "computer_output"}
WHERE = "chatgpt.com"


def recognises(document: Any) -> bool:
    """Whether it is such a list, or one such chat."""
    return holds(document, "mapping", dict)


def read(document: Any, otherwise: Moment) -> Iterator[Found]:
    """The chats, with all of their branches."""
    return grown(document, "title", lambda here, title: _told(here, title, otherwise))


def _told(here: Fields, title: str, otherwise: Moment) -> Told:
    mapping = here.get("mapping")
    if not isinstance(mapping, dict):
        raise here.wrong("mapping")
    parts = _Parts()
    nodes = [_node(str(name), thing, parts) for name, thing in _in_order(mapping)]
    moments = sorted((node.created for node in nodes if node.created), key=lambda moment: moment.utc)
    created = moment_of(here.get("create_time")) or (moments[0] if moments else otherwise)
    identity = here.get("conversation_id") or here.get("id") or derived_id(title, *map(str, mapping))
    head = here.get("current_node")
    return Told(
        "chatgpt",
        WHERE,
        str(identity),
        title,
        created,
        moment_of(here.get("update_time")) or created,
        nodes,
        head if isinstance(head, str) else None,
        lost=Lost(**parts.counts),
    )


def _in_order(mapping: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The nodes, siblings as their parent lists them."""
    place: dict[str, int] = {}
    for thing in mapping.values():
        children = thing.get("children") if isinstance(thing, dict) else None
        for number, child in enumerate(children if isinstance(children, list) else []):
            place[str(child)] = number
    return sorted(mapping.items(), key=lambda item: place.get(item[0], 0))


@dataclass
class _Parts:
    """Reads what a message is made of, and counts what cannot be kept."""

    counts: dict[str, int] = field(default_factory=dict)

    def lose(self, kind: str, count: int = 1) -> None:
        """Count something."""
        self.counts[kind] = self.counts.get(kind, 0) + count

    def text(self, content: Mapping[str, Any]) -> str:
        """The words of a content in parts."""
        parts = content.get("parts")
        words = [self._part(part) for part in (parts if isinstance(parts, list) else [])]
        return "\n\n".join(word for word in words if word)

    def _part(self, part: Any) -> str:
        if isinstance(part, str):
            return part
        kind = part.get("content_type") if isinstance(part, dict) else None
        if kind == "audio_transcription" and isinstance(part.get("text"), str):
            return str(part["text"])
        known = {"image_asset_pointer": "pictures", "audio_asset_pointer": "recordings"}
        lost = {**known, "real_time_user_audio_video_asset_pointer": "recordings"}
        self.lose(lost.get(str(kind), "others"))
        return ""


def _node(name: str, thing: Any, parts: _Parts) -> Node:
    here = Fields(thing, f"“{name[:40]}”")
    parent = here.get("parent")
    parent = parent if isinstance(parent, str) else None
    message = here.get("message")
    if not isinstance(message, dict):
        return Node(name, parent, None)
    metadata = _object(message.get("metadata"))
    author, content = _object(message.get("author")), _object(message.get("content"))
    role, kind = str(author.get("role")), str(content.get("content_type"))
    created = moment_of(message.get("create_time"))
    if metadata.get("is_visually_hidden_from_conversation") is True or role == "system" or kind in _UNSEEN:
        return Node(name, parent, None, created=created)
    files = metadata.get("attachments")
    named = [one for one in files if not _is_picture(one)] if isinstance(files, list) else []
    if named:
        parts.lose("files", len(named))
    if kind == "thoughts":
        return Node(name, parent, None, created=created, reasoning=_thoughts(content))
    if role == "tool" or kind in _TOOL_RESULTS or message.get("recipient", "all") != "all":
        parts.text(content)
        parts.lose("tools")
        return Node(name, parent, None, created=created)
    text = str(content.get("text", "")) if kind == "code" else parts.text(content)
    text = Fields({"text": text}, name).text("text")
    model = metadata.get("model_slug")
    return Node(name, parent, _ROLES.get(role), text, created, model=model if isinstance(model, str) else None)


def _thoughts(content: Mapping[str, Any]) -> str:
    thoughts = content.get("thoughts")
    told = [_object(one).get("content") for one in thoughts] if isinstance(thoughts, list) else []
    return Fields({"text": "\n\n".join(one for one in told if isinstance(one, str))}, "").text("text")


def _is_picture(thing: Any) -> bool:
    """Pictures stand among the parts as well, and are counted there."""
    return str(_object(thing).get("mime_type", "")).startswith("image/")


def _object(thing: Any) -> Mapping[str, Any]:
    return thing if isinstance(thing, dict) else {}


SOURCE = Source("chatgpt", lambda: _("ChatGPT"), recognises, read)
