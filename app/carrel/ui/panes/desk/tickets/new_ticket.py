"""Where a ticket comes in: a box to paste into, and the way to files."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.writing_box import WritingBox


class PasteText(WritingBox):
    """As high as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pasteText")
        self.setAccessibleName(_("What the customer wrote"))
        self.setPlaceholderText(_("Paste a mail, a chat or a note here, with its names and dates if it has them."))
        self.setProperty("kind", "lines")
        self.setAcceptDrops(False)
        self.needs_ctrl = True

    def fit(self) -> None:
        """It has the room that is left, and scrolls."""


class NewTicket(QWidget):
    """given: the text that was pasted. files_requested: it is in a file."""

    given = Signal(str)
    files_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("newTicket")
        self._theme = theme
        self.text = PasteText()
        self.draft = button(_("Draft"), "primary", "draftPasted")
        self.files = button(_("Open a ticket…"), "outline", "openTickets")
        title = label(_("What did the customer write?"), "heading", wrap=True)
        title.setBuddy(self.text)
        lead = _(
            "Carrel drafts a reply from the sources of this desk, or a question for what is missing, or says why a "
            "person must answer. Mails (.eml), boxes of mails (.mbox) and texts can be let go here, too."
        )
        acts = Flow(theme.size("space_small"))
        for act in (self.draft, self.files):
            acts.addWidget(act)
        self._column = QVBoxLayout(self)
        for part in (title, label(lead, "muted", wrap=True)):
            self._column.addWidget(part)
        self._column.addWidget(self.text, 1)
        self._column.addLayout(acts)
        self.text.textChanged.connect(self._look)
        self.text.send_requested.connect(self._give)
        self.text.files_given.connect(lambda _files: self.files_requested.emit())
        self.draft.clicked.connect(self._give)
        self.files.clicked.connect(self.files_requested)
        theme.changed.connect(self._measure)
        self._measure()
        self._look()

    def take_focus(self) -> None:
        """Where one pastes."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """It became a ticket."""
        self.text.put("")
        self._look()

    def _look(self) -> None:
        self.draft.setEnabled(bool(self.text.toPlainText().strip()))

    def _give(self) -> None:
        if self.draft.isEnabled():
            self.given.emit(self.text.toPlainText())

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self._theme.size("space_small"))
        self.text.setMinimumHeight(round(self._theme.size("type_body") * 6))
