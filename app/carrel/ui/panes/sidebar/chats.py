"""Reads the list of chats page by page and searches it, and says what there is to show."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.conversations.model import Hit, Listed
from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.flows.overview import Overview, overview
from carrel.ui.jobs import Jobs

PAGE, WIDEST_PAGE = 100, 1_600
FINDS = 50


class Chats(QObject):
    """listed: the overview, all lines read so far, and whether more wait. found: the hits, and whether there are more.

    course: the id of the course that is shown, None for all chats. finds: how many finds are wanted.
    """

    listed = Signal(object, object, bool)
    found = Signal(object, bool)
    failed = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit, self._jobs = kit, jobs
        self.course: str | None = None
        self.finds = FINDS
        self._lines: list[Listed] = []
        self._now: Overview | None = None
        self._reading = False
        self._again = False
        self._asked = 0

    def choose(self, course: str | None) -> None:
        """Show another course, from its top."""
        self.course, self._lines = course, []
        self.refresh()

    def refresh(self) -> None:
        """Read what is shown once more; while that is being done, what else is asked for waits and is one question."""
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        course, limit = self.course, max(PAGE, len(self._lines))

        def show(now: Overview) -> None:
            self._reading = False
            if course == self.course:
                self._now, self._lines = now, list(now.lines[:limit])
                self.listed.emit(now, self._lines, len(now.lines) > limit)
            self._go_on()

        self._jobs.fetch(lambda: overview(self._kit, course, limit + 1), show, self._fail)

    def more(self) -> None:
        """Read the next page, behind the last line; pages grow, so that a long list is not laid out for each."""
        if self._reading or not self._lines or self._now is None:
            self.refresh()
            return
        self._reading = True
        course, last, size = self.course, self._lines[-1], min(len(self._lines), WIDEST_PAGE)

        def show(lines: list[Listed]) -> None:
            self._reading = False
            if course == self.course and self._now is not None and self._lines and self._lines[-1] == last:
                self._lines = [*self._lines, *lines[:size]]
                self.listed.emit(self._now, self._lines, len(lines) > size)
            self._go_on()

        self._jobs.fetch(lambda: browse.listed(self._kit, size + 1, course, last), show, self._fail)

    def search(self, words: str, course: str | None) -> None:
        """Look for words; what an older question brings is not shown."""
        self._asked += 1
        asked, limit = self._asked, self.finds

        def show(hits: list[Hit]) -> None:
            if asked == self._asked:
                self.found.emit(hits[:limit], len(hits) > limit)

        self._jobs.fetch(lambda: browse.search(self._kit, words, limit + 1, course), show, self.failed.emit)

    def forget_search(self) -> None:
        """What is still being looked for is not shown."""
        self._asked += 1

    def _go_on(self) -> None:
        if self._again:
            self.refresh()

    def _fail(self, error: CarrelError) -> None:
        self._reading = self._again = False
        self.failed.emit(error)
