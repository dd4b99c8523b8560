"""Chats as other programs keep them, grown into trees of Carrel's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from carrel.attachments.model import Attachment
from carrel.base.stamp import Moment, derived_id
from carrel.base.text import clean
from carrel.base.words import _
from carrel.conversations.model import Conversation, Message, Role
from carrel.exchange.api import Bad, Chat, Found, Lost, Taken
from carrel.exchange.fields import Fields, Wrong

_LONGEST_TITLE = 200
_FIRST_WORDS = 60


@dataclass(frozen=True)
class Node:
    """One message as the other program has it.

    role: None for what is no turn of a chat, such as the other program's own instructions; its children follow its
    parent then. parent: the id of another node; unknown ones count as none. files: name and text of attached texts.
    """

    id: str
    parent: str | None
    role: Role | None
    text: str = ""
    created: Moment | None = None
    reasoning: str = ""
    model: str | None = None
    files: tuple[tuple[str, str], ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether it becomes a turn."""
        return self.role is not None and bool(self.text.strip() or self.files)


@dataclass(frozen=True)
class Told:
    """A chat as the other program tells it; siblings stand in the order of making. head: the node that was shown."""

    program: str
    where: str | None
    id: str
    title: str
    created: Moment
    updated: Moment
    nodes: Sequence[Node]
    head: str | None = None
    pinned: bool = False
    lost: Lost = Lost()  # noqa: RUF009 - frozen


@dataclass
class _Growing:
    """The messages so far. kept: for each node, the message that stands for it or for what it follows."""

    messages: dict[str, Message] = field(default_factory=dict)
    attached: dict[str, tuple[Attachment, ...]] = field(default_factory=dict)
    kept: dict[str, str | None] = field(default_factory=dict)
    thought: dict[str, str] = field(default_factory=dict)


def listed(document: Any) -> list[Any]:
    """The chats of a file that holds a list of them, or one alone."""
    return document if isinstance(document, list) else [document]


def holds(document: Any, name: str, kind: type) -> bool:
    """Whether the first of these chats has a field of this name and kind."""
    first = next((one for one in listed(document) if isinstance(one, dict)), {})
    return isinstance(first.get(name), kind)


def grown(document: Any, title_field: str, tell: Callable[[Fields, str], Told]) -> Iterator[Found]:
    """The chats of a file, each as `tell` reads it from its fields and its title; a bad one is named, others go on."""
    for number, thing in enumerate(listed(document), 1):
        title = ""
        try:
            here = Fields(thing, _("the chat"))
            title = here.text(title_field, "") if here.has(title_field) else ""
            yield grow(tell(here, title))
        except Wrong as wrong:
            yield Bad(number, title, str(wrong))


def grow(told: Told) -> Taken:
    """The chat with all of its branches; raises Wrong when nothing in it can be kept.

    A turn in several pieces becomes one message. Ids come out the same each time, so that nothing comes in twice.
    """
    identity = derived_id(told.program, told.id)
    growing, walked = _Growing(), 0
    for node, alone in _walk(told.nodes):
        walked += 1
        _add(growing, node, told, identity, alone=alone)
    messages = tuple(growing.messages.values())
    if not messages:
        raise Wrong(_("there is nothing in it that Carrel can keep."))
    title = " ".join(clean(told.title).split())[:_LONGEST_TITLE]
    first = next((one.text for one in messages if one.role == "user"), messages[0].text)
    conversation = Conversation(
        id=identity,
        created=told.created,
        updated=told.updated,
        title=title or " ".join(first.split())[:_FIRST_WORDS],
        titled="person" if title else "first",
        pinned=told.pinned,
        head=_leaf(messages, growing.kept.get(told.head or "")),
    )
    lost = told.lost + Lost(others=len(told.nodes) - walked)
    return Taken(Chat(conversation, messages, attached=growing.attached), lost)


def _walk(nodes: Sequence[Node]) -> Iterator[tuple[Node, bool]]:
    """Each node after its parent, and whether it is the only one there; what runs in a circle is left out."""
    known = {node.id for node in nodes}
    below: dict[str | None, list[Node]] = {}
    for node in {node.id: node for node in nodes}.values():
        below.setdefault(node.parent if node.parent in known else None, []).append(node)
    waiting = [(node, False) for node in reversed(below.get(None, []))]
    while waiting:
        node, alone = waiting.pop()
        yield node, alone
        children = below.get(node.id, [])
        waiting.extend((child, len(children) == 1) for child in reversed(children))


def _add(growing: _Growing, node: Node, told: Told, conversation: str, *, alone: bool) -> None:
    above = growing.kept.get(node.parent or "")
    thought = growing.thought.get(node.parent or "", "") + node.reasoning
    if not node.is_kept or node.role is None:
        growing.kept[node.id], growing.thought[node.id] = above, thought
        return
    before = growing.messages[above] if above is not None else None
    if before is not None and alone and before.role == node.role:
        joined = "\n\n".join(part for part in (before.text, node.text) if part)
        growing.messages[before.id] = replace(before, text=joined, reasoning=before.reasoning + thought)
        _attach(growing, before, node)
        growing.kept[node.id] = before.id
        return
    message = Message(
        id=derived_id(told.program, told.id, node.id),
        conversation=conversation,
        parent=above,
        role=node.role,
        text=node.text,
        created=node.created or told.created,
        reasoning=thought if node.role == "assistant" else "",
        model=node.model if node.role == "assistant" else None,
        where=told.where if node.role == "assistant" else None,
    )
    growing.messages[message.id] = message
    _attach(growing, message, node)
    growing.kept[node.id] = message.id


def _attach(growing: _Growing, message: Message, node: Node) -> None:
    made = tuple(
        Attachment(derived_id(message.id, node.id, str(number)), name, text, message.created)
        for number, (name, text) in enumerate(node.files)
    )
    if made:
        growing.attached[message.id] = (*growing.attached.get(message.id, ()), *made)


def _leaf(messages: Sequence[Message], start: str | None) -> str:
    """The newest end of the branch through this message, or of all when there is none."""
    ends = {start}
    last = start
    for message in messages:  # each stands after its parent
        if message.parent in ends:
            ends.add(message.id)
            last = message.id
    return last or messages[-1].id
