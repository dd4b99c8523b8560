"""The bar over a chat or a document in which words are looked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, label

_LONGEST = 200  # characters that are looked for


class ChatFindBar(QWidget):
    """changed: the words to find. step_requested: 1 for the next place, -1 for the one before. closed: by a person.

    words: what the field is for.
    """

    changed = Signal(str)
    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, words: str = "") -> None:
        super().__init__()
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.field = _Field(words or _("Find in this chat"))
        self.count = label(role="muted", name="findCount")
        self.previous = IconButton(theme, "chevron-up", _("Previous place"), kind="small", name="findPrevious")
        self.next = IconButton(theme, "chevron-down", _("Next place"), kind="small", name="findNext")
        self.leave = IconButton(theme, "close", _("Close the search"), kind="small", name="findClose")
        self.previous.say(_("Previous place"), "Shift+Enter")
        self.next.say(_("Next place"), "Enter")
        self.leave.say(_("Close the search"), "Esc")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.field, 1)
        for part in (self.count, self.previous, self.next, self.leave):
            self._row.addWidget(part)
        self.field.textChanged.connect(self.changed)
        self.field.step_requested.connect(self.step_requested)
        self.field.leave_requested.connect(self.closed)
        self.previous.clicked.connect(lambda: self.step_requested.emit(-1))
        self.next.clicked.connect(lambda: self.step_requested.emit(1))
        self.leave.clicked.connect(self.closed)
        theme.changed.connect(self._measure)
        self._measure()
        self.hide()

    def show_count(self, place: int, count: int) -> None:
        """Say which of how many places is shown, from 1; a place of 0 says that there is nothing to say yet."""
        words = _("{place} of {count}").format(place=f"{place:,}", count=f"{count:,}") if count else _("Not found")
        self._say(words if place or not count else "")
        for part in (self.previous, self.next):
            part.setEnabled(count > 0)

    def clear_count(self) -> None:
        """Nothing is looked for."""
        self._say("")
        for part in (self.previous, self.next):
            part.setEnabled(False)

    def _say(self, words: str) -> None:
        self.count.setText(words)
        self.field.setAccessibleDescription(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves from its buttons too."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        pad = self._theme.size("space_small")
        self._row.setContentsMargins(2 * pad, pad, pad, pad)
        self._row.setSpacing(pad)


class _Field(QLineEdit):
    """step_requested: Enter, or Shift+Enter. leave_requested: Escape."""

    step_requested = Signal(int)
    leave_requested = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setObjectName("findField")
        self.setMaxLength(_LONGEST)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)

    def event(self, event: QEvent) -> bool:
        """Escape belongs to the search before it stops an answer."""
        wanted = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if wanted and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter goes back, Escape leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.step_requested.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)
