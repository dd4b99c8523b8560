"""What every pane has that can stand in the place of the chat."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

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
