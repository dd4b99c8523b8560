"""A report of a class or of a pupil on paper: its sections and their tables, on pages of A4."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QPainter, QPdfWriter

from carrel.base.show import one_line
from carrel.base.words import run_from_the_right
from carrel.flows.classes.seeing.report import Report, Section
from carrel.flows.figures.table import Table
from carrel.ui.render.look import Look
from carrel.ui.render.page import DOTS_PER_INCH, FOOT, TEXT_PERCENT, as_pdf, paint_foot
from carrel.ui.render.sheets import Sheets
from carrel.ui.theme import Theme

_LONGEST = 2_000
"""Characters of a cell: as many as a contested answer has at most."""


def paper_theme() -> Theme:
    """What reports are written in; made in the window's thread."""
    return Theme("light", TEXT_PERCENT)


def pdf_bytes(report: Report, theme: Theme) -> bytes:
    """The report as a PDF, in any thread; theme: that of the paper."""
    return as_pdf(one_line(report.title), lambda writer: _print(writer, report, theme))


def laid_out(report: Report, theme: Theme, size: QSizeF) -> Sheets:
    """The report on pages of this size."""
    sheets = Sheets(theme, size, mirrored=run_from_the_right())
    sheets.write(report.title, theme.font("type_heading1", weight=QFont.Weight.DemiBold))
    sheets.write(report.about, theme.font("type_small"), "text_muted")
    for section in report.sections:
        _write_section(sheets, section, theme)
    return sheets


def _write_section(sheets: Sheets, section: Section, theme: Theme) -> None:
    heading, small = theme.font("type_heading3", weight=QFont.Weight.DemiBold), theme.font("type_small")
    strong, gap = theme.font("type_small", weight=QFont.Weight.DemiBold), theme.size("space_small")
    sheets.skip(theme.size("space_wide"))
    sheets.need(10 * theme.size("type_body"))  # a title does not stand alone at the foot of a page
    sheets.write(section.title, heading)
    for said in (*section.said, *(() if section.parts else (section.otherwise,))):
        sheets.write(said, small, "text_muted")
    for part in section.parts:
        sheets.skip(gap)
        rows = tuple(tuple(map(_words, row)) for row in part.rows)
        sheets.table(Table(tuple(map(_words, part.headers)), rows), small, strong)


def _print(writer: QPdfWriter, report: Report, theme: Theme) -> None:
    painter = QPainter(writer)
    scale = writer.logicalDpiX() / DOTS_PER_INCH
    painter.scale(scale, scale)
    size = QSizeF(painter.viewport().width() / scale, painter.viewport().height() / scale - FOOT)
    pages = laid_out(report, theme, size).pages
    title = f"{report.title} · {report.about}"
    for number, page in enumerate(pages):
        if number:
            writer.newPage()
        page.paint(painter, theme)
        foot = QRectF(0, size.height(), size.width(), FOOT)
        paint_foot(painter, Look(theme, paper=True), title, foot, (number, len(pages)))
    painter.end()


def _words(text: str) -> str:
    return one_line(text, _LONGEST)
