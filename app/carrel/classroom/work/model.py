"""A piece of work that is written, and one that was handed in."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.stamp import Moment


@dataclass(frozen=True)
class Draft:
    """A piece of work as it stands. id: of the work and of its record. assignment: the id of what it is written for."""

    id: str
    learner: str
    classroom: str
    assignment: str
    text: str
    changed: Moment


@dataclass(frozen=True)
class HandedWork:
    """A piece of work as a pupil handed it in.

    pupil: the id of the pupil. id: as the pupil's device gave it. title: of the task. record: the exported record.
    entries, hash: the end of its chain. sound: whether the record is as it was written, and tells of this very text.
    rewritten: whether a record of this work came before or after that is not the beginning of the other. handed: when
    the pupil handed it in. created: when it was taken in.
    """

    pupil: str
    id: str
    assignment: str
    title: str
    text: str
    record: bytes
    entries: int
    hash: str
    sound: bool
    rewritten: bool
    handed: Moment
    created: Moment
