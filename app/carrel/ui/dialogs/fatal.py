"""Says why Carrel cannot start, when there is no window that could say it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class FatalDialog(QDialog):
    """The sentence, the next step, and what a person who helps would want to know."""

    def __init__(self, error: CarrelError, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("fatalDialog")
        self.setWindowTitle(_("Carrel cannot start"))
        self._all = "\n".join(part for part in (error.what, error.next_step, error.detail) if part)
        copy, close = button(_("Copy this"), "outline", "copyFatal"), button(_("Close"), "primary", "closeFatal")
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        row = Flow(theme.size("space_small"), at_end=True)
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(_("Carrel cannot start"), "heading", wrap=True))
        for text, role in ((error.what, "strong"), (error.next_step, ""), (error.detail, "muted")):
            if text:
                words = label(text, role, wrap=True)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                column.addWidget(words)
        column.addStretch()
        column.addLayout(row)
        fit_screen(self, theme.size("size_dialog") * 3 // 4, round(theme.size("type_body") * 14))
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._all)
