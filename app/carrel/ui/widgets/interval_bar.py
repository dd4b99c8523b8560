"""A share between 0 and 1 as a small bar: where it lies, and between which ends the truth lies."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from carrel.ui.theme import Theme


class IntervalBar(QWidget):
    """A line from nothing to all; a band on it for the interval, and a mark at the share.

    A screen reader says its words; it cannot be pressed.
    """

    def __init__(self, theme: Theme, share: float | None, ends: tuple[float, float], words: str) -> None:
        """share: None where nothing is known. ends: of the interval. words: the same, said."""
        super().__init__()
        self.setObjectName("intervalBar")
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme, self.share, self.ends = theme, share, ends
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(8 * self._theme.size("type_body"), self._theme.size("space_medium"))

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * self._theme.size("type_body"), self._theme.size("space_medium"))

    def span(self) -> QRectF:
        """Where the band stands; it runs the other way in a mirrored window."""
        line, (low, high) = self._line(), self.ends
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            low, high = 1 - high, 1 - low
        return QRectF(line.left() + low * line.width(), line.top(), (high - low) * line.width(), line.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, the band, the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, theme = self._line(), self._theme
        round_ = line.height() / 2
        painter.setPen(QPen(theme.colour("border_strong"), 1))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(line, round_, round_)
        if self.share is None:
            return
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(self.span(), round_, round_)
        mark = theme.size("space_tight")
        share = 1 - self.share if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self.share
        at = line.left() + share * (line.width() - mark)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(at, 0.5, mark, self.height() - 1), mark / 2, mark / 2)

    def _line(self) -> QRectF:
        """The part of it that means something, with room above and below for the mark."""
        edge = self.height() / 4
        return QRectF(0.5, edge, self.width() - 1, self.height() - 2 * edge)
