"""Words and tables laid out on pages: no line and no row is cut, and a table has its head on each of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextLine, QTextOption

from carrel.flows.figures.table import Table
from carrel.ui.render.bidi import runs_right_to_left
from carrel.ui.render.tables import column_widths
from carrel.ui.theme import Theme

_EMS_WANTED, _EMS_WORD = 24.0, 7.0
"""So many sizes of the letters a column is wide at most where others need room, and a word that is not broken."""


class Words:
    """Words broken into lines of a width, in the direction of their first letter."""

    def __init__(self, text: str, font: QFont, width: float) -> None:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setUseDesignMetrics(True)
        rtl = runs_right_to_left(text)
        if rtl is not None:
            ways = Qt.LayoutDirection
            option.setTextDirection(ways.RightToLeft if rtl else ways.LeftToRight)
        self._layout = QTextLayout(_together(text), font)  # its lines live as long as it does
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        self.lines: list[QTextLine] = []
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            self.lines.append(line)
        self._layout.endLayout()

    def upto(self, begin: int, room: float) -> int:
        """The place after the last line that has room, from this one on."""
        end, used = begin, 0.0
        while end < len(self.lines) and used + self.lines[end].height() <= room:
            used += self.lines[end].height()
            end += 1
        return end

    def height(self, begin: int = 0, end: int | None = None) -> float:
        """Of these lines."""
        return sum(line.height() for line in self.lines[begin:end])


@dataclass(frozen=True)
class Line:
    """One of the lines of some words, at its place; it keeps the words, without which Qt has no line. colour: of the
    theme.
    """

    words: Words
    number: int
    at: QPointF
    colour: str


@dataclass(frozen=True)
class Box:
    """A cell of a table."""

    area: QRectF
    fill: str


@dataclass
class Page:
    """What stands on a page: boxes below lines."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint it with its upper left corner at the painter's origin."""
        for box in self.boxes:
            painter.setPen(QPen(theme.colour("border_strong"), 0.5))
            painter.setBrush(theme.colour(box.fill))
            painter.drawRect(box.area)
        for one in self.lines:
            painter.setPen(theme.colour(one.colour))
            one.words.lines[one.number].draw(painter, one.at)


class Sheets:
    """Pages of a size, filled from the top. mirrored: tables run from right to left."""

    def __init__(self, theme: Theme, size: QSizeF, *, mirrored: bool = False) -> None:
        self.pages = [Page()]
        self._theme, self._size, self._mirrored = theme, size, mirrored
        self._y = 0.0

    def skip(self, gap: float) -> None:
        """Leave some room, but not at the top of a page."""
        self._y += gap if self._y else 0.0

    def need(self, room: float) -> None:
        """Begin another page unless there is so much room on this one."""
        if self._y and self._y + room > self._size.height():
            self._turn()

    def write(self, text: str, font: QFont, colour: str = "text") -> None:
        """Write words over the whole width."""
        words = Words(text, font, self._size.width())
        for number, line in enumerate(words.lines):
            self.need(line.height())
            self._put(words, (number, number + 1), QPointF(0, self._y), colour)
            self._y += line.height()

    def table(self, table: Table, font: QFont, strong: QFont) -> None:
        """Write a table; its head is repeated where it goes on. A row that is higher than a page goes on, too."""
        pad = float(self._theme.size("space_tight"))
        widths = self._widths(table, font, strong, pad)
        head = self._row(table.headers, strong, widths, pad)
        rows = [self._row(row, font, widths, pad) for row in table.rows]
        high = _height(head, pad)
        self.need(high + (_height(rows[0], pad) if rows else 0))
        self._put_row(head, widths, pad, "sunken")
        for row in rows:
            if self._y + _height(row, pad) > self._size.height() and self._y > high:
                self._turn()
                self._put_row(head, widths, pad, "sunken")
            self._put_long_row(row, head, widths, pad)

    def _put_long_row(self, row: list[Words], head: list[Words], widths: Sequence[float], pad: float) -> None:
        """Put as many lines as have room, and the others on pages of their own."""
        begins = [0] * len(row)
        while True:
            room = self._size.height() - self._y - 2 * pad
            ends = [words.upto(begin, room) for words, begin in zip(row, begins, strict=True)]
            self._put_row(row, widths, pad, "surface", list(zip(begins, ends, strict=True)))
            if all(end == len(words.lines) for words, end in zip(row, ends, strict=True)) or ends == begins:
                return
            begins = ends
            self._turn()
            self._put_row(head, widths, pad, "sunken")

    def _put_row(
        self,
        row: list[Words],
        widths: Sequence[float],
        pad: float,
        fill: str,
        parts: Sequence[tuple[int, int]] = (),
    ) -> None:
        shown = parts or [(0, len(words.lines)) for words in row]
        high = 2 * pad + max(words.height(*part) for words, part in zip(row, shown, strict=True))
        left = 0.0
        for words, part, width in zip(row, shown, widths, strict=True):
            begin = self._size.width() - left - width if self._mirrored else left
            self.pages[-1].boxes.append(Box(QRectF(begin, self._y, width, high), fill))
            self._put(words, part, QPointF(begin + pad, self._y + pad), "text")
            left += width
        self._y += high

    def _put(self, words: Words, part: tuple[int, int], at: QPointF, colour: str) -> None:
        y = at.y()
        for number in range(*part):
            self.pages[-1].lines.append(Line(words, number, QPointF(at.x(), y), colour))
            y += words.lines[number].height()

    def _row(self, cells: Sequence[str], font: QFont, widths: Sequence[float], pad: float) -> list[Words]:
        return [Words(cell, font, width - 2 * pad) for cell, width in zip(cells, widths, strict=True)]

    def _turn(self) -> None:
        self.pages.append(Page())
        self._y = 0.0

    def _widths(self, table: Table, font: QFont, strong: QFont, pad: float) -> list[float]:
        """Of the columns, so that together they are as wide as the page."""
        em, room = float(font.pixelSize()), self._size.width()
        wanted, least = [], []
        for place, header in enumerate(table.headers):
            cells = [(header, strong), *((row[place], font) for row in table.rows)]
            widths = [(_width(cell, of), max((_width(word, of) for word in cell.split()), default=0.0))
                      for cell, of in cells]  # fmt: skip
            wanted.append(min(max(line for line, _word in widths), _EMS_WANTED * em) + 2 * pad + 1)
            least.append(min(max(word for _line, word in widths), _EMS_WORD * em) + 2 * pad + 1)
        found = column_widths(wanted, least, room)
        return [width * room / sum(found) for width in found]


def _height(row: Sequence[Words], pad: float) -> float:
    return 2 * pad + max(words.height() for words in row)


def _width(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(_together(text))


def _together(text: str) -> str:
    """A number and its sign stay on one line."""
    return text.replace(" %", "\u00a0%")
