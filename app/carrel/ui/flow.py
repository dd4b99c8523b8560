"""A row that goes on in the next line where the window is narrow or the words are large."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Widgets one after the other, as high as it takes; at_end: lines stand at the end, as buttons do."""

    def __init__(self, spacing: int, *, at_end: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._at_end = at_end
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(height for _line, height in lines) + self.spacing() * max(0, len(lines) - 1)

    def minimumSize(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        return QSize(max((one.width() for one in sizes), default=0), max((one.height() for one in sizes), default=0))

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(one.width() for one in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((one.height() for one in sizes), default=0))

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        top = area.top() + (max(0, area.height() - self.heightForWidth(area.width())) // 2 if self._at_end else 0)
        for line, height in self._lines(area.width()):
            used = sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)
            left = area.left() + (max(0, area.width() - used) if self._at_end else 0)
            for item in line:
                wide = min(item.sizeHint().width(), area.width())
                place = QRect(QPoint(left, top), QSize(wide, height))
                item.setGeometry(QStyle.visualRect(direction, area, place))
                left += wide + self.spacing()
            top += height + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """The items of each line, and its height."""
        lines: list[list[QLayoutItem]] = []
        room = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if not lines or wide > room:
                lines.append([])
                room = width
            lines[-1].append(item)
            room -= wide + self.spacing()
        return [(line, max(item.sizeHint().height() for item in line)) for line in lines]
