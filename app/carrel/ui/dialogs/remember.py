"""What is to be remembered of a message: one sentence, which a person puts into their own words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.learner.model import LONGEST_FACT
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class RememberDialog(QDialog):
    """given: the sentence."""

    given = Signal(str)

    def __init__(self, words: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rememberDialog")
        self.setWindowTitle(_("Remember this"))
        self.line = QLineEdit(words)
        self.line.setObjectName("rememberWords")
        self.line.setMaxLength(LONGEST_FACT)
        self.line.setAccessibleName(_("What Carrel is to remember"))
        self._keep = button(_("Remember"), "primary", "keepFact")
        self._keep.setDefault(True)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(self.windowTitle(), "heading", wrap=True))
        said = _(
            "Say it in one short sentence. The tutor is told it from your next turn on. It stays on this computer, and "
            "you can change or forget it under “About you”."
        )
        column.addWidget(label(said, "muted", wrap=True))
        column.addWidget(self.line)
        column.addLayout(self._buttons())
        fit_screen(self, theme.size("size_dialog") * 3 // 4, round(theme.size("type_body") * 16))
        self.line.textChanged.connect(lambda text: self._keep.setEnabled(bool(text.strip())))
        self._keep.setEnabled(bool(words.strip()))
        self.line.setFocus()
        self.line.setCursorPosition(0)

    def accept(self) -> None:
        """Hand the sentence over."""
        if self.line.text().strip():
            self.given.emit(self.line.text().strip())
            super().accept()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        leave = button(_("Cancel"), "outline", "leaveRemember")
        leave.clicked.connect(self.reject)
        self._keep.clicked.connect(self.accept)
        row.addWidget(leave)
        row.addWidget(self._keep)
        return row
