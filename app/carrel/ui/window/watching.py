"""Looks into the watched folders of classes while the window is open, and tells what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.flows.kit import Kit
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.window.watching_words import notices

if TYPE_CHECKING:
    from carrel.classroom.watched.model import ClassFolder
    from carrel.flows.classes.news import News
    from carrel.flows.classes.watching import Watch

EVERY_MS = 60_000
"""Between two looks: shares of a school, and folders that are synced, tell no program that something changed."""
SOON_MS = 2_000
"""After a folder told of a change: a file that is still being copied is another one by the next look."""


class Watching(QObject):
    """One look after another, all folders in each.

    told: a Notice. news: each News, whether a notice tells it or not. open_requested: the path of a class pack that a
    pupil wants to read. take_requested: the id of a class in which work waits for the teacher's word.
    """

    told = Signal(object)
    news = Signal(object)
    open_requested = Signal(str)
    take_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._jobs = kit, jobs
        self._watches: list[Watch] = []
        self._job: Job | None = None
        self._looks = 0
        self._found: list[tuple[ClassFolder, News]] = []
        self._every = QTimer(self, interval=EVERY_MS)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._files = QFileSystemWatcher(self)
        self._every.timeout.connect(self.look)
        self._soon.timeout.connect(self.look)
        self._files.directoryChanged.connect(self._look_soon)

    def begin(self) -> None:
        """Find out what is watched, and look from now on."""
        from carrel.flows.classes import watching  # noqa: PLC0415 - not for the first paint

        self._jobs.fetch(partial(watching.folders, self._kit), self._take_over, self._fail)

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to: another folder may be watched now."""
        if "classroom" in rooms:
            self.begin()

    def look(self) -> None:
        """Look into every folder now; while a look is on its way, that one is enough."""
        if self._job is not None or not self._watches:
            return
        self._found = []
        self._job = self._jobs.prepare(partial(_looks, list(self._watches)))
        self._job.step.connect(self._note)
        self._job.failed.connect(self._fail)
        self._job.ended.connect(self._tell)
        self._job.start()

    def close(self) -> None:
        """Look no more."""
        self._every.stop()
        self._soon.stop()
        if self._job is not None:
            self._job.stop()

    def _take_over(self, folders: Sequence[ClassFolder]) -> None:
        """Watch these; what is remembered of a folder that stays is kept."""
        from carrel.flows.classes.watching import Watch  # noqa: PLC0415 - not for the first paint

        before = {_place(one.folder): one for one in self._watches}
        self._watches = [before.get(_place(one)) or Watch(self._kit, one) for one in folders]
        if not self._watches:
            self._every.stop()
            return
        self._every.start()
        if {_place(one) for one in folders} - before.keys():
            self._look_soon()

    def _look_soon(self) -> None:
        """Look twice, a little apart: only then is a file known to be whole."""
        self._looks = 2
        self._soon.start()

    def _note(self, step: object) -> None:
        if isinstance(step, tuple):
            self._found.append(step)
            self.news.emit(step[1])

    def _tell(self) -> None:
        self._job = None
        for notice in notices(self._found, self._choice):
            self.told.emit(notice)
        # Only now: a folder that was reached a moment ago does not keep the window waiting.
        away = {str(news.path) for _folder, news in self._found if news.kind == "unreachable"}
        wanted = {one.folder.folder for one in self._watches} - away
        told = set(self._files.directories())
        if wanted - told:
            self._files.addPaths(sorted(wanted - told))
        if told - wanted:
            self._files.removePaths(sorted(told - wanted))
        self._looks -= 1
        if self._looks > 0:
            self._soon.start()

    def _choice(self, folder: ClassFolder, news: News) -> tuple[Choice, ...]:
        if news.kind == "offered":
            return (Choice(_("Read it…"), partial(self.open_requested.emit, str(news.path)), "openOffered"),)
        if news.kind == "asks":
            return (Choice(_("Show it"), partial(self.take_requested.emit, folder.classroom), "showAsking"),)
        return ()

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="watching"))


def _looks(watches: Sequence[Watch], cancel: Cancel) -> Iterator[object]:
    for watch in watches:
        for step in watch.look(cancel):
            yield step if isinstance(step, Progress) else (watch.folder, step)


def _place(folder: ClassFolder) -> tuple[str, str, str]:
    return folder.classroom, folder.side, folder.folder
