"""The desk in the window: its pane with all its pages, and who carries out what is asked there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.theme import Theme
from carrel.ui.window.stage import Stage

if TYPE_CHECKING:
    from carrel.ui.panes.desk import DeskPane


class Desking(QObject):
    """pane: made when it is first wanted. open_source: shows a document at a part and a sentence."""

    def __init__(
        self,
        kit: Kit,
        jobs: Jobs,
        theme: Theme,
        stage: Stage,
        window: QWidget,
        open_source: Callable[[str, int | None, str], None],
    ) -> None:
        super().__init__(stage)
        self._kit, self._jobs, self._theme, self._stage, self._window = kit, jobs, theme, stage, window
        self._open_source = open_source
        self.pane: DeskPane | None = None
        stage.add("desk", self._made)

    def find(self, otherwise: Callable[[], object]) -> Callable[[], object]:
        """Find on the page in sight while the place is shown, otherwise elsewhere."""

        def look() -> object:
            page = self.pane.page if self.pane is not None and self._stage.here == "desk" else None
            return None if page is not None and page.open_search() else otherwise()

        return look

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        if self.pane is not None:
            self.pane.look_again(rooms)

    def flush(self) -> None:
        """Keep what is being written: the window closes."""
        for page in self.pane.pages if self.pane is not None else ():
            page.flush()

    def _made(self) -> DeskPane:
        if self.pane is None:
            from carrel.ui.window.desking.pages import furnish  # noqa: PLC0415 - not for the first paint

            self.pane = furnish(self._kit, self._jobs, self._theme, self._stage, self._window, self._open_source)
        return self.pane
