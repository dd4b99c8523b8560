"""What was typed and not yet sent, kept for each chat."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from carrel.conversations.model import Conversation
from carrel.flows import browse
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs

_LATEST_MS = 500


class Drafts(QObject):
    """Writes what `read` says at most half a second after a key; the draft of a new chat is handed to `keep_new`.

    What cannot be written, because the disk is full, is kept in memory and tried again with the next key.
    """

    def __init__(
        self,
        kit: Kit,
        jobs: Jobs,
        read: Callable[[], str],
        keep_new: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit, self._jobs, self._read, self._keep_new = kit, jobs, read, keep_new
        self._conversation: str | None = None
        self._unkept: dict[str, str] = {}
        self._returned: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=_LATEST_MS)
        self._timer.timeout.connect(self._write)

    def note(self, conversation: str | None) -> None:
        """Something else is written in that chat now; who goes on typing is not waited for."""
        self._conversation = conversation
        if not self._timer.isActive():
            self._timer.start()

    def forget(self) -> None:
        """The text was sent: the flow clears the draft with it."""
        self._timer.stop()
        self._unkept.pop(self._conversation or "", None)

    def flush(self) -> None:
        """Keep it now, if there is something to keep; to be called before the box gets another text."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    def of(self, conversation: Conversation) -> str:
        """The draft of a chat: what is in memory is newer than what was on the disk."""
        written = self._unkept.get(conversation.id, conversation.draft)
        back = self._returned.pop(conversation.id, "")
        return written if written.startswith(back) else joined(back, written)

    def give_back(self, conversation: str, text: str) -> None:
        """A turn that could not be kept is a draft again, before anything that was written since."""
        self._returned[conversation] = text

        def write() -> None:
            browse.set_draft(self._kit, conversation, joined(text, browse.conversation(self._kit, conversation).draft))

        self._jobs.fetch(write, failed=lambda _error: None)

    def _write(self) -> None:
        if self._conversation is None:
            self._keep_new(self._read())
        else:
            self._keep(self._conversation, self._read())

    def _keep(self, conversation: str, text: str) -> None:
        self._unkept[conversation] = text

        def kept(_done: object) -> None:
            if self._unkept.get(conversation) is text:
                del self._unkept[conversation]

        self._jobs.fetch(lambda: browse.set_draft(self._kit, conversation, text), kept, lambda _error: None)


def joined(text: str, written: str) -> str:
    """A text given back, and what was written in the meantime."""
    return f"{text}\n{written}" if written.strip() else text
