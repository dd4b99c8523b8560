"""A box for a few lines of text that are kept when one leaves it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QPlainTextEdit

_LINES = 4


class LinesEdit(QPlainTextEdit):
    """left: the text, when the focus went or the box is put away. Tab goes on to what comes next."""

    left = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setProperty("kind", "lines")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), round((_LINES + 1) * self.fontMetrics().lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is written as far as it will be."""
        super().focusOutEvent(event)
        self.left.emit(self.toPlainText())

    def hideEvent(self, event: QHideEvent) -> None:
        """The dialog was closed with the focus still here."""
        super().hideEvent(event)
        self.left.emit(self.toPlainText())
