"""A folder that is watched for a class, and when a file in it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Side = Literal["teacher", "pupil"]
"""Whose folder it is: of the one who gives out, or of one who gives back."""


@dataclass(frozen=True)
class ClassFolder:
    """A folder that is watched. classroom: the id of the class, title: what it is called. folder: its absolute path.

    handed: a mark of the work that was last written there; empty before there was any, and for teachers.
    """

    classroom: str
    title: str
    side: Side
    folder: str
    handed: str = ""


@dataclass(frozen=True)
class Sight:
    """A file as one look found it. size: bytes. written: when, in nanoseconds since 1970."""

    size: int
    written: int


def whole(now: Mapping[str, Sight], before: Mapping[str, Sight]) -> list[str]:
    """The names of the files that the look before found just as they are now: nobody writes to them any more.

    An empty file is not whole: some programs make the name first, and fill it later.
    """
    return sorted(name for name, sight in now.items() if sight.size and before.get(name) == sight)
