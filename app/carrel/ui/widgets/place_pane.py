"""What every pane has that can stand in the place of the chat."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from carrel.ui.notices import NoticeBar


class PlacePane(QWidget):
    """left: a person wants to see the chat again. notices: where what is told of it shows; the pane lays it out."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notices = NoticeBar()

    def refresh(self) -> None:
        """Look again at what it shows."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the focus where one would begin."""
        raise NotImplementedError

    def step_back(self) -> bool:
        """Leave something within the pane, such as a search; False where there is nothing to leave."""
        return False

    def event(self, event: QEvent) -> bool:
        """Escape belongs to the pane before it stops an answer."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes a notice, leaves what can be left, and then the pane; Enter presses the button in focus."""
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            if self.notices.notices:
                self.notices.dismiss(self.notices.notices[-1])
            elif not self.step_back():
                self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)
