"""How a line of the list of chats is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from carrel.conversations.model import MARK_BEGIN, MARK_END
from carrel.ui.theme import Theme

_ROW = Qt.ItemDataRole.UserRole


class RowPainter(QStyledItemDelegate):
    """Paints a title on one line, and under it what a search found, with the found words marked."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line, or three with a find."""
        height = round(self._theme.size("type_body") * 2.3)
        row = index.data(_ROW)
        if row is not None and row.message is not None:
            text, _marks = _marked(" ".join(row.snippet.split()))
            metrics = QFontMetrics(self._theme.font("type_small"))
            room = self._view.viewport().width() - 2 * self._theme.size("space_small") - 8
            height += metrics.lineSpacing() * (2 if metrics.horizontalAdvance(text) > room else 1) + 2
        return QSize(80, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground, the title, the pin and the find."""
        row = index.data(_ROW)
        if row is None:
            return
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect.adjusted(2, 1, -2, -1)
        state: QStyle.StateFlag = option.state
        self._paint_ground(painter, area, state)
        pad = theme.size("space_small")
        line = QRect(area.left() + pad, area.top(), area.width() - 2 * pad, round(theme.size("type_body") * 2.2))
        direction: Qt.LayoutDirection = option.direction
        if row.pinned:
            edge = theme.size("type_small")
            at_end = QRect(line.right() - edge + 1, line.center().y() - edge // 2, edge, edge)
            theme.icon("pin").paint(painter, QStyle.visualRect(direction, line, at_end))
            room = line.adjusted(0, 0, -edge - pad, 0)
            line = QStyle.visualRect(direction, line, room)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if row.snippet and row.message is None:
            font = theme.font()
            painter.setPen(theme.colour("text"))
            self._paint_marked(painter, row.snippet, line.adjusted(0, _drop(font, line.height()), 0, 0), font, 1)
        else:
            self._paint_title(painter, str(index.data()), line, chosen)
        if row.message is not None:
            top = area.top() + round(theme.size("type_body") * 1.95)
            below = QRect(area.left() + pad, top, area.width() - 2 * pad, area.height())
            painter.setPen(theme.colour("text_muted"))
            self._paint_marked(painter, row.snippet, below, theme.font("type_small"), 2)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        name = ""
        if state & QStyle.StateFlag.State_Selected:
            name = "selected"
            painter.setPen(theme.colour("selected_line"))
        elif state & QStyle.StateFlag.State_MouseOver:
            name = "hover"
        if name:
            painter.setBrush(theme.colour(name))
            painter.drawRoundedRect(area, theme.size("radius_small"), theme.size("radius_small"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("focus"))
            ring = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(ring, theme.size("radius_small"), theme.size("radius_small"))

    def _paint_title(self, painter: QPainter, title: str, area: QRect, chosen: bool) -> None:
        font = self._theme.font(weight=QFont.Weight.Medium if chosen else None)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        words = " ".join(title.split())
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)

    def _paint_marked(self, painter: QPainter, snippet: str, area: QRect, font: QFont, lines: int) -> None:
        theme = self._theme
        text, marks = _marked(" ".join(snippet.split()))
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lit = QTextCharFormat()
        lit.setBackground(theme.colour("mark"))
        lit.setForeground(theme.colour("on_mark"))
        ranges = []
        for start, length in marks:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = start, length, lit
            ranges.append(one)
        layout.setFormats(ranges)
        layout.beginLayout()
        top = 0.0
        for _each in range(lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(area.width())
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        layout.draw(painter, area.topLeft().toPointF())

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The editor that renames takes its colours from the palette."""
        super().initStyleOption(option, index)
        option.palette.setColor(QPalette.ColorRole.Text, self._theme.colour("text"))


def _drop(font: QFont, height: int) -> int:
    """How far down a line of this font begins to stand in the middle."""
    return max(0, (height - QFontMetrics(font).height()) // 2)


def _marked(snippet: str) -> tuple[str, list[tuple[int, int]]]:
    """The words of a find without its marks, and where the marked ones begin and how long they are."""
    text, marks = "", []
    for number, piece in enumerate(snippet.split(MARK_BEGIN)):
        found, _end, rest = piece.partition(MARK_END)
        if number and _end:
            marks.append((len(text), len(found)))
        text += found + rest
    return text, marks
