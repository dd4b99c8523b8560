"""How a line of the library is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from carrel.ui.panes.library.lines import LINE, Line
from carrel.ui.theme import Theme
from carrel.ui.widgets.row_painter import RowPainter, marked

Index = QModelIndex | QPersistentModelIndex
_MOST_LINES = 4


class LinePainter(RowPainter):
    """A title with its state at the end; under it what the document is; under that what is wrong, or what was found."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(theme, parent)
        self._plain: QSize | None = None
        theme.changed.connect(self._forget)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines for a document, and as many as it takes for what is wrong with it."""
        line: Line = index.data(LINE)
        if self._plain is None:
            self._plain = QSize(80, self._head() + self._small() + self._theme.size("space_small"))
        if line.kind == "heading":
            return QSize(80, self._line_height())
        below = self._below(line)
        if not below:
            return self._plain
        height = sum(self._lines_of(words) for words in below) * self._small()
        return QSize(80, self._plain.height() + height + self._theme.size("space_tight"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, the title, and what stands under it."""
        line: Line = index.data(LINE)
        theme = self._theme
        area: QRect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area)
        pad = theme.size("space_small")
        room = area.adjusted(pad, 0, -pad, 0)
        if line.kind == "heading":
            self._paint_heading(painter, line.title, room)
        else:
            self._paint_ground(painter, area, option.state)
            self._paint_line(painter, line, room, option)
        painter.restore()

    def _paint_line(self, painter: QPainter, line: Line, room: QRect, option: QStyleOptionViewItem) -> None:
        theme = self._theme
        head = QRect(room.left(), room.top() + theme.size("space_tight"), room.width(), self._head())
        head = self._paint_state(painter, line, head, option.direction)
        self._paint_words(painter, line.title, head, theme.font(weight=QFont.Weight.Medium), "text")
        top = room.top() + theme.size("space_tight") + self._head()
        quiet = QRect(room.left(), top, room.width(), self._small())
        self._paint_words(painter, line.quiet, quiet, theme.font("type_small"), "text_muted")
        top += self._small() + theme.size("space_hair")
        for words in self._below(line):
            lines = self._lines_of(words)
            painter.setPen(theme.colour("danger" if words == line.trouble else "text_muted"))
            under = QRect(room.left(), top, room.width(), lines * self._small())
            self._paint_marked(painter, words, under, theme.font("type_small"), lines)
            top += under.height()

    def _paint_state(self, painter: QPainter, line: Line, head: QRect, direction: Qt.LayoutDirection) -> QRect:
        """How far the document has come, at the end of its line; what is left of the line."""
        if not line.state:
            return head
        font = self._theme.font("type_small")
        width = min(QFontMetrics(font).horizontalAdvance(line.state) + 4, head.width() // 2)
        at_end = QRect(head.right() - width + 1, head.top(), width, head.height())
        colour = "danger" if line.trouble else "text_muted" if line.ready else "accent"
        self._paint_words(painter, line.state, QStyle.visualRect(direction, head, at_end), font, colour)
        left = head.adjusted(0, 0, -width - self._theme.size("space_small"), 0)
        return QStyle.visualRect(direction, head, left)

    def _below(self, line: Line) -> list[str]:
        return [words for words in (line.trouble, line.note, line.snippet) if words]

    def _lines_of(self, words: str) -> int:
        """How many lines these words take in the width there is."""
        text, _marks = marked(words)
        room = max(40, self._view.viewport().width() - 2 * self._theme.size("space_small") - 4)
        metrics = QFontMetrics(self._theme.font("type_small"))
        high = metrics.boundingRect(QRect(0, 0, room, 10_000), Qt.TextFlag.TextWordWrap, text).height()
        return max(1, min(_MOST_LINES, round(high / max(1, metrics.lineSpacing()))))

    def _head(self) -> int:
        return round(self._theme.size("type_body") * 1.7)

    def _small(self) -> int:
        return QFontMetrics(self._theme.font("type_small")).lineSpacing()

    def _forget(self) -> None:
        self._plain = None
