"""Markdown tokens written into a document as paragraphs, lists, code and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextList, QTextListFormat

from carrel.base.text import clean
from carrel.base.words import _
from carrel.ui.render.bidi import runs_right_to_left
from carrel.ui.render.code import coloured
from carrel.ui.render.inline import Count, InlineWriter, formula_of, plain_words
from carrel.ui.render.lines import LONGEST_LINE, MOST_CHARACTERS, MOST_SHOWN, break_runs, cut_after, short_lines
from carrel.ui.render.look import Look
from carrel.ui.render.markdown import read
from carrel.ui.render.marks import Mark
from carrel.ui.render.tables import as_text, is_too_large, rows_of, write_table

_WRITTEN = 1  # the state of a block that holds something, be it nothing to see


def write_markdown(document: QTextDocument, text: str, look: Look) -> None:
    """Fill the document with the text, read as Markdown where that is sound."""
    text = clean(text)
    cursor = emptied(document, look)
    tokens = read(text)
    cursor.beginEditBlock()
    if tokens is None:
        write_lines(cursor, text, look)
    else:
        Writer(cursor, look).write(tokens)
    cursor.endEditBlock()


def write_plain(document: QTextDocument, text: str, look: Look) -> None:
    """Fill the document with the text exactly as it is written."""
    cursor = emptied(document, look)
    cursor.beginEditBlock()
    write_lines(cursor, clean(text), look)
    cursor.endEditBlock()


def emptied(document: QTextDocument, look: Look) -> QTextCursor:
    """A cursor in the document, of which nothing is left."""
    document.clear()
    look.dress(document)
    return QTextCursor(document)


def write_lines(cursor: QTextCursor, text: str, look: Look) -> None:
    """Write the text line by line, each line a block of its own."""
    block = look.block()
    block.setBottomMargin(0)
    cursor.setBlockFormat(block)
    shown = cut_after(text, MOST_SHOWN, MOST_CHARACTERS)
    if len(shown) < len(text):
        shown += "\n" + _("[The rest is not shown. Copying the message copies it too.]")
    for number, line in enumerate(short_lines(shown)):
        if number:
            cursor.insertBlock(block)
        cursor.insertText(break_runs(line), look.text)


@dataclass
class _List:
    """A list that is being written: its format, and Qt's list once it has a first item."""

    style: QTextListFormat | None  # none for one with dots, which are painted by us
    made: QTextList | None = None


@dataclass
class _Place:
    """Where in lists and quotations the next block stands."""

    lists: list[_List] = field(default_factory=list)
    bars: list[int] = field(default_factory=list)
    marker_due: bool = False

    @property
    def indent(self) -> int:
        return len(self.lists) + len(self.bars)

    @property
    def bars_text(self) -> str:
        return ",".join(map(str, self.bars))


class Writer:
    """Writes tokens at a cursor; each top-level block begins a new block of the document, after what is there.

    line: the line of the message at which the text of the tokens begins. count: of its formulas before that.
    lines: where the first block comes from, for one that is written without a token.
    """

    def __init__(
        self, cursor: QTextCursor, look: Look, line: int = 0, count: Count | None = None, lines: str = ""
    ) -> None:
        self._cursor, self._look, self._line, self._lines = cursor, look, line, lines
        self._inline = InlineWriter(look, count or Count())
        self._place = _Place()
        self._heading = 0
        self._tight = False

    def write(self, tokens: Sequence[Token]) -> None:
        """Write all of them; they are whole: what is opened is closed."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(index for index in range(at, len(tokens)) if tokens[index].type == "table_close")
                self._table(tokens[at:end])
                at = end
            else:
                self._token(token)
            at += 1

    def _token(self, token: Token) -> None:
        if token.map is not None:
            self._lines = self._lines_of(token)
        match token.type:
            case "inline":
                self._words(token)
            case "math_block" | "math_block_open":
                self._formula(token)
            case "paragraph_open":
                self._tight = token.hidden
            case "heading_open":
                self._heading = int(token.tag[1:])
            case "heading_close":
                self._heading = 0
            case "fence" | "code_block":
                self.code(token.content, token.info.strip().split(" ")[0])
            case "hr":
                self._begin(self._look.rule_block(indent=self._place.indent, bars=self._place.bars_text))
            case _:
                self._nest(token)

    def _lines_of(self, token: Token) -> str:
        first, last = token.map or (0, 0)
        return f"{first + self._line}:{last + self._line}"

    def _nest(self, token: Token) -> None:
        """Go into a list or a quotation, or come out of it."""
        place = self._place
        match token.type:
            case "blockquote_open":
                self._settle_marker()
                place.bars.append(place.indent)
            case "blockquote_close":
                place.bars.pop()
            case "bullet_list_open" | "ordered_list_open":
                self._settle_marker()
                self._open_list(token)
            case "bullet_list_close" | "ordered_list_close":
                place.lists.pop()
                self._leave_list()
            case "list_item_open":
                place.marker_due = True
            case "list_item_close":
                self._settle_marker()

    def _open_list(self, token: Token) -> None:
        style = None
        if token.type == "ordered_list_open":
            style = QTextListFormat()
            style.setIndent(self._place.indent + 1)
            style.setStyle(QTextListFormat.Style.ListDecimal)
            style.setStart(int(token.attrs.get("start", 1)))
        self._place.lists.append(_List(style))

    def _leave_list(self) -> None:
        """After the outermost list there is as much room as after any paragraph."""
        last = self._cursor.blockFormat()
        if not self._place.lists and last.bottomMargin() < self._look.gap:
            last.setBottomMargin(self._look.gap)
            self._cursor.setBlockFormat(last)

    def _words(self, token: Token) -> None:
        place, look = self._place, self._look
        if self._heading:
            words = look.heading(self._heading)
            first = self._at_first_block()
            block = look.heading_block(self._heading, first=first, indent=place.indent, bars=place.bars_text)
        else:
            words = look.text
            block = look.block(tight=self._tight, indent=place.indent, bars=place.bars_text)
        rtl = runs_right_to_left(plain_words(token.children or ()))
        if rtl is not None:
            block.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self._begin(block, listed=place.marker_due)
        self._inline.write(self._cursor, token.children or (), words, rtl=bool(rtl))

    def _formula(self, token: Token) -> None:
        """Write a formula on a line of its own; one that is still being written is its source."""
        self._begin(self._look.formula_block(indent=self._place.indent, bars=self._place.bars_text))
        if token.type == "math_block":
            self._inline.formula(self._cursor, formula_of(token), self._look.text, alone=True)
        else:
            self._inline.source(self._cursor, token.content, self._look.text)

    def _begin(self, block: QTextBlockFormat, *, listed: bool = False) -> None:
        """Begin a block after everything else; the first one of a document is already there."""
        if not listed:
            self._settle_marker()
        block.setProperty(Mark.LINES, self._lines)
        if listed:
            self._place.marker_due = False
            self._prepare_item(block)
        if self._at_first_block():
            self._cursor.setBlockFormat(block)
            self._leave_room_above(block)
        else:
            self._cursor.insertBlock(block, QTextCharFormat(self._look.text))
        self._cursor.block().setUserState(_WRITTEN)
        if listed:
            self._number_item()

    def _leave_room_above(self, first: QTextBlockFormat) -> None:
        """Qt leaves no room above the first block of a document: its frame has to."""
        frame = self._cursor.document().rootFrame()
        shape = frame.frameFormat()
        if shape.topMargin() != first.topMargin():
            shape.setTopMargin(first.topMargin())
            frame.setFrameFormat(shape)

    def _at_first_block(self) -> bool:
        """Whether nothing was written yet: an empty document has one block already."""
        return self._cursor.atStart() and self._cursor.block().userState() != _WRITTEN

    def _prepare_item(self, block: QTextBlockFormat) -> None:
        """Give a block that will be an item of the innermost list its dot, or leave its indent to Qt's list."""
        if self._place.lists[-1].style is None:
            block.setProperty(Mark.BULLET, len(self._place.lists))
        else:
            block.setIndent(0)  # the list's own indent counts from here

    def _number_item(self) -> None:
        """Make the present block the next item of the innermost list, if that one is numbered."""
        one = self._place.lists[-1]
        if one.style is not None and one.made is None:
            one.made = self._cursor.createList(one.style)
        elif one.made is not None:
            one.made.add(self._cursor.block())

    def _settle_marker(self) -> None:
        """An item that does not begin with words still gets its marker."""
        if self._place.marker_due:
            place = self._place
            self._begin(self._look.block(tight=True, indent=place.indent, bars=place.bars_text), listed=True)

    def code(self, code: str, language: str) -> None:
        """Write a whole code block, in colour."""
        self._settle_marker()
        line = self.begin_code(language)
        for piece, colour in coloured(code.removesuffix("\n"), language):
            words = self._look.coloured(colour)
            for number, part in enumerate(piece.split("\n")):
                if number:
                    self._cursor.insertBlock(line, QTextCharFormat(self._look.code))
                if part:
                    self._cursor.insertText(break_runs(part), words)
                if len(part) > LONGEST_LINE:
                    self._let_break()
        self.end_code()

    def _let_break(self) -> None:
        """A line that is far too long to be scrolled is broken after all."""
        line = self._cursor.blockFormat()
        line.setNonBreakableLines(False)
        self._cursor.setBlockFormat(line)

    def begin_code(self, language: str) -> QTextBlockFormat:
        """Begin the first line of a code block; the format of the lines after it."""
        look, place = self._look, self._place
        line = look.code_block(indent=place.indent, bars=place.bars_text)
        line.setProperty(Mark.LINES, self._lines)
        first = QTextBlockFormat(line)
        first.setProperty(Mark.FIRST, True)
        if language:
            first.setProperty(Mark.LANGUAGE, language)
        above = look.bar + look.pad * 0.4
        if not self._at_first_block():
            after_code = self._cursor.blockFormat().property(Mark.KIND) == "code"
            above += look.gap + (look.pad if after_code else 0)
        first.setTopMargin(above)
        self._begin(first)
        self._cursor.setBlockCharFormat(look.code)
        return line

    def end_code(self) -> None:
        """Leave room below the last line."""
        last = self._cursor.blockFormat()
        last.setBottomMargin(self._look.gap + self._look.pad)
        self._cursor.setBlockFormat(last)

    def _table(self, tokens: Sequence[Token]) -> None:
        rows = rows_of(tokens)
        look, place = self._look, self._place
        self._lines = self._lines_of(tokens[0])
        if is_too_large(rows):
            self.code(as_text(rows), "")
            return
        self._begin(look.table_lead(indent=place.indent, bars=place.bars_text))
        write_table(self._cursor, rows, look, self._inline, place.indent, self._lines)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(QTextBlockFormat())  # Qt hides the empty block that follows a table
        self._cursor.block().setUserState(_WRITTEN)
