"""What all widgets have in common with which an item is answered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carrel.assessment.attempts.showing import Shown
from carrel.assessment.marking.answers import is_blank
from carrel.assessment.model import Answer
from carrel.ui.theme import Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_HELD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class AnswerWidget(QWidget):
    """changed: another answer stands in it. submitted: Enter was pressed."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("answer")
        self._theme = theme

    def show_item(self, item: Shown) -> None:
        """Offer what this item is answered with."""
        raise NotImplementedError

    def value(self) -> Answer:
        """The answer that stands in it now."""
        raise NotImplementedError

    def put(self, value: Answer) -> None:
        """Let this answer stand in it, as far as it fits."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the focus where one begins to answer."""
        raise NotImplementedError

    def set_locked(self, locked: bool) -> None:
        """Whether it can no longer be changed."""
        self.setEnabled(not locked)

    def is_blank(self) -> bool:
        """Whether nothing was answered yet."""
        return is_blank(self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers."""
        if event.key() in _ENTER and not event.modifiers() & _HELD:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)
