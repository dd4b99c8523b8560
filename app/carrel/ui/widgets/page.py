"""A page that scrolls, with one column in its middle that is as wide as it reads well."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import centred


class Page(QScrollArea):
    """column: what stands in the middle, from the top down, in box.

    widest: how wide the column may be, in widths of a dialog. above, below: how the room that is left is shared.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        box: QWidget | None = None,
        widest: float = 1.0,
        above: int = 2,
        below: int = 3,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.theme, self._widest = theme, widest
        self.box = box or QWidget()
        self.column = QVBoxLayout(self.box)
        inner = QWidget()
        inner.setObjectName("transcriptPage")
        outer = QVBoxLayout(inner)
        outer.addStretch(above)
        outer.addLayout(centred(self.box))
        outer.addStretch(below)
        self.box.installEventFilter(self)
        self.setWidget(inner)
        theme.changed.connect(self.measure)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The column is as high as its lines are in its width: by itself Qt leaves room for narrower ones below it."""
        if watched is self.box and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            height = self.column.totalHeightForWidth(self.box.width())
            if height > 0 and height != self.box.height():
                self.box.setFixedHeight(height)
                self.column.invalidate()  # what was laid out for the height before
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as it reads well, or as there is room."""
        super().resizeEvent(event)
        self.measure()

    def measure(self) -> None:
        """Take the theme's sizes; a page that has more of its own to measure does so too."""
        room = max(160, self.viewport().width() - 2 * self.theme.size("space_large"))
        self.box.setFixedWidth(min(round(self._widest * self.theme.size("size_dialog")), room))
