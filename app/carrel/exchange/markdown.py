"""Chats as Markdown: clean to read, and read back; also chats that other programs or people wrote in Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from carrel.base.stamp import Moment, derived_id
from carrel.base.words import _
from carrel.conversations.model import Role
from carrel.exchange import captions
from carrel.exchange.api import Bad, Chat, Format, Found, Source
from carrel.exchange.fields import Wrong
from carrel.exchange.trees import Node, Told, grow

_OURS = re.compile(r"^---\ncarrel: chat\n(.*?)^---\n", re.MULTILINE | re.DOTALL)
_PEOPLE = "user|you|human|me|prompt|question"
_PROGRAMS = "assistant|carrel|chatgpt|claude|gemini|ai|bot|model|gpt|answer|response|tutor"
_NAME = rf"(?:(?P<person>{_PEOPLE})|(?P<program>{_PROGRAMS}))"
_HEADINGS = (
    re.compile(rf"^\#{{1,6}}[ \t]*\**{_NAME}\**[ \t]*:?\**[ \t]*$", re.IGNORECASE),
    re.compile(rf"^\*\*{_NAME}(?::\*\*|\*\*[ \t]*:|\*\*$)[ \t]*(?P<rest>.*)$", re.IGNORECASE),
)
_TITLE = re.compile(r"^#[ \t]+(.+)$", re.MULTILINE)
_WHEN = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


def write(chats: Iterable[Chat]) -> Iterator[bytes]:
    """One chat after the other, each under a small header of its own."""
    before = ""
    for chat in chats:
        yield (before + _head(chat)).encode()
        for message in chat.thread():
            said = _escaped(message.text).strip("\n")
            caption = captions.about(chat, message).replace("_", "\\_")
            yield f"\n## {captions.speaker(message)}\n_{caption}_\n\n{said}\n".encode()
        before = "\n"


def recognises(document: Any) -> bool:
    """Whether it is text in which people and a program take turns."""
    if not isinstance(document, str):
        return False
    return _OURS.search(document) is not None or len({role for role, _rest in _turns(document)}) == 2


def read(document: str, otherwise: Moment) -> Iterator[Found]:
    """Our own chats with their times; otherwise one chat, said at the moment that is given."""
    for number, told in enumerate(_told(document, otherwise), 1):
        try:
            yield grow(told)
        except Wrong as wrong:
            yield Bad(number, told.title, str(wrong))


def _told(text: str, otherwise: Moment) -> Iterator[Told]:
    ours = list(_OURS.finditer(text))
    if not ours:
        yield _foreign(text, otherwise)
    ends = [*(head.start() for head in ours[1:]), len(text)]
    for head, end in zip(ours, ends, strict=False):
        yield _ours(head.group(1), text[head.end() : end], otherwise)


def _head(chat: Chat) -> str:
    conversation = chat.conversation
    said = {
        "title": " ".join(conversation.title.split()),
        "created": captions.clock(conversation.created).isoformat(),
        "updated": captions.clock(conversation.updated).isoformat(),
        "course": " ".join(chat.course.split()),
        "you": _("You"),
    }
    lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in said.items() if value)
    return f"---\ncarrel: chat\n{lines}---\n\n# {captions.title(chat)}\n"


def _escaped(text: str) -> str:
    """The text with a backslash before each line that would be taken for one of ours."""
    return _own_line(_("You")).sub(r"\\\g<0>", text)


def _own_line(you: str) -> re.Pattern[str]:
    """Lines that begin a turn or a chat, and those that are escaped already."""
    return re.compile(rf"^\\*(?:## (?:{re.escape(you)}|Carrel)|carrel: chat)$", re.MULTILINE)


def _ours(head: str, body: str, otherwise: Moment) -> Told:
    said = _header(head)
    created = _moment(said.get("created"), otherwise)
    turns: list[list[str]] = []
    roles: list[Role] = []
    you = said.get("you", "You")
    for line in body.split("\n"):
        if line in {f"## {you}", "## Carrel"}:
            roles.append("assistant" if line == "## Carrel" else "user")
            turns.append([])
        elif turns:
            turns[-1].append(line)
    nodes: list[Node] = []
    for role, lines in zip(roles, turns, strict=True):
        before = nodes[-1].id if nodes else None
        nodes.append(_node(str(len(nodes)), before, role, lines, created, you))
    title = said.get("title", "")
    identity = derived_id(title, created.utc, *(node.text for node in nodes))
    return Told("markdown", "local", identity, title, created, _moment(said.get("updated"), created), nodes)


def _header(head: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for line in head.splitlines():
        name, _colon, value = line.partition(": ")
        try:
            found = json.loads(value)
        except ValueError:
            found = value
        if isinstance(found, str):
            said[name] = found
    return said


def _node(name: str, before: str | None, role: Role, lines: list[str], created: Moment, you: str) -> Node:
    """A turn; its first line says when and with which model, where it is there."""
    caption = lines[0][1:-1] if lines and len(lines[0]) > 2 and lines[0][0] == lines[0][-1] == "_" else ""
    parts = caption.replace("\\_", "_").split(captions.BETWEEN)
    when = created
    if _WHEN.fullmatch(parts[0]):
        offset = captions.clock(created).tzinfo
        when = _moment(datetime.fromisoformat(parts[0]).replace(tzinfo=offset).isoformat(), created)
        lines = lines[1:]
    text = _own_line(you).sub(lambda found: found.group()[1:], "\n".join(lines).strip("\n"))
    model = parts[1] if role == "assistant" and len(parts) > 2 else None
    return Node(name, before, role, text, when, model=model)


def _moment(told: str | None, otherwise: Moment) -> Moment:
    try:
        found = datetime.fromisoformat(told or "")
    except ValueError:
        return otherwise
    return Moment.of(found) if found.tzinfo else otherwise


@dataclass
class _Turn:
    role: Role
    lines: list[str] = field(default_factory=list)


def _turns(text: str) -> Iterator[tuple[Role, str]]:
    """Each line that names who speaks from there on, outside of code, and what stands behind the name."""
    for turn in _split(text):
        yield turn.role, "\n".join(turn.lines)


def _split(text: str) -> list[_Turn]:
    turns: list[_Turn] = []
    fenced = False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        named = None if fenced else next(filter(None, (heading.match(line) for heading in _HEADINGS)), None)
        if named is not None:
            rest = named.groupdict().get("rest") or ""
            turns.append(_Turn("user" if named["person"] else "assistant", [rest] if rest else []))
        elif turns:
            turns[-1].lines.append(line)
    return turns


def _foreign(text: str, otherwise: Moment) -> Told:
    turns = [(role, said.strip()) for role, said in _turns(text)]
    titles = (found for found in _TITLE.finditer(text) if not _HEADINGS[0].match(found.group()))
    words = next((found.group(1).strip() for found in titles), "")
    nodes = [
        Node(str(number), str(number - 1) if number else None, role, said, otherwise)
        for number, (role, said) in enumerate(turns)
    ]
    identity = derived_id(words, *(said for _role, said in turns))
    return Told("markdown", None, identity, words, otherwise, otherwise, nodes)


FORMAT = Format(
    "markdown",
    lambda: _("Markdown"),
    "md",
    lambda: _("The branch that is shown; attached texts by their names."),
    write,
)
SOURCE = Source("markdown", lambda: _("Markdown"), recognises, read)
