"""Formulas inside a document: objects on the baseline of the text, as large and of the colour of the words around."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QImage,
    QPaintEngine,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from carrel.ui.render.drawing import EM, INK, Drawing, Key, drawer
from carrel.ui.render.finding import in_qt_units
from carrel.ui.render.marks import Mark
from carrel.ui.render.tex import Formula

OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
"""The kind of object that a formula is."""
HOLDER = "\ufffc"
"""The character that stands for an object in a text."""

_GROWTH = 1.14  # the letters of the formulas' font are smaller than those of a window's font


class FormulaObject(QPyTextObject):
    """Tells Qt how large the formulas of a document are, and paints them."""

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """The room of a formula; a displayed one takes the width of its line."""
        words = form.toCharFormat()
        size = _size(words, room_of(document, position, words))
        if not is_display(words):
            return size
        return QSizeF(max(size.width(), room_of(document, position, words)), size.height())

    def drawObject(
        self, painter: QPainter, area: QRectF | QRect, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        """Paint a formula, or its source while it is not drawn."""
        words, area = form.toCharFormat(), QRectF(area)
        drawing = _drawing(words)
        if drawing is None:
            _paint_source(painter, area, words)
        else:
            _paint(painter, area, drawing, words, room_of(document, position, words))


def register(document: QTextDocument) -> None:
    """Let a document hold formulas."""
    layout = document.documentLayout()
    if layout.handlerForObject(OBJECT) is None:
        layout.registerHandler(OBJECT, FormulaObject(document))


def around_formulas(cursor: QTextCursor) -> Iterator[QTextCursor]:
    """What is marked, in pieces without its formulas: Qt would lay the ground of the mark over them, and they pale."""
    at = cursor.selectionStart()
    for piece in in_qt_units(cursor.selectedText()).split(HOLDER):
        if piece:
            one = QTextCursor(cursor)
            one.setPosition(at)
            one.setPosition(at + len(piece), QTextCursor.MoveMode.KeepAnchor)
            yield one
        at += len(piece) + 1


def formula_format(
    formula: Formula, words: QTextCharFormat, family: str, *, alone: bool = False, paper: bool = False
) -> QTextCharFormat:
    """The format of the character that stands for a formula among these words; family: the font of its source."""
    form = QTextCharFormat(words)
    form.setObjectType(OBJECT)
    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    form.setProperty(Mark.TEX, formula.tex)
    form.setProperty(Mark.WRITTEN, formula.source)
    form.setProperty(Mark.DISPLAY, formula.display)
    form.setProperty(Mark.ALONE, alone)
    form.setProperty(Mark.SMALLEST, 0.05 if paper else 0.7)
    form.setProperty(Mark.FAMILY, family)
    form.setProperty(Mark.EM, float(words.font().pixelSize()))
    key = key_of(form)
    if drawer().has(key):
        settle(form, drawer().get(key))
    else:
        drawer().ask(key)
    return form


def settle(form: QTextCharFormat, drawing: Drawing | None) -> None:
    """Let the font of the format reach as far below the baseline as the drawing does: Qt takes that from the font."""
    form.setProperty(Mark.SETTLED, True)
    if drawing is not None:
        font = QFont(form.font())
        font.setPixelSize(max(font.pixelSize(), _pixels_for(font.family(), ceil(drawing.below * _scale(form)))))
        form.setFont(font)


def settle_all(document: QTextDocument) -> bool:
    """Give the formulas that have been drawn their places; whether there were any."""
    waiting = [
        (position, form)
        for position, form in formulas_in(document)
        if not form.property(Mark.SETTLED) and drawer().has(key_of(form))
    ]
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for position, form in waiting:
        settle(form, drawer().get(key_of(form)))
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(form)
    cursor.endEditBlock()
    return bool(waiting)


def formulas_in(document: QTextDocument) -> Iterator[tuple[int, QTextCharFormat]]:
    """The formulas of a document: where each stands, and its format."""
    block = document.begin()
    while block.isValid():
        if HOLDER in block.text():
            at = block.begin()
            while not at.atEnd():
                piece = at.fragment()
                form = piece.charFormat()
                if form.objectType() == OBJECT:
                    yield from ((piece.position() + number, form) for number in range(piece.length()))
                at += 1
        block = block.next()


def key_of(form: QTextCharFormat) -> Key:
    """Which drawing a formula's format stands for."""
    return str(form.property(Mark.TEX)), bool(form.property(Mark.DISPLAY))


def is_display(form: QTextCharFormat) -> bool:
    """Whether the formula has a line of its own."""
    return bool(form.property(Mark.ALONE))


def room_of(document: QTextDocument, position: int, form: QTextCharFormat) -> float:
    """The width that a formula may take without being scrolled."""
    if document.textWidth() <= 0:
        return 0.0
    block = document.findBlock(position).blockFormat()
    return document.textWidth() - block.indent() * document.indentWidth() - 2.0


def _scale(form: QTextCharFormat) -> float:
    return float(form.property(Mark.EM)) * _GROWTH / EM


def _shrunk(drawing: Drawing, form: QTextCharFormat, room: float) -> float:
    """The scale at which it is painted: a displayed formula that is too wide gets smaller, to a point."""
    scale = _scale(form)
    if is_display(form) and 0 < room < drawing.width * scale:
        return max(room / drawing.width, scale * float(form.property(Mark.SMALLEST)))
    return scale


def _size(form: QTextCharFormat, room: float) -> QSizeF:
    drawing = _drawing(form)
    if drawing is None:
        metrics = QFontMetrics(_source_font(form))
        width = metrics.horizontalAdvance(_source(form)) + 4.0
        return QSizeF(min(width, room) if room else width, metrics.height())
    scale = _shrunk(drawing, form, room)
    descent = QFontMetrics(form.font()).descent()
    above = max(ceil(drawing.above * _scale(form)), 0 if is_display(form) else _letters_above(form))
    return QSizeF(ceil(drawing.width * scale), above + descent)


def _letters_above(form: QTextCharFormat) -> int:
    """How far the text around reaches above its baseline: a line with a formula is not lower than others."""
    font = QFont(form.font())
    font.setPixelSize(round(float(form.property(Mark.EM))))
    return QFontMetrics(font).ascent()


def _drawing(form: QTextCharFormat) -> Drawing | None:
    """The drawing of a formula that has been given its room; until then it is shown as its source."""
    return drawer().now(key_of(form)) if form.property(Mark.SETTLED) else None


def _source(form: QTextCharFormat) -> str:
    return str(form.property(Mark.WRITTEN)).replace("\n", " ")


def _source_font(form: QTextCharFormat) -> QFont:
    font = QFont(form.font())
    font.setPixelSize(max(1, round(float(form.property(Mark.EM)) * 0.9)))
    font.setFamilies([str(form.property(Mark.FAMILY) or font.family())])
    return font


def _paint_source(painter: QPainter, area: QRectF, form: QTextCharFormat) -> None:
    painter.save()
    painter.setFont(_source_font(form))
    painter.setPen(form.foreground().color())
    metrics = QFontMetrics(painter.font())
    words = metrics.elidedText(_source(form), Qt.TextElideMode.ElideRight, ceil(area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
    if form.property(Mark.SETTLED):  # it cannot be drawn: the line below says that this is the source
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
    painter.restore()


def _paint(painter: QPainter, area: QRectF, drawing: Drawing, form: QTextCharFormat, room: float) -> None:
    scale = _shrunk(drawing, form, room)
    ascent = area.height() - QFontMetrics(form.font()).descent()
    left = area.left() + max(0.0, (area.width() - drawing.width * scale) / 2)
    where = QRectF(left, area.top() + ascent - drawing.above * scale, drawing.width * scale, 0)
    where.setHeight((drawing.above + drawing.below) * scale)
    colour = form.foreground().color()
    if painter.paintEngine().type() is QPaintEngine.Type.Raster:
        ratio = painter.device().devicePixelRatioF()
        image = _image(drawing, colour.name(), where.width(), where.height(), ratio)
        corner = QPointF(round(where.left() * ratio) / ratio, round(where.top() * ratio) / ratio)
        painter.drawImage(corner, image)
    else:
        _render(painter, drawing, colour.name(), where)


@lru_cache(maxsize=400)
def _image(drawing: Drawing, colour: str, width: float, height: float, ratio: float) -> QImage:
    image = QImage(ceil(width * ratio), ceil(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _render(painter, drawing, colour, QRectF(0, 0, width * ratio, height * ratio))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _render(painter: QPainter, drawing: Drawing, colour: str, where: QRectF) -> None:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - when the first formula is painted

    svg = drawing.svg.replace(INK, colour).replace("currentColor", colour)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, where)


@lru_cache(maxsize=400)
def _pixels_for(family: str, descent: int) -> int:
    """The size at which a font reaches so many pixels below its baseline."""
    font, low, high = QFont(family), 1, 12 * max(descent, 4)
    while low < high:
        middle = (low + high) // 2
        font.setPixelSize(middle)
        low, high = (low, middle) if QFontMetrics(font).descent() >= descent else (middle + 1, high)
    return low


def width_of(form: QTextCharFormat) -> float:
    """The width of a formula in pixels, as far as it is known."""
    return _size(form, 0.0).width()


def displayed_again(document: QTextDocument) -> None:
    """Ask anew for the room of formulas that have a line of their own: the page has another width."""
    if any(is_display(form) for _position, form in formulas_in(document)):
        document.markContentsDirty(0, document.characterCount())  # of less, Qt forgets what it had not yet laid out
