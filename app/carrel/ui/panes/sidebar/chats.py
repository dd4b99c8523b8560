"""Reads the list of chats page by page and searches it, and says what there is to show."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.conversations.model import Hit, Listed
from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.flows.overview import Overview, overview
from carrel.ui.jobs import Jobs
from carrel.ui.panes.sidebar.lines import chat_rows
from carrel.ui.widgets.rows import Row

PAGE, WIDEST_PAGE = 100, 1_600
FINDS = 50


class Chats(QObject):
    """listed: the overview, the rows of all lines read so far, and whether more wait. found: the hits, and whether
    there are more. Rows are put together beside the window: of ten thousand chats they take a while.

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
        self._rows: list[Row] = []
        self._now: Overview | None = None
        self._reading = False
        self._again = False
        self._asked = 0

    @property
    def rows(self) -> list[Row]:
        """What was listed last."""
        return self._rows

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

        def read() -> tuple[Overview, list[Row]]:
            now = overview(self._kit, course, limit + 1)
            return now, chat_rows(now.lines[:limit], now.today, _titles(now))

        def show(read: tuple[Overview, list[Row]]) -> None:
            self._reading = False
            if course == self.course:
                self._now, self._rows = read
                self._lines = list(self._now.lines[:limit])
                self.listed.emit(self._now, self._rows, len(self._now.lines) > limit)
            self._go_on()

        self._jobs.fetch(read, show, self._fail)

    def more(self) -> None:
        """Read the next page, behind the last line; pages grow, so that a long list is not laid out for each."""
        if self._reading or not self._lines or self._now is None:
            self.refresh()
            return
        self._reading = True
        course, now, lines, rows = self.course, self._now, self._lines, self._rows
        size = min(len(lines), WIDEST_PAGE)

        def read() -> tuple[list[Listed], list[Row], bool]:
            page = browse.listed(self._kit, size + 1, course, lines[-1])
            known = {line.id for line in lines}  # one that was unpinned meanwhile would come twice
            new = [line for line in page[:size] if line.id not in known]
            return [*lines, *new], [*rows, *chat_rows(new, now.today, _titles(now), rows[-1].group)], len(page) > size

        def show(read: tuple[list[Listed], list[Row], bool]) -> None:
            self._reading = False
            if lines is self._lines:
                self._lines, self._rows, more = read
                self.listed.emit(now, self._rows, more)
            self._go_on()

        self._jobs.fetch(read, show, self._fail)

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


def _titles(now: Overview) -> dict[str, str]:
    """The titles of courses, where the list does not show one course only."""
    return {} if now.course is not None else {one.id: one.title for one in now.courses}
