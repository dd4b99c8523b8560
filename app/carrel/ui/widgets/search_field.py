"""The field in which a person searches the chats."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from carrel.base.words import _
from carrel.ui.theme import Theme


class SearchField(QLineEdit):
    """leave_requested: Escape. down_requested: into what was found."""

    leave_requested = Signal()
    down_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("searchField")
        self.setPlaceholderText(_("Search chats"))
        self.setAccessibleName(_("Search chats"))
        self.setMaxLength(500)
        self._glass: QAction | None = None
        self._cross: QAction | None = None
        self.textChanged.connect(self._offer_clearing)

    def show_icon(self, theme: Theme) -> None:
        """Draw the glass at its beginning."""
        if self._glass is None:
            self._glass = self.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
            self._cross = self.addAction(theme.icon("close"), QLineEdit.ActionPosition.TrailingPosition)
            self._cross.setText(_("Clear the search"))
            self._cross.triggered.connect(self.clear)
        if self._cross is not None:
            self._glass.setIcon(theme.icon("search"))
            self._cross.setIcon(theme.icon("close"))
        self._offer_clearing(self.text())

    def _offer_clearing(self, text: str) -> None:
        if self._cross is not None:
            self._cross.setVisible(bool(text))

    def event(self, event: QEvent) -> bool:
        """Escape belongs to a search before it stops an answer."""
        wanted = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and bool(self.text())
        if wanted and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the search, Down and Enter go to what was found."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.leave_requested.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.down_requested.emit()
        else:
            super().keyPressEvent(event)
