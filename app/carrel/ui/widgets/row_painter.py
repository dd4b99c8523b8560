"""How a line of the list of chats is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from carrel.base.matching import MARK_BEGIN, MARK_END
from carrel.base.show import inside, one_line
from carrel.ui.theme import Theme
from carrel.ui.widgets.rows import ROW, Row

Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """Paints a title on one line with what is quiet at its end, and under it what a search found, words marked."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, with a find two or three."""
        row: Row | None = index.data(ROW)
        height = self._line_height()
        if row is not None and row.message is not None:
            metrics = QFontMetrics(self._theme.font("type_small"))
            room = self._view.viewport().width() - 2 * self._theme.size("space_small") - 8
            text, _marks = marked(row.snippet)
            lines = 2 if metrics.horizontalAdvance(text) > room else 1
            height = (
                metrics.lineSpacing() * lines + 4 + (height if row.kind == "find" else self._theme.size("space_small"))
            )
        return QSize(80, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, the title, what is quiet, and the find."""
        row: Row | None = index.data(ROW)
        if row is None:
            return
        theme, whole = self._theme, option.rect
        area: QRect = whole.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area)
        pad = theme.size("space_small")
        line = QRect(area.left() + pad, area.top(), area.width() - 2 * pad, self._line_height() - 2)
        if row.kind == "heading":
            self._paint_heading(painter, str(index.data()), line)
        elif row.kind == "more":
            self._paint_ground(painter, area, option.state)
            self._paint_words(painter, str(index.data()), line, theme.font("type_small"), "accent")
        else:
            self._paint_ground(painter, area, option.state)
            self._paint_chat(painter, row, option, index, line)
        painter.restore()

    def _line_height(self) -> int:
        return round(self._theme.size("type_body") * 2.3)

    def _paint_chat(self, painter: QPainter, row: Row, option: QStyleOptionViewItem, index: Index, line: QRect) -> None:
        theme = self._theme
        top = line.top() + theme.size("space_tight")
        if row.kind != "again":
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            left = self._paint_box(painter, index, line, option.direction)
            left = self._paint_quiet(painter, row, left, option.direction)
            self._paint_title(painter, row, str(index.data()), left, chosen)
            top = line.top() + round(theme.size("type_body") * 1.95)
        if row.message is not None:
            painter.setPen(theme.colour("text_muted"))
            below = QRect(line.left(), top, line.width(), option.rect.bottom() - top)
            self._paint_marked(painter, row.snippet, below, theme.font("type_small"), 2)

    def _paint_title(self, painter: QPainter, row: Row, title: str, line: QRect, chosen: bool) -> None:
        font = self._theme.font(weight=QFont.Weight.Medium if chosen else None)
        if row.snippet and row.message is None:
            painter.setPen(self._theme.colour("text"))
            drop = max(0, (line.height() - QFontMetrics(font).height()) // 2)
            self._paint_marked(painter, row.snippet, line.adjusted(0, drop, 0, 0), font, 1)
        else:
            self._paint_words(painter, title, line, font, "text")

    def _paint_words(self, painter: QPainter, words: str, area: QRect, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        option = QTextOption(_side() | Qt.AlignmentFlag.AlignVCenter)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # a title is read its own way in every window
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        painter.drawText(QRectF(area), words, option)

    def _paint_heading(self, painter: QPainter, words: str, line: QRect) -> None:
        font = self._theme.font("type_tiny", weight=QFont.Weight.DemiBold)
        height = QFontMetrics(font).height() + self._theme.size("space_tight")
        self._paint_words(painter, words, line.adjusted(0, line.height() - height, 0, 0), font, "text_muted")

    def _paint_box(self, painter: QPainter, index: Index, line: QRect, direction: Qt.LayoutDirection) -> QRect:
        """The box of a chat that can be chosen; what is left of the line."""
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return line
        theme = self._theme
        edge = theme.size("size_icon")
        box = QRect(line.left(), line.center().y() - edge // 2, edge, edge)
        seen = QRectF(QStyle.visualRect(direction, line, box)).adjusted(1.5, 1.5, -1.5, -1.5)
        on = state == Qt.CheckState.Checked
        painter.setPen(theme.colour("accent" if on else "border_strong"))
        painter.setBrush(theme.colour("accent" if on else "surface"))
        painter.drawRoundedRect(seen, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if on:
            theme.icon("check", "on_accent").paint(painter, seen.toRect())
        left = line.adjusted(edge + theme.size("space_small"), 0, 0, 0)
        return QStyle.visualRect(direction, line, left)

    def _paint_quiet(self, painter: QPainter, row: Row, line: QRect, direction: Qt.LayoutDirection) -> QRect:
        """The pin, the course or the count at the end of the line; what is left of it."""
        theme = self._theme
        left = line
        if row.pinned:
            edge = theme.size("type_small")
            at_end = QRect(left.right() - edge + 1, left.center().y() - edge // 2, edge, edge)
            theme.icon("pin").paint(painter, QStyle.visualRect(direction, left, at_end))
            left = QStyle.visualRect(direction, left, left.adjusted(0, 0, -edge - theme.size("space_tight"), 0))
        words = str(row.count) if row.count > 1 else one_line(row.course)
        if words:
            font = theme.font("type_small")
            metrics = QFontMetrics(font)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, left.width() * 2 // 5)
            width = metrics.horizontalAdvance(words) + 2
            at_end = QRect(left.right() - width + 1, left.top(), width, left.height())
            self._paint_words(painter, words, QStyle.visualRect(direction, left, at_end), font, "text_muted")
            left = QStyle.visualRect(direction, left, left.adjusted(0, 0, -width - theme.size("space_small"), 0))
        return left

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        name = ""
        if state & QStyle.StateFlag.State_Selected:
            name = "selected"
            painter.setPen(theme.colour("selected_line"))
        elif state & QStyle.StateFlag.State_MouseOver:
            name = "hover"
        radius = theme.size("radius_small")
        if name:
            painter.setBrush(theme.colour(name))
            painter.drawRoundedRect(area, radius, radius)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("focus"))
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_marked(self, painter: QPainter, snippet: str, area: QRect, font: QFont, lines: int) -> None:
        theme = self._theme
        text, marks = marked(snippet)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setAlignment(_side())
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

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The editor that renames takes its colours from the palette."""
        super().initStyleOption(option, index)
        option.palette.setColor(QPalette.ColorRole.Text, self._theme.colour("text"))


def _side() -> Qt.AlignmentFlag:
    """Where lines begin, whichever way their own words are written."""
    right = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignAbsolute | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)


def marked(snippet: str) -> tuple[str, list[tuple[int, int]]]:
    """The words of a find on one line, and where the marked ones begin and how long they are, as Qt counts."""
    text, marks = "", []
    for number, piece in enumerate(snippet.split(MARK_BEGIN)):
        found, end, rest = piece.partition(MARK_END)
        if number and end:
            shown = inside(found)
            marks.append((_length(text), _length(shown)))
            text += shown + inside(rest)
        else:
            text += inside(found + rest)
    return text, marks


def _length(text: str) -> int:
    """The length in Qt's letters: one beyond the basic plane counts twice."""
    return len(text.encode("utf-16-le")) // 2
