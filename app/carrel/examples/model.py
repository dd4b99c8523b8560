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
