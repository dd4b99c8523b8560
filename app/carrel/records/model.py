"""What can happen to a piece of work while it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment
from carrel.base.words import _

MOST_ENTRIES = 20_000
MOST_CHARACTERS = 300_000
"""Characters of a piece of work; a record is rebuilt step by step, and each step costs as much as the text is long."""

MOST_HELP = 5
"""The help level at which the solution was shown; 0 is no help."""

Policy = Literal["off", "hints", "feedback", "open"]
Origin = Literal["unknown", "own", "tutor", "document"]
"""Where a pasted text was before: somewhere outside, in the same work, in a reply of the tutor, in a document."""
Verdict = Literal["right", "wrong", "partly", "cant_tell"]


class NothingRecorded(CarrelError):
    """There is no record that begins with the beginning of a piece of work."""


class RecordFull(CarrelError):
    """The record, or the text it is about, is as long as it may become."""


@dataclass(frozen=True)
class Begun:
    """A piece of work was begun. work: its id. assignment: what it is for; empty when nobody set it."""

    work: str
    title: str
    assignment: str = ""


@dataclass(frozen=True)
class Revised:
    """The text was changed in one place: from the character start on, removed characters gave way to those added.

    characters and words: of the whole text after that.
    """

    start: int
    removed: int
    added: str
    characters: int
    words: int


@dataclass(frozen=True)
class Pasted:
    """So many characters were pasted; the revision after it has them. source: the name of where they come from."""

    characters: int
    origin: Origin = "unknown"
    source: str = ""


@dataclass(frozen=True)
class Asked:
    """The tutor was asked. reply: the id of its message. characters: the length of the reply."""

    prompt: str
    reply: str
    characters: int


@dataclass(frozen=True)
class HintTaken:
    """A hint was taken. item: the id of its question, empty for the work itself. help: the level it led to, 1 to 5."""

    item: str
    help: int


@dataclass(frozen=True)
class Answered:
    """A question was answered on the way. help: the level at that time, 0 to 5."""

    item: str
    help: int
    verdict: Verdict


@dataclass(frozen=True)
class VisibilityTold:
    """The person was told who sees the work. text: the words that were shown."""

    text: str


@dataclass(frozen=True)
class PolicySet:
    """What the tutor may do for this work from now on."""

    policy: Policy


@dataclass(frozen=True)
class HandedIn:
    """The work was handed in. digest: the SHA-256 of its text in UTF-8, in hexadecimal digits."""

    digest: str
    characters: int
    words: int


Event = Begun | Revised | Pasted | Asked | HintTaken | Answered | VisibilityTold | PolicySet | HandedIn

KINDS: dict[str, type[Event]] = {
    "begun": Begun,
    "revised": Revised,
    "pasted": Pasted,
    "asked": Asked,
    "hint": HintTaken,
    "answered": Answered,
    "visibility": VisibilityTold,
    "policy": PolicySet,
    "handed_in": HandedIn,
}
"""What can happen, by the name it has in files; a name never changes its meaning."""


@dataclass(frozen=True)
class Entry:
    """Something that happened. number: its place in the record, from 1. device: the id of the computer."""

    number: int
    moment: Moment
    device: str
    event: Event


@dataclass(frozen=True)
class Link:
    """An entry in its chain. before: the hash of the link before it. hash: covers the entry and before."""

    entry: Entry
    before: str
    hash: str


def work_of(entries: Iterable[Entry]) -> Begun:
    """The piece of work that a record is about; raises NothingRecorded."""
    first = next(iter(entries), None)
    if first is None or not isinstance(first.event, Begun):
        raise nothing_recorded()
    return first.event


def nothing_recorded() -> NothingRecorded:
    """What to say where a record should be."""
    return NothingRecorded(_("Nothing is recorded about this piece of work yet."), _("Write something, and try again."))
