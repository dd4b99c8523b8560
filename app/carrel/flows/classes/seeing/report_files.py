"""A report as a page of HTML that stands alone and prints well, and as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from carrel.base.errors import CarrelError
from carrel.base.files import resource
from carrel.base.show import one_line
from carrel.base.words import _
from carrel.exchange.html_page import END, begin
from carrel.flows.classes.seeing.report import Report, Section
from carrel.flows.figures.table import Table, rows_as_csv


class ReportKindUnknown(CarrelError):
    """A report cannot be written as a file of this kind."""


def written(report: Report, ending: str) -> bytes:
    """The content of a file with this ending, which has no dot; raises ReportKindUnknown."""
    write = _KINDS.get(ending.casefold())
    if write is not None:
        return write(report)
    if ending.casefold() == "pdf":
        raise ReportKindUnknown(
            _("A report becomes a PDF in the window only."),
            _("Save it there, or write it as .html and print that into a PDF."),
        )
    raise ReportKindUnknown(
        _("A report is a page (.html) or tables (.csv)."), _("Give the file a name that ends in one of them.")
    )


def as_html(report: Report) -> bytes:
    """The page: every word escaped, each in its own direction of writing."""
    style = "".join(resource(f"exchange/{name}.css").read_text(encoding="utf-8") for name in ("page", "report"))
    return b"".join([begin(report.title, style), *(piece.encode() for piece in _body(report)), END])


def as_csv(report: Report) -> bytes:
    """One table below the other, each under its title, in the words of the screen; no cell is a formula (P27)."""
    rows: list[tuple[str, ...]] = [(report.title,), (report.about,)]
    for section in report.sections:
        rows += [(), (section.title,)]
        rows += [section.table.headers, *section.table.rows] if section.table.rows else [(section.otherwise,)]
    return rows_as_csv(rows)


_KINDS: dict[str, Callable[[Report], bytes]] = {"html": as_html, "htm": as_html, "csv": as_csv}


def _body(report: Report) -> Iterator[str]:
    yield f'<main class="report">\n<h1 dir="auto">{escape(report.title)}</h1>\n'
    yield f'<p class="about" dir="auto">{escape(report.about)}</p>\n'
    for section in report.sections:
        yield from _section(section)
    yield "</main>\n"


def _section(section: Section) -> Iterator[str]:
    yield f'<section>\n<h2 dir="auto">{escape(section.title)}</h2>\n'
    for said in (*section.said, *(() if section.parts else (section.otherwise,))):
        yield f'<p dir="auto">{escape(said)}</p>\n'
    for table in section.parts:
        yield from _table(table)
    yield "</section>\n"


def _table(table: Table) -> Iterator[str]:
    yield '<div class="table"><table>\n<thead><tr>'
    yield "".join(f'<th scope="col" dir="auto">{_words(cell)}</th>' for cell in table.headers)
    yield "</tr></thead>\n<tbody>\n"
    for first, *others in table.rows:
        yield f'<tr><th scope="row" dir="auto">{_words(first)}</th>'
        yield "".join(f'<td dir="auto">{_words(cell)}</td>' for cell in others)
        yield "</tr>\n"
    yield "</tbody>\n</table></div>\n"


def _words(text: str) -> str:
    return escape(one_line(text, _LONGEST))


_LONGEST = 2_000
"""Characters of a cell: as many as a contested answer has at most."""
