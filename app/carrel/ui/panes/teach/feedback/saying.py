"""The text that a pupil is to read, and what becomes of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.classroom.feedback.model import LONGEST
from carrel.flows.classes.feedback.queue import Entry
from carrel.ui.flow import Flow
from carrel.ui.panes.teach.feedback import words
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.writing_box import WritingBox

_REST_MS = 700
"""A pause in the writing after which a draft is kept."""


class SayingBox(QWidget):
    """approved: the text, and why it was changed. written: the text, after a pause. Others: what was pressed.

    No text is lost when another piece of feedback is shown: whoever listens to written keeps it.
    """

    approved = Signal(str, str)
    written = Signal(str)
    aside_requested = Signal()
    back_requested = Signal()
    again_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("feedbackSaying")
        self._theme = theme
        self._entry: Entry | None = None
        self._told: set[str] = set()
        self._lets_go = False
        self._pause = QTimer(self, singleShot=True, interval=_REST_MS)
        self.heading = label(_("What the pupil will read"), "strong", wrap=True)
        self.by = label(role="muted", wrap=True, name="feedbackBy")
        self.box = WritingBox()
        self.box.setObjectName("feedbackText")
        self.box.setAccessibleName(_("What the pupil will read"))
        self.box.setAcceptDrops(False)
        self.box.needs_ctrl = True
        self.heading.setBuddy(self.box)
        self.why = QLineEdit()
        self.why.setObjectName("feedbackWhy")
        self.why.setPlaceholderText(_("Why you changed it, for later drafts (may stay empty)"))
        self.why.setAccessibleName(_("Why you changed it, for later drafts"))
        self.note = label(role="muted", wrap=True, name="feedbackNote")
        self.approve = button(_("Approve"), "primary", "feedbackApprove")
        self.aside = button(_("Set aside"), "outline", "feedbackAside")
        self.back = button(_("Back to the drafts"), "outline", "feedbackBack")
        self.again = button(_("Draft again"), "outline", "feedbackAgain")
        self._row = Flow(theme.size("space_small"))
        for one in (self.approve, self.aside, self.back, self.again):
            self._row.addWidget(one)
        self._column = QVBoxLayout(self)
        for part in (self.heading, self.by, self.box, self.why, self.note):
            self._column.addWidget(part)
        self._column.addLayout(self._row)
        self._connect()
        theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        self.box.send_requested.connect(self._approve)
        self.box.textChanged.connect(self._look)
        self.box.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._rested)
        self.approve.clicked.connect(self._approve)
        self.aside.clicked.connect(self.aside_requested)
        self.back.clicked.connect(self.back_requested)
        self.again.clicked.connect(self.again_requested)

    @property
    def entry(self) -> Entry | None:
        """The feedback that is shown."""
        return self._entry

    @property
    def text(self) -> str:
        """What stands there."""
        return self.box.toPlainText().strip()

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than is kept."""
        return self._entry is not None and self.text != self._entry.feedback.text.strip()

    def show_entry(self, entry: Entry, text: str | None) -> None:
        """Show this feedback. text: what was written of it, and not kept yet; None for nothing."""
        before, self._entry = self._entry, entry
        is_other = before is None or before.feedback.id != entry.feedback.id
        if is_other:
            self._pause.stop()
            self._told.clear()
            self.why.clear()
            self.box.put(entry.feedback.text if text is None else text)
        elif before is not None and (self._lets_go or entry.feedback.text not in {before.feedback.text, *self._told}):
            self.box.put(entry.feedback.text)  # it was drafted anew; what was only kept stands there, or more by now
        self._lets_go = False
        self.by.setText(words.by(entry.feedback))
        self.note.setText(words.note(entry))
        self.note.setVisible(bool(self.note.text()))
        self._look()

    def keep_now(self) -> None:
        """What was written and is not kept yet is told without a pause."""
        self._pause.stop()
        self._rested()

    def let_go(self) -> None:
        """What stands there gives way to what is shown next."""
        self._pause.stop()
        self._told.clear()
        self._lets_go = True

    def take_focus(self) -> None:
        """Where one goes on writing."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        entry = self._entry
        self.box.fit()
        if entry is None:
            return
        state, changed = entry.feedback.state, self.is_changed
        is_ready = bool(self.text) and len(self.text) <= LONGEST
        said = _("Say this instead") if state in {"approved", "sent"} else _("Approve")
        self.approve.setText(said)
        self.approve.setAccessibleName(said)
        self.approve.setEnabled(is_ready and (changed or state in {"draft", "aside"}))
        self.aside.setVisible(state in {"draft", "approved"})
        self.back.setVisible(state in {"approved", "aside"})
        self.again.setVisible(entry.feedback.kind != "work")
        self.why.setVisible(self.text != entry.feedback.drafted.strip() and state != "sent")

    def _rested(self) -> None:
        if self.is_changed:
            self._told.add(self.text)
            self.written.emit(self.text)

    def _approve(self) -> None:
        self._pause.stop()
        if self.approve.isEnabled():
            self._told.add(self.text)
            self.approved.emit(self.text, self.why.text().strip())

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self._theme.size("space_small"))
        self.box.fit()
