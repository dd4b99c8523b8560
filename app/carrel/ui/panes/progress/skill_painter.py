"""How a line of the list of skills is painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from carrel.flows.figures.words import state_words
from carrel.ui.panes.progress.skill_lines import SEPARATOR, SKILL, Index, SkillLine
from carrel.ui.widgets.glyphs import paint_gauge, paint_state, paint_stuck
from carrel.ui.widgets.pencil import Look, Pencil
from carrel.ui.widgets.row_painter import RowPainter

_WIDE = 34
"""Letters: the width in which a line has room for its gauge."""
_GAUGE = 9
_NARROW = 24
"""Letters: the width in which the state in words has no room at the end of the line, and stands below."""


class SkillPainter(RowPainter):
    """The shape of the state, the name, the state in words at the end; below it the numbers, and a gauge of p."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line for the name, and as many as the numbers take."""
        line: SkillLine = index.data(SKILL)
        lines = self._lines(self._below(line))
        return QSize(80, self._head() + lines * self._small() + self._theme.size("space_small"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground and what stands on it."""
        line: SkillLine = index.data(SKILL)
        theme = self._theme
        area: QRect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area)
        self._paint_ground(painter, area, option.state)
        room = area.adjusted(theme.size("space_small"), theme.size("space_tight"), -theme.size("space_small"), 0)
        self._paint_head(painter, line, room, option)
        below = QRect(room.left(), room.top() + self._head(), room.width(), room.height() - self._head())
        after = QStyle.visualRect(option.direction, below, below.adjusted(self._indent(), 0, 0, 0))
        painter.setPen(theme.colour("text_muted"))
        words = self._below(line)
        self._paint_marked(painter, words, after, theme.font("type_small"), self._lines(words))
        painter.restore()

    def _paint_head(self, painter: QPainter, line: SkillLine, room: QRect, option: QStyleOptionViewItem) -> None:
        """The shape, the name, and at the end the gauge and the state."""
        theme, direction = self._theme, option.direction
        head = QRect(room.left(), room.top(), room.width(), self._head())
        mirrored = direction is Qt.LayoutDirection.RightToLeft
        pencil = Pencil(painter, Look(theme, mirrored=mirrored), 2 * head.center().x() + 1)
        edge = theme.size("type_body")
        shape = QRectF(head.left(), head.center().y() - edge / 2, edge, edge)
        paint_state(pencil, shape, line.known.state)
        state, font = state_words()[line.known.state], theme.font("type_small")
        if self._is_narrow():
            state = ""
        widest = (
            0
            if self._is_narrow()
            else max(QFontMetrics(font).horizontalAdvance(words) for words in state_words().values())
        )
        wide = min(widest + 4, head.width() // 2)
        at_end = QRect(head.right() - wide + 1, head.top(), wide, head.height())
        self._paint_words(painter, state, QStyle.visualRect(direction, head, at_end), font, "text_muted")
        end = at_end.left() - theme.size("space_medium")
        if line.known.stuck:
            paint_stuck(pencil, QRectF(end - edge, shape.top(), edge, edge))
            end -= edge + theme.size("space_small")
        if line.known.mastery.enough and head.width() > _WIDE * theme.size("type_body"):
            gauge = _GAUGE * theme.size("type_body")
            paint_gauge(pencil, QRectF(end - gauge, head.center().y() - 3, gauge, 7), line.known)
            end -= gauge + theme.size("space_medium")
        name = QRect(head.left() + self._indent(), head.top(), end - head.left() - self._indent(), head.height())
        font = theme.font(weight=QFont.Weight.Medium)
        self._paint_words(painter, line.name, QStyle.visualRect(direction, head, name), font, "text")

    def _is_narrow(self) -> bool:
        return self._view.viewport().width() < _NARROW * self._theme.size("type_body")

    def _below(self, line: SkillLine) -> str:
        return f"{state_words()[line.known.state]}{SEPARATOR}{line.below}" if self._is_narrow() else line.below

    def _indent(self) -> int:
        return self._theme.size("type_body") + self._theme.size("space_small")

    def _lines(self, words: str) -> int:
        """How many lines these words take in the width there is."""
        room = max(40, self._view.viewport().width() - 2 * self._theme.size("space_small") - self._indent() - 4)
        metrics = QFontMetrics(self._theme.font("type_small"))
        high = metrics.boundingRect(QRect(0, 0, room, 10_000), Qt.TextFlag.TextWordWrap, words or " ").height()
        return max(1, min(4, round(high / max(1, metrics.lineSpacing()))))

    def _head(self) -> int:
        return round(self._theme.size("type_body") * 1.7)

    def _small(self) -> int:
        return QFontMetrics(self._theme.font("type_small")).lineSpacing()
