"""A box for a text of a question: as high as what is written, with a frame that shows the focus."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import restyle
from carrel.ui.widgets.writing_box import WritingBox


class TextBox(QFrame):
    """changed: another text stands in it. Enter begins a line, and Tab goes on."""

    changed = Signal()

    def __init__(self, words: str, name: str, theme: Theme, like: str = "") -> None:
        """words: what it is for, as it is said to a screen reader. like: an example, shown while it is empty."""
        super().__init__()
        self.setObjectName("textFrame")
        self.box = WritingBox()
        self.box.setObjectName(name)
        self.box.setAccessibleName(words)
        self.box.setPlaceholderText(like)
        self.box.setAccessibleDescription(like)
        self.box.setAcceptDrops(False)
        self.box.needs_ctrl = True
        self.setFocusProxy(self.box)
        column = QVBoxLayout(self)
        pad, gap = theme.size("space_tight"), theme.size("space_hair")
        column.setContentsMargins(pad, gap, pad, gap)
        column.addWidget(self.box)
        self.box.focus_changed.connect(self._show_focus)
        self.box.textChanged.connect(self._typed)
        self.box.fit()

    @property
    def text(self) -> str:
        """What is written, without room around it."""
        return self.box.toPlainText().strip()

    @property
    def lines(self) -> list[str]:
        """What is written, a line each, without empty ones."""
        return [line.strip() for line in self.box.toPlainText().splitlines() if line.strip()]

    def put(self, text: str) -> None:
        """Begin with this text."""
        self.box.put(text)
        self.box.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        self.box.fit()

    def _typed(self) -> None:
        self.box.fit()
        self.changed.emit()

    def _show_focus(self, focused: bool) -> None:
        self.setProperty("focused", focused)
        restyle(self)
