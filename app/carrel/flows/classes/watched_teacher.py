"""The teacher's side of a watched folder: what pupils put there is taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from carrel.base.work import Cancel, Progress
from carrel.classroom.classes import tables
from carrel.classroom.devices import tables as devices
from carrel.classroom.watched.model import ClassFolder
from carrel.flows.classes import hand_back
from carrel.flows.classes.news import Kind, News
from carrel.flows.classes.take_in import State, TakenIn, take_in
from carrel.flows.kit import Kit

_KINDS: dict[State, Kind] = {
    "ok": "taken",
    "duplicate": "known",
    "unknown": "asks",
    "unsigned": "refused",
    "changed": "refused",
    "refused": "refused",
}


class TeacherFolder:
    """Takes in results; the work of a device that nobody knows waits until the teacher trusts it."""

    suffix = hand_back.SUFFIX

    def __init__(self, kit: Kit, folder: ClassFolder) -> None:
        self._kit, self._folder = kit, folder
        self._known = self._count()

    def has_learned(self) -> bool:
        """Whether another device, or another pupil, is known since it was asked before."""
        before, self._known = self._known, self._count()
        return self._known != before

    def take(self, files: Sequence[Path], cancel: Cancel) -> Iterator[Progress | News]:
        """Take in these files; yields progress, and one piece of news for each."""
        if not files:
            return
        for step in take_in(self._kit, self._folder.classroom, files, cancel):
            yield step if isinstance(step, Progress) else _news(step)

    def give(self, place: Path) -> Iterator[News]:
        """Nothing: a class pack goes out when the teacher sends it, and not before it is ready."""
        return iter(())

    def _count(self) -> tuple[int, int]:
        with self._kit.store.reading() as db:
            classroom = self._folder.classroom
            return devices.count(db, classroom), len(tables.pupils(db, classroom))


def _news(taken: TakenIn) -> News:
    kind: Kind = "foreign" if taken.foreign else _KINDS[taken.state]
    return News(kind, taken.path, taken.says, taken.next_step, taken)
