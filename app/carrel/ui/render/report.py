"""A report of a class or of a pupil on paper: its sections and their tables, on pages of A4."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextTable

from carrel.base.show import one_line
from carrel.base.words import run_from_the_right
from carrel.flows.classes.seeing.report import Report, Section
from carrel.flows.figures.table import Table
from carrel.ui.render.bidi import runs_right_to_left
from carrel.ui.render.blocks import emptied
from carrel.ui.render.lines import break_runs
from carrel.ui.render.look import Look
from carrel.ui.render.page import written_pdf
from carrel.ui.render.tables import measure, table_format

_LONGEST = 2_000
"""Characters of a cell: as many as a contested answer has at most."""


def pdf_bytes(report: Report) -> bytes:
    """The report as a PDF; in the window's thread."""
    return written_pdf(one_line(f"{report.title} · {report.about}"), partial(fill, report=report))


def fill(document: QTextDocument, look: Look, report: Report) -> None:
    """Write the report into an empty document."""
    cursor = emptied(document, look)
    cursor.beginEditBlock()
    cursor.setBlockFormat(_way(report.title, look.heading_block(1, first=True, indent=0, bars="")))
    cursor.insertText(_words(report.title), look.heading(1))
    _write(cursor, report.about, look, "text_muted")
    for section in report.sections:
        _write_section(cursor, section, look)
    cursor.endEditBlock()


def _write_section(cursor: QTextCursor, section: Section, look: Look) -> None:
    cursor.insertBlock(_way(section.title, look.heading_block(2, first=False, indent=0, bars="")))
    cursor.insertText(_words(section.title), look.heading(2))
    for said in (*section.said, *(() if section.parts else (section.otherwise,))):
        _write(cursor, said, look, "text_muted")
    for table in section.parts:
        cursor.insertBlock(look.table_lead())
        _write_table(cursor, table, look)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.setBlockFormat(QTextBlockFormat())  # Qt hides the empty block that follows a table


def _write(cursor: QTextCursor, text: str, look: Look, colour: str) -> None:
    words = QTextCharFormat(look.text)
    words.setForeground(look.theme.colour(colour))
    cursor.insertBlock(_way(text, look.block(tight=True)))
    cursor.insertText(_words(text), words)


def _write_table(cursor: QTextCursor, told: Table, look: Look) -> None:
    small, strong = QTextCharFormat(look.text), QTextCharFormat(look.text)
    small.setFont(look.theme.font("type_small"))
    strong.setFont(look.theme.font("type_small", weight=QFont.Weight.DemiBold))
    rows = [told.headers, *told.rows]
    mirrored = run_from_the_right()
    shape = table_format(look)
    shape.setCellPadding(look.theme.size("space_tight"))
    if mirrored:
        shape.setAlignment(Qt.AlignmentFlag.AlignRight)
        rows = [row[::-1] for row in rows]  # Qt lays every table out from the left
    first = len(told.headers) - 1 if mirrored else 0
    table: QTextTable = cursor.insertTable(len(rows), len(told.headers), shape)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            at = table.cellAt(number, column).firstCursorPosition()
            at.setBlockFormat(_way(cell, QTextBlockFormat()))
            at.insertText(_words(cell), strong if number == 0 or column == first else small)
    measure(table, look)


def _way(text: str, block: QTextBlockFormat) -> QTextBlockFormat:
    """The block, in the direction of its first letter."""
    rtl = runs_right_to_left(text)
    if rtl is not None:
        block.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    return block


def _words(text: str) -> str:
    return break_runs(one_line(text, _LONGEST))
