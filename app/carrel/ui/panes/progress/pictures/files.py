"""A picture as a file: with its title and what it shows in a sentence, in the colours that are on the screen."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPainter

from carrel.flows.figures.table import Figure
from carrel.ui.panes.progress.pictures.picture import Drawer, Picture
from carrel.ui.widgets.pencil import Look, Pencil

_SCALE = 2
_DOTS = 96
"""To the inch: by this a drawing says how large it is on paper."""
_LONGEST = 8000
"""Pixels of an edge: a larger picture is drawn less finely."""


class _Sheet:
    """A picture under its title, on a ground with a margin."""

    def __init__(self, figure: Figure, drawer: Drawer, look: Look) -> None:
        self._figure, self._look = figure, look
        self._pad = look.size("space_large")
        wide = 1.25 * look.size("size_dialog")
        self._picture: Picture = drawer(look, QSizeF(wide, wide * 0.5))
        inner = self._picture.size.width()
        self._lines = look.broken(figure.reading, inner, 4)
        self._head = look.line("type_heading2") + len(self._lines) * look.line() + self._pad
        size = QSizeF(inner + 2 * self._pad, self._picture.size.height() + self._head + 2 * self._pad)
        self.size = QSize(round(size.width()), round(size.height()))

    def paint(self, painter: QPainter) -> None:
        """Draw all of it."""
        ground = self._look.theme.colour("window")
        painter.fillRect(QRectF(0, 0, self.size.width(), self.size.height()), ground)
        painter.translate(self._pad, self._pad)
        inner = self._picture.size.width()
        pencil = Pencil(painter, self._look, inner)
        title = QRectF(0, 0, inner, self._look.line("type_heading2"))
        pencil.strong(title, self._figure.title, "type_heading2")
        pencil.wrapped(QRectF(0, title.bottom(), inner, self._head), self._figure.reading, 4, colour="text_muted")
        painter.translate(0, self._head)
        self._picture.paint(pencil, -1)


def as_png(figure: Figure, drawer: Drawer, look: Look) -> bytes:
    """The picture in dots, twice as fine as on a plain screen."""
    sheet = _Sheet(figure, drawer, look)
    scale = min(_SCALE, _LONGEST / max(sheet.size.width(), sheet.size.height()))
    image = QImage(sheet.size * scale, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(scale, scale)
    sheet.paint(painter)
    painter.end()
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def as_svg(figure: Figure, drawer: Drawer, look: Look) -> bytes:
    """The picture in lines, which stay sharp at any size."""
    from PySide6.QtSvg import QSvgGenerator  # noqa: PLC0415 - only when a drawing is saved

    sheet = _Sheet(figure, drawer, look)
    buffer = _buffer()
    made = QSvgGenerator()
    made.setOutputDevice(buffer)
    made.setResolution(_DOTS)
    made.setSize(sheet.size)
    made.setViewBox(QRect(0, 0, sheet.size.width(), sheet.size.height()))
    made.setTitle(figure.title)
    made.setDescription(figure.reading)
    painter = QPainter(made)
    sheet.paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()  # with an array of its own: one that is handed in would be gone by the end of this line
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
