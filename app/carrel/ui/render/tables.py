"""Tables: written, measured, and given widths at which they can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from carrel.ui.render.bidi import runs_right_to_left
from carrel.ui.render.formulas import OBJECT, formulas_in, width_of
from carrel.ui.render.inline import InlineWriter, plain_words
from carrel.ui.render.look import Look
from carrel.ui.render.marks import Mark

MOST_COLUMNS = 40
MOST_CELLS = 1_500
"""Tables with more columns or cells are shown as text."""

_ALIGNMENTS = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight}
_LINES = 5  # the pixels that the lines around a table take
_SMALLEST_LETTERS = 0.55
_EMS_WANTED, _EMS_LEAST, _EMS_WORD = 24.0, 8.0, 16.0

Rows = list[list[tuple[Token, str]]]


def rows_of(tokens: Sequence[Token]) -> Rows:
    """The cells of a table, row by row, with their alignment."""
    rows: Rows = []
    alignment = ""
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"}:
            alignment = str(token.attrGet("style") or "").removeprefix("text-align:")
        elif token.type == "inline":
            rows[-1].append((token, alignment))
    return rows


def is_too_large(rows: Rows) -> bool:
    """Whether it is only shown as text."""
    return len(rows[0]) > MOST_COLUMNS or len(rows) * len(rows[0]) > MOST_CELLS


def as_text(rows: Rows) -> str:
    """A table that is too large, a line a row."""
    return "\n".join(" | ".join(token.content for token, _alignment in row) for row in rows)


def write_table(cursor: QTextCursor, rows: Rows, look: Look, inline: InlineWriter, indent: int, lines: str) -> None:
    """Write a table at the cursor, which stands behind it afterwards."""
    heads = " ".join(plain_words(token.children or ()) for token, _alignment in rows[0])
    shape = _table_format(look, indent)
    shape.setProperty(Mark.LINES, lines)
    if runs_right_to_left(heads):
        shape.setAlignment(Qt.AlignmentFlag.AlignRight)
        rows = [row[::-1] for row in rows]  # Qt lays every table out from the left
    middle = QTextTableCellFormat()
    middle.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    table = cursor.insertTable(len(rows), max(len(row) for row in rows), shape)
    for number, row in enumerate(rows):
        words = QTextCharFormat(look.text)
        if number == 0:
            words.setFontWeight(QFont.Weight.DemiBold)
        for column, (token, alignment) in enumerate(row):
            rtl = runs_right_to_left(plain_words(token.children or ()))
            cell = table.cellAt(number, column).firstCursorPosition()
            table.cellAt(number, column).setFormat(middle)
            cell.setBlockFormat(_cell_block(alignment, lines, rtl=rtl))
            inline.write(cell, token.children or (), words, rtl=bool(rtl))
    measure(table, look)


def measure(table: QTextTable, look: Look) -> None:
    """Note how wide the columns would like to be, and how wide they have to be."""
    em = float(look.text.font().pixelSize())
    pads = 2 * table.format().cellPadding() + 6.0  # with the lines between, and a little room for rounding
    wanted, least, words = [], [], []
    for column in range(table.columns()):
        blocks = [table.cellAt(row, column).firstCursorPosition().block() for row in range(table.rows())]
        sizes = [_size(block) for block in blocks]
        natural = max(line for line, _word in sizes)
        word = max(word for _line, word in sizes)
        wanted.append(min(natural, _EMS_WANTED * em) + pads)
        least.append(min(natural, max(min(word, _EMS_WORD * em), _EMS_LEAST * em)) + pads)
        words.append(min(word, _EMS_WORD * em) + pads)
    shape = table.format()
    shape.setProperty(Mark.WORDS, _written(words))
    shape.setProperty(Mark.WANTED, _written(wanted))
    shape.setProperty(Mark.LEAST, _written(least))
    shape.clearProperty(Mark.ROOM)
    table.setFormat(shape)


def fit_tables(document: QTextDocument, width: float, look: Look) -> None:
    """Give the columns of all tables their widths; a table whose columns cannot be narrower is wider than the page."""
    at_once = QTextCursor(document)
    at_once.beginEditBlock()
    for table in tables_in(document):
        shape = table.format()
        room = round(width - shape.leftMargin() - _LINES)
        if shape.property(Mark.ROOM) != room:
            least = _read(shape.property(Mark.WORDS if look.paper else Mark.LEAST))
            widths = column_widths(_read(shape.property(Mark.WANTED)), least, room)
            if look.paper and sum(widths) > room:
                widths = [width * room / sum(widths) for width in widths]
            shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, int(width)) for width in widths])
            shape.setBottomMargin(look.gap * (2.4 if sum(widths) > room else 1))  # room for a bar to scroll it
            shape.setProperty(Mark.ROOM, room)
            table.setFormat(shape)
    at_once.endEditBlock()  # until now nothing is laid out again


def shrink_tables(document: QTextDocument, width: float, look: Look) -> None:
    """Make the letters of tables smaller whose words do not fit beside each other: paper cannot be scrolled."""
    at_once = QTextCursor(document)
    at_once.beginEditBlock()
    for table in tables_in(document):
        words = sum(_read(table.format().property(Mark.WORDS)))
        room = width - table.format().leftMargin() - _LINES
        if words > room:
            _shrink(table, max(_SMALLEST_LETTERS, room / words))
            measure(table, look)
    at_once.endEditBlock()


def _shrink(table: QTextTable, share: float) -> None:
    shape = table.format()
    shape.setCellPadding(shape.cellPadding() * share)
    table.setFormat(shape)
    places = [(row, column) for row in range(table.rows()) for column in range(table.columns())]
    for cell in (table.cellAt(row, column) for row, column in places):
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
        words = QTextCharFormat()
        words.setProperty(QTextFormat.Property.FontPixelSize, round(cursor.charFormat().font().pixelSize() * share))
        cursor.mergeCharFormat(words)


def column_widths(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Widths between least and wanted that fill the room where they have to, and are the least where they must."""
    if sum(wanted) <= room:
        return list(wanted)
    spare = room - sum(least)
    if spare <= 0:
        return list(least)
    wishes = [most - less for most, less in zip(wanted, least, strict=True)]
    return [less + spare * wish / sum(wishes) for less, wish in zip(least, wishes, strict=True)]


def tables_in(document: QTextDocument) -> Iterator[QTextTable]:
    """The tables of a document, from its beginning."""
    frames: list[QTextFrame] = document.rootFrame().childFrames()
    return (frame for frame in frames if isinstance(frame, QTextTable))


def _size(block: QTextBlock) -> tuple[float, float]:
    """The widths of the longest line and of the longest word of a cell."""
    words = [0.0]
    lines = [0.0]
    at = block.begin()
    while not at.atEnd():
        piece = at.fragment()
        form = piece.charFormat()
        if form.objectType() == OBJECT:
            each = [width_of(form)] * len(piece.text())
            lines[-1] += sum(each)
            words += each
        else:
            metrics = QFontMetricsF(form.font())
            for number, line in enumerate(piece.text().split("\u2028")):
                lines += [0.0] if number else []
                lines[-1] += metrics.horizontalAdvance(line)
                words += [metrics.horizontalAdvance(word) for word in line.split()]
        at += 1
    return max(lines), max(words)


def _cell_block(alignment: str, lines: str, *, rtl: bool | None) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setProperty(Mark.LINES, lines)
    if alignment == "center":
        block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    elif alignment in _ALIGNMENTS:
        block.setAlignment(_ALIGNMENTS[alignment] | Qt.AlignmentFlag.AlignAbsolute)
    if rtl is not None:
        block.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    return block


def _table_format(look: Look, indent: int) -> QTextTableFormat:
    shape = QTextTableFormat()
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setBorderBrush(look.theme.colour("border"))
    shape.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    shape.setCellPadding(look.theme.size("space_small"))
    shape.setHeaderRowCount(1)
    shape.setLeftMargin(indent * look.indent)
    shape.setBottomMargin(look.gap)
    return shape


def _written(widths: Sequence[float]) -> str:
    return ",".join(f"{width:.0f}" for width in widths)


def _read(written: object) -> list[float]:
    return [float(width) for width in str(written).split(",")]


def measure_again(document: QTextDocument, look: Look) -> None:
    """Measure the tables that hold formulas: by now it is known how large those are."""
    places = [position for position, _form in formulas_in(document)]
    for table in tables_in(document):
        if any(table.firstPosition() <= place <= table.lastPosition() for place in places):
            measure(table, look)
