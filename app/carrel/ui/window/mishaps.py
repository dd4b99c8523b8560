"""What happens when Carrel made a mistake: first everything is kept, then the report is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from carrel.base.errors import CarrelError
from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.panes.conversation import ConversationPane
from carrel.ui.window.dialogs import Dialogs

_PATIENCE_MS = 3000  # a store that does not answer must not hide the report


class Mishaps(QObject):
    """Takes reports, one at a time, and the same one only once: a mistake in every frame is still one mistake.

    keep_new: keeps the draft of a chat in which nothing was said yet, and tells whether it could.
    """

    def __init__(
        self, kit: Kit, jobs: Jobs, pane: ConversationPane, dialogs: Dialogs, keep_new: Callable[[str], bool]
    ) -> None:
        super().__init__(pane)
        self._kit, self._jobs, self._pane, self._dialogs, self._keep_new = kit, jobs, pane, dialogs, keep_new
        self._told: set[str] = set()
        self._waiting = ""
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(partial(self._show, False))

    def tell(self, report: str) -> None:
        """Keep what is being written, then show the report; a reply on its way is kept by its own flow."""
        if report in self._told or self._waiting:
            return
        self._told.add(report)
        self._waiting = report
        self._patience.start()
        chat, draft = self._pane.chat.id, self._pane.composer.draft()
        if chat is None:
            self._show(self._keep_new(draft))
        else:
            self._jobs.fetch(
                lambda: browse.set_draft(self._kit, chat, draft),
                lambda _done: self._show(True),
                self._show_unkept,
            )

    def _show_unkept(self, _error: CarrelError) -> None:
        self._show(False)

    def _show(self, kept: bool) -> None:
        self._patience.stop()
        report, self._waiting = self._waiting, ""
        if report:
            self._dialogs.show_report(report, kept)
