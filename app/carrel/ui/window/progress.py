"""Progress in the place of the chat: its pane, the tries behind its numbers, and pictures that are saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from carrel.base.errors import CarrelError
from carrel.flows.kit import Kit
from carrel.flows.practise import Wish
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.theme import Theme
from carrel.ui.window.saving import Saving
from carrel.ui.window.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carrel.flows.figures.tries import Tried, Which
    from carrel.ui.panes.progress import ProgressPane

_KEY = "progress"


class Progress(QObject):
    """practise_requested: a Wish, for a skill or for what is due. foundations_requested: the lessons.

    pane: made when it is first wanted.
    """

    practise_requested = Signal(object)
    foundations_requested = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, stage: Stage, window: QWidget) -> None:
        super().__init__(stage)
        self._kit, self._jobs, self._theme, self._stage, self._window = kit, jobs, theme, stage, window
        self.pane: ProgressPane | None = None
        self.saving = Saving(jobs, window, stage.tell, key=_KEY)
        stage.add("progress", self._made)

    def find(self, otherwise: Callable[[], object]) -> Callable[[], object]:
        """Find among the skills while they are shown, otherwise elsewhere."""
        return lambda: (
            self.pane.find_skill() if self.pane is not None and self._stage.here == "progress" else otherwise()
        )

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        if self.pane is not None and rooms & {"assessment", "progress", "library"}:
            self.pane.refresh()

    def show_tries(self, skill: str, which: Which = "all") -> None:
        """Show the tries at a skill, which are the evidence behind its numbers."""
        from carrel.flows.figures.tries import tries  # noqa: PLC0415 - not for the first paint

        self._jobs.fetch(partial(tries, self._kit, skill), partial(self._show_tries, skill, which), self._fail)

    def _made(self) -> ProgressPane:
        from carrel.ui.panes.progress import ProgressPane  # noqa: PLC0415 - not for the first paint

        if self.pane is None:
            pane = self.pane = ProgressPane(self._kit, self._jobs, self._theme)
            pane.practise_requested.connect(self._practise)
            pane.review_requested.connect(lambda: self.practise_requested.emit(Wish("due")))
            pane.foundations_requested.connect(self.foundations_requested)
            pane.tries_requested.connect(self.show_tries)
            pane.save_requested.connect(self.saving.ask)
        return self.pane

    def _practise(self, skill: str) -> None:
        self.practise_requested.emit(Wish("skill", (skill,)))

    def _show_tries(self, skill: str, which: Which, told: Sequence[Tried]) -> None:
        from carrel.ui.dialogs.tries import TriesDialog  # noqa: PLC0415 - not for the first paint

        known = next((one for one in self._made().page.known if one.skill == skill), None)
        if known is None:
            return
        here = skill in self._made().page.requires
        dialog = TriesDialog(known, told, self._theme, self._window, may_practise=here)
        dialog.narrow(which)
        dialog.practise_requested.connect(partial(self._practise, skill))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _fail(self, error: CarrelError) -> None:
        self._stage.tell(Notice.of(error, key=_KEY))
