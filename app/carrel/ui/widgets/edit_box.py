"""A box in place of a person's own turn, to say it differently."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button


class EditBox(QWidget):
    """Changes a turn. sent: the new text. left: nothing is changed."""

    sent = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._pad = theme.size("space_small")
        self.box = QPlainTextEdit(text)
        self.box.setObjectName("editBox")
        self.box.setAccessibleName(_("What you said"))
        self.box.setTabChangesFocus(True)
        self._send = button(_("Send again"), "primary", "sendEdit")
        self._leave = button(_("Cancel"), "", "leaveEdit")
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._leave)
        row.addWidget(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._pad)
        column.addWidget(self.box)
        column.addLayout(row)
        self._send.clicked.connect(self._finish)
        self._leave.clicked.connect(self.left)
        self.box.textChanged.connect(self._look_at_text)

    def take_focus(self) -> None:
        """Put the cursor behind the last character."""
        self.box.setFocus()
        self.box.moveCursor(self.box.textCursor().MoveOperation.End)

    def wanted_height(self) -> int:
        """Room for the text, at most ten lines, and the buttons."""
        self.box.ensurePolished()
        self._send.ensurePolished()
        lines = min(10, max(2, round(self.box.document().size().height()) + 1))
        self.box.setFixedHeight(lines * self.box.fontMetrics().lineSpacing() + 2 * self._pad + 8)
        return self.box.height() + self._pad + self._send.sizeHint().height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves, Ctrl+Enter sends."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._finish()
        else:
            super().keyPressEvent(event)

    def _look_at_text(self) -> None:
        self._send.setEnabled(bool(self.box.toPlainText().strip()))

    def _finish(self) -> None:
        if text := self.box.toPlainText().strip():
            self.sent.emit(text)
