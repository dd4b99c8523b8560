"""What lies where in a document that is laid out: code blocks, and what is wider than the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable

from carrel.ui.render.look import Look
from carrel.ui.render.marks import Mark
from carrel.ui.render.tables import tables_in

_SLACK = 1.5  # pixels a part may be wider than the page before anybody would notice


@dataclass(frozen=True)
class CodeArea:
    """A code block on the page: where it is, what it is written in, its blocks, and how wide its longest line is."""

    area: QRectF
    language: str
    first: int
    last: int
    longest: float = 0.0


@dataclass(frozen=True)
class Wide:
    """A part that is wider than the page.

    kind: code, table or formula. right: where its content ends. from_right: whether it is read from there.
    """

    kind: str
    top: float
    bottom: float
    left: float
    right: float
    first: int
    from_right: bool = False


@dataclass
class Survey:
    """The code blocks and the wide parts of a document, from its beginning."""

    areas: list[CodeArea] = field(default_factory=list)
    wide: list[Wide] = field(default_factory=list)

    def renew(self, document: QTextDocument, look: Look, first: int = 0) -> None:
        """Look again at everything from this block on; what is before has not changed."""
        first = min([first, *(one.first for one in self.areas[-1:] if one.last >= first)])
        self.areas = [one for one in self.areas if one.last < first]
        formulas = [one for one in self.wide if one.kind == "formula" and one.first < first]
        for block in _blocks(document, first):
            kind = block.blockFormat().property(Mark.KIND)
            if kind == "code":
                self._add_code(document, look, block)
            elif kind == "formula":
                formulas += _wide_formula(document, block)
        tables = [one for one in self.wide if one.kind == "table" and one.first < first]
        tables += _wide_tables(document, first)
        self.wide = sorted([*self._wide_code(document, look), *formulas, *tables], key=lambda one: one.top)

    def _add_code(self, document: QTextDocument, look: Look, block: QTextBlock) -> None:
        form, areas = block.blockFormat(), self.areas
        lines = document.documentLayout().blockBoundingRect(block)
        if form.property(Mark.FIRST) or not areas:
            left = form.indent() * look.indent
            area = QRectF(left, lines.top() - look.bar - look.pad * 0.4, document.textWidth() - left, 0)
            areas.append(CodeArea(area, str(form.property(Mark.LANGUAGE) or ""), block.blockNumber(), 0))
        grown = QRectF(areas[-1].area)
        grown.setBottom(lines.bottom() + look.pad)
        longest = max(areas[-1].longest, _longest_line(block))
        areas[-1] = replace(areas[-1], area=grown, last=block.blockNumber(), longest=longest)

    def _wide_code(self, document: QTextDocument, look: Look) -> Iterator[Wide]:
        for one in self.areas:
            right = one.area.left() + look.pad + one.longest
            if right > document.textWidth() - look.pad + _SLACK:
                top = one.area.top() + look.bar
                yield Wide("code", top, one.area.bottom(), one.area.left(), right + look.pad, one.first)


def code_text(document: QTextDocument, area: CodeArea) -> str:
    """The lines of a code block, as they are shown."""
    numbers = range(area.first, area.last + 1)
    return "\n".join(document.findBlockByNumber(number).text() for number in numbers)


def _wide_formula(document: QTextDocument, block: QTextBlock) -> Iterator[Wide]:
    lines = document.documentLayout().blockBoundingRect(block)
    left = block.blockFormat().indent() * document.indentWidth()
    right = left + _longest_line(block)
    if right > document.textWidth() + _SLACK:
        yield Wide("formula", lines.top(), lines.bottom(), left, right, block.blockNumber())


def _wide_tables(document: QTextDocument, first: int) -> Iterator[Wide]:
    for table in tables_in(document):
        number = document.findBlock(table.firstPosition()).blockNumber()
        if number < first:
            continue
        area, shape = _table_area(document, table), table.format()
        if area.right() > document.textWidth() + _SLACK:
            from_right = bool(shape.alignment() & Qt.AlignmentFlag.AlignRight)
            left = shape.leftMargin()
            yield Wide("table", area.top(), area.bottom(), left, area.right(), number, from_right)


def _table_area(document: QTextDocument, table: QTextTable) -> QRectF:
    """Where the lines around a table are; what Qt calls its frame begins at the first words, and has its margins."""
    layout, around = document.documentLayout(), table.format().cellPadding() + 1.5
    last = table.rows() - 1
    cells = [(table.cellAt(0, column), table.cellAt(last, column)) for column in range(table.columns())]
    tops = [layout.blockBoundingRect(head.firstCursorPosition().block()) for head, _foot in cells]
    bottoms = [layout.blockBoundingRect(foot.lastCursorPosition().block()).bottom() for _head, foot in cells]
    top = min(area.top() for area in tops) - around
    left = tops[0].left() - around
    return QRectF(left, top, layout.frameBoundingRect(table).width(), max(bottoms) + around - top)


def _longest_line(block: QTextBlock) -> float:
    layout = block.layout()
    return max((layout.lineAt(line).naturalTextWidth() for line in range(layout.lineCount())), default=0.0)


def _blocks(document: QTextDocument, first: int) -> Iterator[QTextBlock]:
    block = document.findBlockByNumber(first)
    while block.isValid():
        yield block
        block = block.next()
