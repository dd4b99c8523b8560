"""A folder in which the packs of a class go to and fro by themselves: a share of the school, or one that is synced.

Every look is one pass over the folder, and nothing in it is deleted or written over. A file counts once two looks have
found it just the same; what is no pack for this class is left alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.classroom.classes import tables as classes
from carrel.classroom.classes.model import ClassMissing
from carrel.classroom.joined import tables as joined
from carrel.classroom.watched import tables
from carrel.classroom.watched.model import ClassFolder, Side, Sight, whole
from carrel.flows.classes.news import SILENT, WAITING, News
from carrel.flows.classes.watched_pupil import PupilFolder
from carrel.flows.classes.watched_teacher import TeacherFolder
from carrel.flows.kit import Kit

MOST_FILES = 20_000
"""Files of one folder that are looked at; more are no folder for a class."""


class NoFolder(CarrelError):
    """The folder cannot be watched, or none is."""


def folders(kit: Kit) -> list[ClassFolder]:
    """Everything that is watched."""
    with kit.store.reading() as db:
        return tables.folders(db)


def side_of(kit: Kit, named: str) -> tuple[Side, str]:
    """On which side one is in the class of this title or id, and the id; raises ClassMissing."""
    with kit.store.reading() as db:
        try:
            return "teacher", classes.classroom(db, named).id
        except ClassMissing:
            return "pupil", joined.named(db, named).classroom


def watched_as(kit: Kit, classroom: str, side: Side) -> ClassFolder | None:
    """The folder that is watched for this class, by its id, on this side of it; None for none."""
    with kit.store.reading() as db:
        return tables.find(db, classroom, side)


def folder_of(kit: Kit, named: str) -> ClassFolder:
    """The folder that is watched for a class; raises ClassMissing and NoFolder."""
    side, classroom = side_of(kit, named)
    found = watched_as(kit, classroom, side)
    if found is None:
        raise _none()
    return found


def place_of(kit: Kit, named: str, side: Side) -> Path:
    """The folder that is watched for a class on this side; raises ClassMissing and NoFolder."""
    with kit.store.reading() as db:
        classroom = classes.classroom(db, named).id if side == "teacher" else joined.named(db, named).classroom
        found = tables.find(db, classroom, side)
    if found is None:
        raise _none()
    return Path(found.folder)


def choose(kit: Kit, named: str, folder: Path) -> ClassFolder:
    """Watch this folder for a class from now on, in place of the one before; raises ClassMissing and NoFolder."""
    side, classroom = side_of(kit, named)
    place = Path(os.path.abspath(folder.expanduser()))
    if not place.is_dir():
        raise NoFolder(
            _("There is no folder {folder}.").format(folder=beside(str(place))),
            _("Look at its name, or connect the drive that it is on, and try again."),
        )
    with kit.store.writing() as db:
        tables.keep(db, ClassFolder(classroom, "", side, str(place)), kit.stamp.now())
        found = tables.find(db, classroom, side)
    assert found is not None
    return found


def stop(kit: Kit, named: str) -> None:
    """Watch no folder for this class any more; what lies in it stays as it is. Raises ClassMissing."""
    side, classroom = side_of(kit, named)
    with kit.store.writing() as db:
        tables.forget(db, classroom, side)


class Watch:
    """Looks into the folder of one class, again and again, and remembers what it found; for one thread at a time."""

    def __init__(self, kit: Kit, folder: ClassFolder) -> None:
        self.folder = folder
        self._side = TeacherFolder(kit, folder) if folder.side == "teacher" else PupilFolder(kit, folder)
        self._before: dict[str, Sight] = {}
        self._settled: dict[str, Sight] = {}
        self._waiting: set[str] = set()
        self._told: dict[str, tuple[Sight, str]] = {}
        self._reached = True

    def look(self, cancel: Cancel) -> Iterator[Progress | News]:
        """One pass: take what is new and whole, and write what there is to give back. Raises Stopped.

        What is not taken by itself is told once, and again when it changes. A folder that cannot be reached now is told
        once, and looked for again at the next pass.
        """
        place = Path(self.folder.folder)
        try:
            now = _seen(place, self._side.suffix)
        except OSError as error:
            if self._reached:
                self._reached = False
                yield _unreachable(place, error)
            return
        if not self._reached:
            self._reached = True
            says = _("The folder {folder} is there again.").format(folder=beside(str(place)))
            yield News("reached", place, says)
        if self._side.has_learned():
            for name in self._waiting:
                self._settled.pop(name, None)
            self._waiting.clear()
        ready, self._before = whole(now, self._before), now
        fresh = [place / name for name in ready if self._settled.get(name) != now[name]]
        for step in self._side.take(fresh, cancel):
            if isinstance(step, Progress) or self._is_to_be_told(step, now[step.path.name]):
                yield step
        yield from self._side.give(place)

    def _is_to_be_told(self, news: News, sight: Sight) -> bool:
        """Whether somebody wants to hear it; from now on the file is settled, or waits until something is learned."""
        name = news.path.name
        self._settled[name] = sight
        if news.kind in WAITING:
            self._waiting.add(name)
        before, self._told[name] = self._told.get(name), (sight, news.says)
        return news.kind not in SILENT and before != self._told[name]


def _seen(place: Path, suffix: str) -> dict[str, Sight]:
    """The packs that lie in the folder itself; hidden files, links and everything else are passed over."""
    found: dict[str, Sight] = {}
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith(".") or not entry.name.casefold().endswith(suffix):
                continue
            if not entry.is_file(follow_symlinks=False):
                continue
            facts = entry.stat(follow_symlinks=False)
            found[entry.name] = Sight(facts.st_size, facts.st_mtime_ns)
            if len(found) == MOST_FILES:
                break
    return found


def _unreachable(place: Path, error: OSError) -> News:
    says = _("The folder {folder} cannot be reached now.").format(folder=beside(str(place)))
    next_step = _("Nothing is lost: Carrel looks for it again by itself.")
    return News("unreachable", place, says, next_step, detail=type(error).__name__)


def _none() -> NoFolder:
    return NoFolder(
        _("No folder is watched for this class."),
        _("Choose one with “carrel class watch CLASS FOLDER”, or say with --to where a pack is to be written."),
    )
