"""A class that somebody is a pupil of."""

from __future__ import annotations

from dataclasses import dataclass

from carrel.base.stamp import Moment


@dataclass(frozen=True)
class Joined:
    """A class, as its last pack said it.

    classroom: its id. key: the public key of the teacher; later packs are signed with it, or not taken. seal_to: where
    results are sealed to; None where they go open. code: what stands for the pupil. digest: of the last pack.
    told: what the teacher will see, as it was said before the work began.
    """

    classroom: str
    title: str
    teacher: str
    key: bytes
    seal_to: bytes | None
    code: str
    digest: str
    told: str
    created: Moment
