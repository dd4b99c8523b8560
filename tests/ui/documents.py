"""Documents made from Markdown in one go or bit by bit, and everything a person can see of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextList, QTextTable

from carrel.ui.render.blocks import write_markdown
from carrel.ui.render.formulas import OBJECT
from carrel.ui.render.look import Look
from carrel.ui.render.marks import Mark
from carrel.ui.render.stream import Stream

BLOCK_MARKS = (Mark.KIND, Mark.FIRST, Mark.LANGUAGE, Mark.BARS, Mark.BULLET, Mark.LINES)


def dump(document: QTextDocument) -> list[Any]:
    """Everything a person can see of a document, block by block."""
    rows: list[Any] = []
    formats: dict[int, Any] = {}
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        numbered: QTextList | None = block.textList()
        table: QTextTable | None = QTextCursor(block).currentTable()
        pieces = []
        at = block.begin()
        while not at.atEnd():
            piece = at.fragment()
            number = piece.charFormatIndex()
            if number not in formats:
                formats[number] = _shape(piece.charFormat())
            pieces.append((piece.text(), formats[number]))
            at += 1
        margins = (form.indent(), form.topMargin(), form.bottomMargin(), form.leftMargin(), form.headingLevel())
        ways = (form.layoutDirection(), form.nonBreakableLines(), int(form.alignment()))
        marks = tuple(form.property(mark) for mark in BLOCK_MARKS)
        place = (numbered.itemNumber(block), numbered.format().start()) if numbered is not None else None
        size = (table.rows(), table.columns(), table.format().property(Mark.LINES)) if table is not None else None
        rows.append((block.text(), margins, marks, place, size, ways, pieces))
        block = block.next()
    return rows


def _shape(words: QTextCharFormat) -> Any:
    """How a piece of text looks; a formula's font only makes room below its line, and may come later."""
    shape = (words.fontWeight(), words.fontItalic(), words.fontStrikeOut(), words.anchorHref())
    if words.objectType() == OBJECT:
        return *shape, *(words.property(mark) for mark in (Mark.TEX, Mark.WRITTEN, Mark.DISPLAY, Mark.ALONE, Mark.EM))
    return *shape, words.font().pixelSize(), words.foreground().color().rgb()


def in_pieces(text: str, cuts: list[int], look: Look) -> QTextDocument:
    """The text as a stream that came in pieces of these lengths, over and over."""
    document = QTextDocument()
    stream = Stream(document, look)
    at, turn = 0, 0
    while at < len(text):
        length = cuts[turn % len(cuts)]
        stream.add(text[at : at + length])
        at, turn = at + length, turn + 1
    stream.finish()
    assert stream.raw == text
    return document


def whole(text: str, look: Look) -> QTextDocument:
    """The text written in one go."""
    document = QTextDocument()
    write_markdown(document, text, look)
    return document
