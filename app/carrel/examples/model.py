"""What an example of a better reply is."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.stamp import Moment


@dataclass(frozen=True)
class Correction:
    """What a person would have said in a reply's place.

    message: the id of the reply. context: the exact text the model had received. said: the reply then. better: theirs.
    """

    id: str
    message: str
    context: str
    said: str
    better: str
    created: Moment


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
