"""What is painted behind a text: the ground of code, the bars of quotations, the rules between parts."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextDocument

from carrel.ui.render.look import Look
from carrel.ui.render.marks import Mark
from carrel.ui.render.survey import CodeArea


def paint_behind(painter: QPainter, document: QTextDocument, look: Look, areas: list[CodeArea]) -> None:
    """Paint the grounds, bars, dots and rules of a document whose upper left corner is at the painter's origin."""
    theme = look.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("code_background"))
    for one in areas:
        painter.drawRoundedRect(one.area, theme.size("radius_medium"), theme.size("radius_medium"))
    seen = painter.clipBoundingRect()
    for block in _blocks(document, seen.top()):
        form = block.blockFormat()
        bars, dot, rule = form.property(Mark.BARS), form.property(Mark.BULLET), form.property(Mark.KIND) == "rule"
        if not (bars or dot or rule):
            continue
        lines = document.documentLayout().blockBoundingRect(block)
        if seen.isEmpty() or lines.bottom() >= seen.top() - look.gap:
            if rule:
                painter.setBrush(theme.colour("border"))
                left = form.indent() * look.indent
                painter.drawRect(QRectF(left, lines.center().y(), document.textWidth() - left, 1))
            if dot:
                _paint_dot(painter, block, lines, int(dot), look)
            for bar in str(bars).split(",") if bars else ():
                _paint_bar(painter, block, lines, int(bar), look)
        if not seen.isEmpty() and lines.top() > seen.bottom():
            return


def _paint_dot(painter: QPainter, block: QTextBlock, lines: QRectF, depth: int, look: Look) -> None:
    """Full for the outer list, hollow inside it."""
    size = max(4.0, look.indent / 5)
    line = block.layout().lineAt(0)
    middle = lines.top() + (line.height() / 2 if line.isValid() else look.indent / 2) + size * 0.15
    left = block.blockFormat().indent() * look.indent - look.indent * 0.55 - size / 2
    area = _mirrored(block, QRectF(left, middle - size / 2, size, size))
    colour = look.theme.colour("text_muted")
    painter.setBrush(colour if depth == 1 else Qt.BrushStyle.NoBrush)
    painter.setPen(Qt.PenStyle.NoPen if depth == 1 else QPen(colour, size / 4))
    painter.drawEllipse(area)
    painter.setPen(Qt.PenStyle.NoPen)


def _paint_bar(painter: QPainter, block: QTextBlock, lines: QRectF, indent: int, look: Look) -> None:
    below = block.blockFormat().bottomMargin() if block.next().blockFormat().property(Mark.BARS) is not None else 0.0
    painter.setBrush(look.theme.colour("border_strong"))
    area = QRectF(indent * look.indent + 2.0, lines.top(), 3, lines.height() + below)
    painter.drawRoundedRect(_mirrored(block, area), 1.5, 1.5)


def _mirrored(block: QTextBlock, area: QRectF) -> QRectF:
    """The same place seen from the right, for text that runs from right to left."""
    if block.textDirection() is Qt.LayoutDirection.RightToLeft:
        area.moveLeft(block.document().textWidth() - area.right())
    return area


def _blocks(document: QTextDocument, top: float) -> Iterator[QTextBlock]:
    """The blocks from the one at this height on."""
    at = document.documentLayout().hitTest(QPointF(0.0, top), Qt.HitTestAccuracy.FuzzyHit)
    block = document.findBlock(max(0, at))
    if block.previous().isValid():
        block = block.previous()
    while block.isValid():
        yield block
        block = block.next()
