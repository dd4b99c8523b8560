"""The prompt glass: the exact text a reply was made from, and where the turns of the chat stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.files import write_whole
from carrel.base.words import _
from carrel.conversations import tables
from carrel.conversations.context import tables as context_tables
from carrel.conversations.context.model import SentPrompt
from carrel.conversations.model import Message, Role
from carrel.flows.kit import Kit


class NotSaved(CarrelError):
    """A file could not be written."""


@dataclass(frozen=True)
class Part:
    """Where a turn stands in a prompt: from the character `start` up to `end`."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True)
class Glass:
    """A reply, what it was made from, and the turns that were found in that; none where they cannot be told apart."""

    reply: Message
    prompt: SentPrompt
    parts: tuple[Part, ...]


def look(kit: Kit, reply: str) -> Glass:
    """Look at what a reply was made from; the text is empty when none was kept, as for replies of an older version."""
    with kit.store.reading() as db:
        message = tables.get_message(db, reply)
        prompt = context_tables.sent_prompt(db, reply)
        thread = tables.thread(db, message.conversation) if prompt.text else []
    ids = [one.id for one in thread]
    above = thread[: ids.index(reply)] if reply in ids else []
    return Glass(message, prompt, parts(prompt.text, above, message.text))


def parts(text: str, thread: Sequence[Message], reply: str = "") -> tuple[Part, ...]:
    """Where the messages of the thread stand in the text, looked for from its end.

    What stands between two turns is the model's own template, and the same everywhere. Where it is not, something was
    found that is not a turn, and the answer is empty: nothing is claimed that is not certain. reply: what it
    says now; the text ends with the beginning of that when the reply was gone on with.
    """
    found: list[Part] = []
    end = len(text)
    for message in reversed([one for one in thread if one.text]):
        at = text.rfind(message.text, 0, end)
        if at < 0:
            break
        found.insert(0, Part(message.role, at, at + len(message.text)))
        end = at
    return tuple(found) if found and _is_certain(text, found, reply) else ()


def save(path: Path, text: str) -> None:
    """Write a text to a file; raises NotSaved."""
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise NotSaved(
            _("The file “{name}” could not be written.").format(name=path.name),
            _("Choose another folder, or make room on the disk."),
            str(error),
        ) from error


def _is_certain(text: str, found: Sequence[Part], reply: str) -> bool:
    last, first = found[-1], found[0]
    answers = {text[one.end : other.start] for one, other in pairwise(found) if one.role == "user"}
    tail = text[last.end :]
    if not answers:
        return text.count(text[first.start : first.end]) == 1
    if len(answers) > 1:
        return False
    glue = answers.pop()
    return tail.startswith(glue) and reply.startswith(tail[len(glue) :])
