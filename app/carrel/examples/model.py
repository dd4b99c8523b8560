"""What an example of a better reply is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from carrel.base.errors import CarrelError
from carrel.base.stamp import Moment

PlaceKind = Literal["chats", "course", "desk", "practice"]


class ExampleMissing(CarrelError):
    """The example is not there."""


@dataclass(frozen=True)
class Place:
    """Where an example belongs, and so where it is used.

    kind: chats for those in no course; practice for the talk about an item, whose examples no prompt is given. id: of
    the course or the desk; empty for the others.
    """

    kind: PlaceKind = "chats"
    id: str = ""


CHATS = Place()


@dataclass(frozen=True)
class Correction:
    """What a person would have said in a reply's place.

    message: the id of the reply; empty for an example that was written or brought in. context: the exact text the model
    had received; empty where it is not known. said: the reply then; may be empty. better: theirs. question: what was
    asked. why: their reason; may be empty.
    """

    id: str
    message: str
    context: str
    said: str
    better: str
    created: Moment
    question: str = ""
    why: str = ""
    place: Place = CHATS


@dataclass(frozen=True)
class Example:
    """What a person wrote in place of a draft.

    purpose: what kind of draft it was. key: what the case was: the same for two that are alike in all that matters.
    context: what was known of it, as a model is shown it. said: the draft. better: theirs. why: their reason; may be
    empty.
    """

    id: str
    purpose: str
    key: str
    context: str
    said: str
    better: str
    created: Moment
    why: str = ""
