"""What is copied from a message: its Markdown for whole blocks, the plain words inside one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from carrel.ui.render.formulas import OBJECT
from carrel.ui.render.lines import without_seams
from carrel.ui.render.marks import Mark


@dataclass
class _Unit:
    """The selected blocks that come from one paragraph, code block, formula or table.

    first, last: its lines in the source; last is not counted, and None is the end.
    """

    first: int
    last: int | None
    words: list[str]
    is_whole: bool


def copied(cursor: QTextCursor, source: str) -> str:
    """The text of a selection in a document that was made from the source."""
    document = cursor.document()
    if cursor.selectionStart() == 0 and cursor.selectionEnd() >= document.characterCount() - 1:
        return source
    lines = source.split("\n")
    if cursor.hasComplexSelection():
        return _rows(cursor, lines)
    units = list(_units(document, cursor.selectionStart(), cursor.selectionEnd()))
    if len(units) == 1:
        return "\n".join(units[0].words)
    return _joined(units, lines)


def words_between(block: QTextBlock, start: int, end: int) -> str:
    """The words of a block between two positions of its document, formulas as they were written."""
    found = []
    at = block.begin()
    while not at.atEnd():
        piece = at.fragment()
        first = max(start - piece.position(), 0)
        text = piece.text()[first : max(end - piece.position(), 0)] if first < piece.length() else ""
        form = piece.charFormat()
        found.append(str(form.property(Mark.WRITTEN)) * len(text) if form.objectType() == OBJECT else text)
        at += 1
    return without_seams("".join(found))


def _units(document: QTextDocument, start: int, end: int) -> Iterator[_Unit]:
    block = document.findBlock(start)
    unit: _Unit | None = None
    while block.isValid() and block.position() <= end:
        lines = _lines(block)
        first, last = block.position(), block.position() + block.length() - 1
        words = words_between(block, start, end)
        is_whole = start <= first and last <= end
        if unit is not None and lines == (unit.first, unit.last):
            unit.words.append(words)
            unit.is_whole &= is_whole
        elif lines is not None:
            if unit is not None:
                yield unit
            unit = _Unit(*lines, [words], is_whole and _lines(block.previous()) != lines)
        following = block.next()
        if unit is not None and _lines(following) == (unit.first, unit.last) and following.position() > end:
            unit.is_whole = False
        block = following
    if unit is not None:
        yield unit


def _lines(block: QTextBlock) -> tuple[int, int | None] | None:
    """The lines of the source that a block comes from; None for one that is only there for Qt."""
    written = block.blockFormat().property(Mark.LINES) if block.isValid() else None
    if not written:
        return None
    first, _colon, last = str(written).partition(":")
    return int(first), int(last) if last else None


def _joined(units: list[_Unit], lines: list[str]) -> str:
    """Whole blocks as they stand in the source, with what is between them; the ends as words."""
    text = ""
    before: _Unit | None = None
    for unit in units:
        gap = unit.first - before.last if before and before.last is not None else 0
        if before is not None:
            between = lines[before.last : unit.first] if before.is_whole and unit.is_whole else [""] * gap
            text += "\n" + "".join(f"{line}\n" for line in between)
        text += "\n".join(_trimmed(lines[unit.first : unit.last]) if unit.is_whole else unit.words)
        before = unit
    return text


def _trimmed(lines: list[str]) -> list[str]:
    """Without empty lines at the end: the reader counts those as part of a list item."""
    while len(lines) > 1 and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _rows(cursor: QTextCursor, lines: list[str]) -> str:
    """The selected rows of a table as a table: with its head, be it selected or not."""
    table = cursor.currentTable()
    chosen: tuple[int, int, int, int] = cursor.selectedTableCells()  # type: ignore[assignment]
    first_row, count, _column, _columns = chosen
    first, _colon, _last = str(table.format().property(Mark.LINES)).partition(":")
    head = int(first)
    if count == 1 and first_row == 0:
        return lines[head]
    body = range(max(first_row, 1), first_row + count)
    return "\n".join([*lines[head : head + 2], *(lines[head + 1 + row] for row in body)])
