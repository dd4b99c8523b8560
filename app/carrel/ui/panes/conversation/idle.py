"""What is done while nobody waits for an answer: reading ahead, a title, a summary, the library's meanings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from carrel.base.work import Cancel
from carrel.flows import index, prepare, titles
from carrel.flows.kit import Kit
from carrel.ui.jobs import Job, Jobs, Work

_READ_AHEAD_MS = 600


class Idle(QObject):
    """measured: how full the context would be with what is typed, as a Meter."""

    measured = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        """busy: whether an answer is on its way anywhere."""
        super().__init__(parent)
        self._kit, self._jobs, self._busy = kit, jobs, busy
        self._work: Job | None = None
        self._where: tuple[str | None, Callable[[], str], str | None] = (None, str, None)
        self._tidied = ""
        self._pause = QTimer(self, singleShot=True, interval=_READ_AHEAD_MS)
        self._pause.timeout.connect(self._begin)

    def ponder(self, conversation: str | None, draft: Callable[[], str] = str, course: str | None = None) -> None:
        """Something happened in this chat: read ahead once nothing more has for a while.

        draft: what is typed by then. course: of a chat that has not begun.
        """
        self.rest()
        self._where = (conversation, draft, course)
        self._pause.start()

    def answered(self, conversation: str) -> None:
        """A reply has ended: there may be a title to give, and something to sum up."""
        self._tidied = conversation

    def rest(self) -> None:
        """Somebody asks something: leave everything."""
        self._pause.stop()
        if self._work is not None:
            self._work.stop()

    def _begin(self) -> None:
        if self._busy():
            return
        tidy, self._tidied = self._tidied, ""
        job = self._work = self._jobs.prepare(self._chores(tidy))
        job.stopped.connect(lambda: self.answered(self._tidied or tidy))  # what was not done is done another time
        job.step.connect(self._tell)
        job.ended.connect(self._end)
        job.start()

    def _chores(self, tidy: str) -> Work:
        """Everything that is done while nobody waits, in its order; tidy: the chat in which a reply has ended."""
        (conversation, draft, course), kit = self._where, self._kit
        typed = draft()

        def work(cancel: Cancel) -> Iterator[object]:
            if tidy and kit.settings.current.automatic_titles:
                titles.give_title(kit, tidy, cancel)
            if tidy:
                yield from prepare.shorten(kit, tidy, cancel)
            yield from prepare.read_ahead(kit, conversation, cancel, typed, course)
            yield from index.index_meanings(kit, cancel)

        return work

    def _tell(self, step: object) -> None:
        if isinstance(step, prepare.Meter) and self.sender() is self._work:
            self.measured.emit(step)

    def _end(self) -> None:
        if self.sender() is self._work:
            self._work = None
