"""What was typed and not yet sent, kept for each chat."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs

_PAUSE_MS = 500


class Drafts(QObject):
    """Writes a draft half a second after the last key; the draft of a new chat is handed to `keep_new`."""

    def __init__(self, kit: Kit, jobs: Jobs, keep_new: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit, self._jobs, self._keep_new = kit, jobs, keep_new
        self._conversation: str | None = None
        self._text: str | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def note(self, conversation: str | None, text: str) -> None:
        """This is what is written in that chat now."""
        if conversation != self._conversation:
            self.flush()
        self._conversation, self._text = conversation, text
        self._timer.start()

    def forget(self) -> None:
        """The text was sent: the flow clears the draft with it."""
        self._timer.stop()
        self._text = None

    def flush(self) -> None:
        """Keep it now."""
        self._timer.stop()
        text, self._text = self._text, None
        if text is None:
            return
        if self._conversation is None:
            self._keep_new(text)
        else:
            conversation = self._conversation
            self._jobs.fetch(lambda: browse.set_draft(self._kit, conversation, text), failed=lambda _error: None)
