"""How a line of a list is painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from carrel.ui.theme import Theme
from carrel.ui.widgets.lines import LINE, Index, Line
from carrel.ui.widgets.row_painter import RowPainter

_MOST_LINES = 6


class LinePainter(RowPainter):
    """A title with what is quiet at its end; under it what is said of it, in as many lines as that takes."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(theme, parent)
        self._heights: dict[str, int] = {}
        self._room = 0
        theme.changed.connect(self._heights.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line for the title, and as many as it takes for what is under it."""
        line: Line = index.data(LINE)
        height = self._head() + 2 * self._theme.size("space_tight")
        if line.below:
            height += self._lines_of(line.below) * self._small() + self._theme.size("space_hair")
        return QSize(80, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, the title, and what stands under it."""
        line: Line = index.data(LINE)
        theme = self._theme
        area: QRect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area)
        self._paint_ground(painter, area, option.state)
        pad, top = theme.size("space_small"), area.top() + theme.size("space_tight")
        head = QRect(area.left() + pad, top, area.width() - 2 * pad, self._head())
        below = QRect(head.left(), top + self._head(), head.width(), area.bottom() - top - self._head())
        head = self._paint_end(painter, line, head, option.direction)
        font = theme.font(weight=None if line.is_past else QFont.Weight.Medium)
        self._paint_words(painter, line.title, head, font, "text_muted" if line.is_past else "text")
        painter.setPen(theme.colour("text_muted"))
        if line.below:
            self._paint_marked(painter, line.below, below, theme.font("type_small"), self._lines_of(line.below))
        painter.restore()

    def _paint_end(self, painter: QPainter, line: Line, head: QRect, direction: Qt.LayoutDirection) -> QRect:
        """What stands at the end of the line; what is left of the line."""
        left = head
        for words, font in ((line.code, self._theme.font(code=True)), (line.at_end, self._theme.font("type_small"))):
            if words:
                width = min(QFontMetrics(font).horizontalAdvance(words) + 4, left.width() // 2)
                at_end = QRect(left.right() - width + 1, left.top(), width, left.height())
                colour = "text" if words == line.code and not line.is_past else "text_muted"
                self._paint_words(painter, words, QStyle.visualRect(direction, left, at_end), font, colour)
                rest = left.adjusted(0, 0, -width - self._theme.size("space_medium"), 0)
                left = QStyle.visualRect(direction, left, rest)
        return left

    def _lines_of(self, words: str) -> int:
        """How many lines these words take in the width there is; lists of a school say the same of many."""
        room = max(40, self._view.viewport().width() - 2 * self._theme.size("space_small") - 4)
        if room != self._room:
            self._room = room
            self._heights.clear()
        if words not in self._heights:
            metrics = QFontMetrics(self._theme.font("type_small"))
            high = metrics.boundingRect(QRect(0, 0, room, 10_000), Qt.TextFlag.TextWordWrap, words).height()
            self._heights[words] = max(1, min(_MOST_LINES, round(high / max(1, metrics.lineSpacing()))))
        return self._heights[words]

    def _head(self) -> int:
        return round(self._theme.size("type_body") * 1.7)

    def _small(self) -> int:
        return QFontMetrics(self._theme.font("type_small")).lineSpacing()
