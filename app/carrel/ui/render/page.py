"""A chat on paper: the same text as in the window, laid out on pages, as a PDF or for a printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from carrel.base.text import clean
from carrel.base.words import _
from carrel.ui.render.bidi import runs_right_to_left
from carrel.ui.render.blocks import Writer, emptied
from carrel.ui.render.drawing import drawer
from carrel.ui.render.formulas import displayed_again
from carrel.ui.render.lines import LONGEST_LINE, break_runs, short_lines
from carrel.ui.render.look import Look
from carrel.ui.render.markdown import read
from carrel.ui.render.paint import paint_behind
from carrel.ui.render.survey import Survey
from carrel.ui.render.tables import fit_tables, shrink_tables
from carrel.ui.theme import Theme

DOTS_PER_INCH = 96.0
"""The measure in which pages are laid out: the pixels of a theme are as large on paper as on an ordinary screen."""

_MARGIN_MM = 18.0
FOOT = 34.0  # pixels for the page's number
TEXT_PERCENT = 90


@dataclass(frozen=True)
class Part:
    """One message on paper.

    speaker, time: the words over it. text: Markdown, or for a person's own message the text as they wrote it.
    """

    speaker: str
    time: str
    text: str
    is_user: bool


def draw_formulas(parts: Sequence[Part]) -> None:
    """Draw the formulas of all parts, in any thread: what is drawn before need not be waited for in the window's."""
    for part in parts:
        tokens = [] if part.is_user else read(clean(part.text)) or []
        for token in (inner for outer in tokens for inner in (outer, *(outer.children or ()))):
            if token.type in {"math_block", "math_inline"}:
                drawer().now((token.content.strip(), token.markup in {"$$", "\\["}))


def pdf_bytes(title: str, parts: Sequence[Part]) -> bytes:
    """The chat as a PDF on A4; in the window's thread."""
    return as_pdf(title, lambda writer: print_pages(writer, title, parts))


def as_pdf(title: str, paint: Callable[[QPdfWriter], None]) -> bytes:
    """What is painted on pages of A4, as a PDF; in the thread that may paint it."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Carrel")
    writer.setResolution(1200)
    writer.setPageLayout(_page_layout(QPageSize(QPageSize.PageSizeId.A4)))
    paint(writer)
    buffer.close()
    return bytes(data.data())


def print_pages(device: QPagedPaintDevice, title: str, parts: Sequence[Part]) -> None:
    """Print the chat on a printer, or on anything with pages, of whatever size those are; in the window's thread."""
    device.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter)
    theme = Theme("light", TEXT_PERCENT)
    look = Look(theme, paper=True)
    painter = QPainter(device)
    scale = painter.device().logicalDpiX() / DOTS_PER_INCH
    size = QSizeF(painter.viewport().width() / scale, painter.viewport().height() / scale - FOOT)
    document = QTextDocument()
    document.setUseDesignMetrics(True)
    _fill(document, look, title, parts)
    _lay_out(document, size, look)
    survey = Survey()
    survey.renew(document, look)
    painter.scale(scale, scale)
    for number in range(document.pageCount()):
        if number:
            device.newPage()
        _paint_page(painter, document, look, survey, number)
        paint_foot(painter, look, title, QRectF(0, size.height(), size.width(), FOOT), (number, document.pageCount()))
    painter.end()
    theme.deleteLater()


def _lay_out(document: QTextDocument, size: QSizeF, look: Look) -> None:
    document.setPageSize(size)
    displayed_again(document)
    shrink_tables(document, size.width(), look)
    fit_tables(document, size.width(), look)


def _page_layout(size: QPageSize) -> QPageLayout:
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


def _fill(document: QTextDocument, look: Look, title: str, parts: Sequence[Part]) -> None:
    cursor = emptied(document, look)
    cursor.beginEditBlock()
    cursor.setBlockFormat(_way(title, look.heading_block(1, first=True, indent=0, bars="")))
    cursor.insertText(break_runs(title), look.heading(1))
    for part in parts:
        _write_head(cursor, look, part)
        tokens = None if part.is_user else read(clean(part.text))
        if tokens is None:
            for line, is_last in _lines(clean(part.text)):
                block = _way(line, look.block())
                block.setBottomMargin(look.gap if is_last else 0)
                cursor.insertBlock(block, QTextCharFormat(look.text))
                cursor.insertText(break_runs(line), look.text)
        else:
            Writer(cursor, look).write(tokens)
    cursor.endEditBlock()


def _write_head(cursor: QTextCursor, look: Look, part: Part) -> None:
    """Who said it and when, kept on the page of what was said."""
    block = look.block(tight=True)
    block.setTopMargin(look.gap * 1.6)
    cursor.insertBlock(_way(part.speaker, block), QTextCharFormat(look.text))
    words = QTextCharFormat(look.text)
    words.setFont(look.theme.font("type_small", weight=QFont.Weight.DemiBold))
    cursor.insertText(break_runs(part.speaker), words)
    words.setFont(look.theme.font("type_small"))
    words.setForeground(look.theme.colour("text_muted"))
    cursor.insertText(f"   {part.time}", words)


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    lines = [line[:LONGEST_LINE] for line in short_lines(text)]
    return ((line, number == len(lines)) for number, line in enumerate(lines, 1))


def _way(text: str, block: QTextBlockFormat) -> QTextBlockFormat:
    """The block, in the direction of its first letter."""
    rtl = runs_right_to_left(text)
    if rtl is not None:
        block.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    return block


def _paint_page(painter: QPainter, document: QTextDocument, look: Look, survey: Survey, number: int) -> None:
    page = QRectF(0, number * document.pageSize().height(), document.pageSize().width(), document.pageSize().height())
    painter.save()
    painter.translate(0, -page.top())
    painter.setClipRect(page)
    paint_behind(painter, document, look, survey.areas)
    painter.setFont(look.theme.font("type_tiny"))
    painter.setPen(look.theme.colour("text_muted"))
    for area in survey.areas:
        bar = QRectF(area.area.left() + look.pad, area.area.top(), area.area.width(), look.bar)
        painter.drawText(bar, Qt.AlignmentFlag.AlignVCenter, area.language)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = page
    document.documentLayout().draw(painter, context)
    painter.restore()


def paint_foot(painter: QPainter, look: Look, title: str, area: QRectF, place: tuple[int, int]) -> None:
    """The title, and which page it is. place: its number from nought, and how many there are."""
    painter.setFont(look.theme.font("type_tiny"))
    painter.setPen(look.theme.colour("text_muted"))
    number, count = place
    words = _("Page {number} of {count}").format(number=number + 1, count=count)
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, words)
    room = round(area.width() * 0.7)
    short = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, short)
