"""The prompt glass: the exact text a reply was made from, and where the turns of the chat stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.files import write_whole
from carrel.base.words import _
from carrel.conversations import tables
from carrel.conversations.context import tables as context_tables
from carrel.conversations.context.model import SentPrompt
from carrel.conversations.model import Message, Role
from carrel.examples import tables as tables_of_examples
from carrel.examples.model import Correction
from carrel.flows.examples.shown import find
from carrel.flows.kit import Kit
from carrel.flows.manner import BEGINS, ends_at
from carrel.flows.prompts import prose
from carrel.flows.told import ABOUT, REMEMBERED


class NotSaved(CarrelError):
    """A file could not be written."""


@dataclass(frozen=True)
class Part:
    """Where a turn stands in a prompt: from the character `start` up to `end`."""

    role: Role
    start: int
    end: int


LearnerPart = Literal["about", "remembered", "manner"]


@dataclass(frozen=True)
class Told:
    """Where the prompt speaks of the learner, or of the manner to answer in.

    about: what they said of themselves. remembered: what is remembered of them. manner: what a behaviour says.
    """

    kind: LearnerPart
    start: int
    end: int


@dataclass(frozen=True)
class Given:
    """Where an example of a better reply stands, by its id; question: what was asked in it."""

    example: str
    question: str
    start: int
    end: int


@dataclass(frozen=True)
class Glass:
    """A reply, what it was made from, and the turns that were found in that; none where they cannot be told apart.

    told: what the prompt says of the learner, and of the manner; empty where it says nothing. examples: of better
    replies.
    """

    reply: Message
    prompt: SentPrompt
    parts: tuple[Part, ...]
    told: tuple[Told, ...] = ()
    examples: tuple[Given, ...] = ()


def look(kit: Kit, reply: str) -> Glass:
    """Look at what a reply was made from; the text is empty when none was kept, as for replies of an older version."""
    with kit.store.reading() as db:
        message = tables.get_message(db, reply)
        prompt = context_tables.sent_prompt(db, reply)
        thread = tables.thread(db, message.conversation) if prompt.text else []
        ids = [one.id for one in thread]
        used = tables_of_examples.used(db, ids)
    above = thread[: ids.index(reply)] if reply in ids else []
    given = examples(prompt.text, [one for some in used.values() for one in some])
    return Glass(message, prompt, parts(prompt.text, above), told(prompt.text), given)


def examples(text: str, used: Sequence[Correction]) -> tuple[Given, ...]:
    """Where these examples stand in a prompt, in its order; of one that was changed since nothing is claimed."""
    found = {one.id: (one, find(text, one)) for one in used}
    places = [Given(one.id, one.question, *place) for one, place in found.values() if place is not None]
    return tuple(sorted(places, key=lambda one: one.start))


def told(text: str) -> tuple[Told, ...]:
    """Where a prompt speaks of the learner, and of the manner: right behind what the tutor is, part by part.

    Nothing else can stand there, so that no file and no turn passes for it.
    """
    tutor = prose("tutor")
    begins: dict[LearnerPart, str] = {"about": ABOUT, "remembered": REMEMBERED}
    found: list[Told] = []
    at = text.find(tutor) + len(tutor) if tutor in text else len(text)
    for kind, words in begins.items():
        if text.startswith(f"\n\n{words}", at):
            start = at + 2
            at = text.find("\n", start) if "\n" in text[start:] else len(text)
            line = text[start:at]
            at = start + (line.rfind(".") + 1)  # a model's template may go on in the same line
            found.append(Told(kind, start, at))
    if text.startswith(f"\n\n{BEGINS}", at):
        found.append(Told("manner", at + 2, ends_at(text, at + 2)))
    return tuple(found)


def parts(text: str, thread: Sequence[Message]) -> tuple[Part, ...]:
    """Where the messages of the thread stand in the text, from the last one back to the first that is certain.

    What the model's template puts between a turn and its answer also stands between the last turn and the answer to
    come. A turn and its answer with just that between them, once in the whole text, are where they seem to be; a
    summary or a file that holds the same words has other things between them. Where it is not so, nothing is claimed.
    """
    said = [message for message in thread if message.text]
    if not said or said[-1].role != "user":
        return ()
    between = _between(text, said)
    last = _last(text, said[-1], between)
    if last is None:
        return ()
    leads = between and (last.end == len(text) or text.startswith(between, last.end))
    found = [last]
    pairs = [(one, other) for one, other in pairwise(said) if (one.role, other.role) == ("user", "assistant")]
    for one, other in reversed(pairs):
        whole = f"{one.text}{between}{other.text}"
        at = text.find(whole)
        if not leads or not _is_once(text, whole) or at + len(whole) > found[0].start:
            break
        answer = at + len(one.text) + len(between)
        found[:0] = [Part("user", at, at + len(one.text)), Part("assistant", answer, at + len(whole))]
    return tuple(found)


def save(path: Path, text: str) -> str:
    """Write a text to a file, and tell the file's name; raises NotSaved."""
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise NotSaved(
            _("The file “{name}” could not be written.").format(name=path.name),
            _("Choose another folder, or make room on the disk."),
            str(error),
        ) from error
    return path.name


def _last(text: str, turn: Message, between: str) -> Part | None:
    """Where the turn stands that is to be answered."""
    at = text.rfind(turn.text)
    if not _is_once(text, turn.text):
        at = text.rfind(turn.text + between) if between else -1
        if not _is_once(text[max(at, 0) :], between):
            return None
    return Part("user", at, at + len(turn.text)) if at >= 0 else None


def _between(text: str, said: Sequence[Message]) -> str:
    """What stands between a turn and its answer, where both stand only once; empty where it is not always the same."""
    seen = set()
    for one, other in pairwise(said):
        if one.role == "user" and _is_once(text, one.text) and _is_once(text, other.text):
            seen.add(text[text.index(one.text) + len(one.text) : text.index(other.text)])
    return seen.pop() if len(seen) == 1 else ""


def _is_once(text: str, words: str) -> bool:
    """Whether the words stand in the text, in one place only."""
    return -1 < text.find(words) == text.rfind(words)
