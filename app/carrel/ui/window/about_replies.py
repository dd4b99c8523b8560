"""Opens the small windows about one message; each is imported when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from carrel.base.errors import CarrelError
from carrel.conversations.context.model import Comparison
from carrel.flows import asks, browse, glass
from carrel.flows.kit import Kit
from carrel.library.evidence.model import Evidence
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.conversation import ConversationPane
from carrel.ui.theme import Theme


class ReplyDialogs(QObject):
    """Reads what is wanted beside the window, then shows it. passage_requested: a Considered to look at.

    example_requested: the id of an example to look at.
    """

    passage_requested = Signal(object)
    example_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, pane: ConversationPane, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._kit, self._jobs, self._pane, self._theme, self._window = kit, jobs, pane, theme, window
        self._openers: dict[str, Callable[[str], None]] = {
            "searched": self.open_search,
            "glass": self.open_glass,
            "compare": self.open_comparison,
            "better": self.open_better,
        }
        pane.acts.dialog_requested.connect(lambda name, reply: self._openers[name](reply))

    def open_search(self, reply: str) -> None:
        """What was looked for in the sources, and what was found."""

        def show(found: Evidence | None) -> None:
            from carrel.ui.dialogs.searched import SearchedDialog  # noqa: PLC0415 - not for the first paint

            if found is not None:
                dialog = SearchedDialog(found, self._theme, self._window)
                dialog.passage_requested.connect(self.passage_requested)
                self._open(dialog)

        self._jobs.fetch(lambda: browse.evidence(self._kit, reply), show, self._fail)

    def open_glass(self, reply: str) -> None:
        """What the model received for this reply."""

        def show(found: glass.Glass) -> None:
            from carrel.ui.dialogs.glass import GlassDialog  # noqa: PLC0415 - not for the first paint

            dialog = GlassDialog(found, self._jobs, self._theme, self._window)
            dialog.example_requested.connect(dialog.reject)
            dialog.example_requested.connect(self.example_requested)
            self._open(dialog)

        self._jobs.fetch(lambda: glass.look(self._kit, reply), show, self._fail)

    def open_comparison(self, reply: str) -> None:
        """What came of asking this reply's question in three ways; asks where nobody did."""

        def show(kept: list[Comparison]) -> None:
            from carrel.ui.dialogs.compare import CompareDialog  # noqa: PLC0415 - not for the first paint

            dialog = CompareDialog(self._kit, self._jobs, (reply, kept), self._theme, self._window)
            dialog.compared.connect(self._pane.acts.reload)
            self._open(dialog)

        self._jobs.fetch(lambda: browse.comparisons(self._kit, reply), show, self._fail)

    def open_better(self, reply: str) -> None:
        """What a person would have said in this reply's place."""

        def show(found: asks.Better) -> None:
            from carrel.ui.dialogs.better import BetterDialog  # noqa: PLC0415 - not for the first paint

            dialog = BetterDialog(self._kit, self._jobs, found, self._theme, self._window)
            dialog.kept.connect(self._pane.acts.tell_kept)
            dialog.forget_requested.connect(self._pane.acts.forget)
            dialog.keep_again_requested.connect(self._pane.acts.keep_again)
            self._open(dialog)

        self._jobs.fetch(lambda: asks.better(self._kit, reply), show, self._fail)

    def _fail(self, error: CarrelError) -> None:
        self._pane.notices.show_notice(Notice.of(error, key="act"))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
