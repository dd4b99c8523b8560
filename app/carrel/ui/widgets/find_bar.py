"""A field that finds words in a long text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.plain_text import PlainText


class FindBar(QWidget):
    """Enter goes to the next place, Shift+Enter to the one before; Ctrl+F comes here."""

    def __init__(self, text: PlainText, theme: Theme) -> None:
        super().__init__()
        self._text = text
        self.field = QLineEdit()
        self.field.setObjectName("findField")
        self.field.setPlaceholderText(_("Find in this text"))
        self.field.setAccessibleName(_("Find in this text"))
        self._next = button(_("Next"), "outline", "findNext")
        self._none = label(role="muted", name="findNone")
        self._none.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space_small"))
        row.addWidget(self.field, 1)
        row.addWidget(self._next)
        row.addWidget(self._none)
        self._next.clicked.connect(self._go_on)
        self.field.textChanged.connect(self._none.hide)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), text.parentWidget() or text, self.field.setFocus)

    def seek(self, *, backwards: bool = False) -> None:
        """Go to the next place, or say that there is none."""
        words = self.field.text()
        found = not words or self._text.seek(words, backwards=backwards)
        self._none.setText("" if found else _("Not found"))
        self._none.setVisible(not found)

    def _go_on(self) -> None:
        self.seek()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the search, not to the dialog around it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.seek(backwards=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)
