"""Draws in the colours, letters and sizes of the theme; in a mirrored window everything but the words is mirrored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTextOption, QTransform

from carrel.base.show import one_line
from carrel.ui.theme import Theme

Side = Literal["begin", "middle", "end"]
Line = Qt.PenStyle


class Look:
    """What is drawn with. mirrored: the window runs from right to left."""

    def __init__(self, theme: Theme, *, mirrored: bool = False) -> None:
        self.theme, self.mirrored = theme, mirrored

    def size(self, name: str) -> float:
        """The pixels of a token."""
        return float(self.theme.size(name))

    def font(self, size: str = "type_small", *, strong: bool = False) -> QFont:
        """The letters of a size token."""
        return self.theme.font(size, weight=QFont.Weight.DemiBold if strong else None)

    def width(self, words: str, size: str = "type_small", *, strong: bool = False) -> float:
        """How wide these words are."""
        return QFontMetricsF(self.font(size, strong=strong)).horizontalAdvance(words)

    def line(self, size: str = "type_small") -> float:
        """How high a line of words is."""
        return QFontMetricsF(self.font(size)).height()

    def broken(self, words: str, width: float, most: int, size: str = "type_small") -> list[str]:
        """The words on at most so many lines of this width; the last one has all that is left."""
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and (len(lines) == most or self.width(longer, size) <= width):
                lines[-1] = longer
            else:
                lines.append(word)
        return lines


class Pencil:
    """Draws on a ground of this width; places are said as if it ran from left to right."""

    def __init__(self, painter: QPainter, look: Look, width: float) -> None:
        self.painter, self.look, self._width = painter, look, width
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def area(self, area: QRectF) -> QRectF:
        """Where this area is drawn."""
        if not self.look.mirrored:
            return area
        return QRectF(self._width - area.right(), area.top(), area.width(), area.height())

    def words(
        self, area: QRectF, words: str, size: str = "type_small", colour: str = "text", side: Side = "begin"
    ) -> None:
        """Words on one line in the middle of the height; what does not fit is left out at the end."""
        self._words(area, words, self.look.font(size), colour, side)

    def strong(self, area: QRectF, words: str, size: str = "type_small", colour: str = "text") -> None:
        """The same in bold, from the beginning of the area."""
        self._words(area, words, self.look.font(size, strong=True), colour, "begin")

    def wrapped(self, area: QRectF, words: str, most: int, size: str = "type_small", colour: str = "text") -> None:
        """Words on at most so many lines, from the top of the area on."""
        high = self.look.line(size)
        for place, line in enumerate(self.look.broken(words, area.width(), most, size)):
            self.words(QRectF(area.left(), area.top() + place * high, area.width(), high), line, size, colour)

    def line(self, begin: QPointF, end: QPointF, colour: str, width: float = 1.0, style: Line = Line.SolidLine) -> None:
        """A straight line."""
        self.lines([begin, end], colour, width, style)

    def lines(self, points: Sequence[QPointF], colour: str, width: float = 1.0, style: Line = Line.SolidLine) -> None:
        """Lines from point to point."""
        self.painter.setPen(self._pen(colour, width, style))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(QPolygonF([self._point(one) for one in points]))

    def shape(self, points: Sequence[QPointF], fill: str) -> None:
        """An area within these points."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self._brush(fill))
        self.painter.drawPolygon(QPolygonF([self._point(one) for one in points]))

    def path(self, path: QPainterPath, colour: str, width: float = 1.0, style: Line = Line.SolidLine) -> None:
        """A curve."""
        self.painter.setPen(self._pen(colour, width, style))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        mirror = QTransform(-1, 0, 0, 1, self._width, 0) if self.look.mirrored else QTransform()
        self.painter.drawPath(mirror.map(path))

    def box(
        self,
        area: QRectF,
        fill: str = "",
        line: str = "",
        radius: float = 0,
        width: float = 1,
        style: Line = Line.SolidLine,
    ) -> None:
        """A box, filled and with a line around it where these are said."""
        self.painter.setPen(self._pen(line, width, style) if line else QPen(Qt.PenStyle.NoPen))
        self.painter.setBrush(self._brush(fill) if fill else QBrush())
        self.painter.drawRoundedRect(self.area(area), radius, radius)

    def disc(self, middle: QPointF, radius: float, fill: str = "", line: str = "", width: float = 1.5) -> None:
        """A disc, or a ring."""
        self.painter.setPen(self._pen(line, width) if line else QPen(Qt.PenStyle.NoPen))
        self.painter.setBrush(self._brush(fill) if fill else QBrush())
        self.painter.drawEllipse(self._point(middle), radius, radius)

    def half(self, middle: QPointF, radius: float, fill: str) -> None:
        """The lower half of a disc."""
        self.painter.setPen(QPen(Qt.PenStyle.NoPen))
        self.painter.setBrush(self._brush(fill))
        at = self._point(middle)
        self.painter.drawPie(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius), 180 * 16, 180 * 16)

    def hatched(self, area: QRectF, colour: str) -> None:
        """A box with slanting lines in it, for those who do not tell areas apart by their colour."""
        step = self.look.size("space_tight") + 1
        bottom, high = area.bottom(), area.height()
        count = int((area.width() + high) / step)
        for number in range(1, count + 1):
            foot = area.left() - high + number * step
            begin, end = max(area.left(), foot), min(area.right(), foot + high)
            if end > begin:
                self.line(QPointF(begin, bottom - (begin - foot)), QPointF(end, bottom - (end - foot)), colour)
        self.box(area, line=colour)

    def _words(self, area: QRectF, words: str, font: QFont, colour: str, side: Side) -> None:
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(one_line(words), Qt.TextElideMode.ElideRight, area.width() + 0.5)
        self.painter.setFont(font)
        self.painter.setPen(self.look.theme.colour(colour))
        ends = {"begin": Qt.AlignmentFlag.AlignLeft, "end": Qt.AlignmentFlag.AlignRight}
        if self.look.mirrored:
            ends = {"begin": Qt.AlignmentFlag.AlignRight, "end": Qt.AlignmentFlag.AlignLeft}
        across = ends.get(side, Qt.AlignmentFlag.AlignHCenter) | Qt.AlignmentFlag.AlignAbsolute
        option = QTextOption(across | Qt.AlignmentFlag.AlignVCenter)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # a name is read its own way in every window
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        self.painter.drawText(self.area(area), text, option)

    def _point(self, at: QPointF) -> QPointF:
        return QPointF(self._width - at.x(), at.y()) if self.look.mirrored else at

    def _pen(self, colour: str, width: float, style: Line = Line.SolidLine) -> QPen:
        pen = QPen(self.look.theme.colour(colour), width, style)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if style is Line.SolidLine else Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _brush(self, colour: str) -> QBrush:
        return QBrush(self.look.theme.colour(colour))
