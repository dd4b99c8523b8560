"""A text that is still growing: only its last block is written again at each step."""

from __future__ import annotations

import re

from markdown_it.token import Token
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from carrel.ui.render.blocks import Writer, emptied, write_lines, write_markdown
from carrel.ui.render.lines import break_runs
from carrel.ui.render.look import Look, Mark
from carrel.ui.render.markdown import LONGEST, read

_FENCE = re.compile(r"(`{3,}|~{3,})[^\n]*\n")


class Stream:
    """Shows a growing Markdown text in a document; after `finish` it looks as if it was written in one go."""

    def __init__(self, document: QTextDocument, look: Look, text: str = "") -> None:
        self._document, self._look = document, look
        self.text = ""
        self._from = 0  # where in the text the last block begins
        self._at = 0  # where in the document what stays ends
        self._stays = QTextBlockFormat()
        self._stays_state = -1
        self._fence: _OpenFence | None = None
        emptied(document, look)
        if text:
            self.add(text)

    def add(self, text: str) -> None:
        """Show more of the text."""
        self.text += text
        if self._fence is not None and self._fence.grow(self.text):
            return
        self._fence = None
        if len(self.text) > LONGEST:
            self._add_plain(text)
            return
        tail = self.text[self._from :]
        tokens = read(tail)
        if tokens is None:
            write_markdown(self._document, self.text, self._look)
            self._from = self._at = 0
            return
        self._rewrite(tail, tokens)

    def finish(self) -> None:
        """Show the last block as it is for good."""
        if "]:" in self.text or len(self.text) > LONGEST:
            write_markdown(self._document, self.text, self._look)  # an address may be defined after its use
            return
        tail = self.text[self._from :]
        if (tokens := read(tail)) is None:
            write_markdown(self._document, self.text, self._look)
        else:
            self._fence = None
            cursor = self._cut()
            cursor.beginEditBlock()
            Writer(cursor, self._look).write(tokens)
            cursor.endEditBlock()

    def _rewrite(self, tail: str, tokens: list[Token]) -> None:
        cursor = self._cut()
        cursor.beginEditBlock()
        split, line = _last_block(tokens, tail)
        if split:
            Writer(cursor, self._look).write(tokens[:split])
            self._from += _offset(tail, line)
            self._at = cursor.position()
            self._stays, self._stays_state = cursor.blockFormat(), cursor.block().userState()
            tail, tokens = self.text[self._from :], tokens[split:]
        fence = _OpenFence.found(self._from, tail, tokens)
        if fence is None:
            Writer(cursor, self._look).write(tokens)
        else:
            self._fence = fence
            fence.begin(cursor, self._look)
            fence.grow(self.text)
        cursor.endEditBlock()

    def _cut(self) -> QTextCursor:
        """A cursor where the last block begins, with the block taken away."""
        if self._from == 0:
            return emptied(self._document, self._look)
        cursor = QTextCursor(self._document)
        cursor.setPosition(self._at)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockFormat(self._stays)
        cursor.block().setUserState(self._stays_state)
        return cursor

    def _add_plain(self, text: str) -> None:
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        if self._from >= 0:
            self._from = -1  # from here on it is shown as it is written
            cursor = emptied(self._document, self._look)
            write_lines(cursor, self.text, self._look)
        else:
            for number, line in enumerate(text.split("\n")):
                if number:
                    cursor.insertBlock()
                cursor.insertText(break_runs(line), self._look.text)
        cursor.endEditBlock()


class _OpenFence:
    """A code block whose end has not come: what is added to it is plain appends, colours come at its end."""

    def __init__(self, content: int, marker: str, language: str) -> None:
        self._content, self._language = content, language
        self._closing = re.compile(rf" {{0,3}}{re.escape(marker[0])}{{{len(marker)},}}[ \t]*", re.MULTILINE)
        self._shown = 0
        self._line = QTextBlockFormat()
        self._cursor = QTextCursor()
        self._code = QTextCharFormat()

    @classmethod
    def found(cls, start: int, tail: str, tokens: list[Token]) -> _OpenFence | None:
        """The open code block that begins with the tail at `start`, if there is one."""
        if len(tokens) != 1 or tokens[0].type != "fence" or not (opened := _FENCE.match(tail)):
            return None
        fence = cls(start + opened.end(), opened.group(1), tokens[0].info.strip().split(" ")[0])
        return None if fence._may_close(tail[opened.end() :]) else fence

    def begin(self, cursor: QTextCursor, look: Look) -> None:
        """Write the empty block."""
        writer = Writer(cursor, look)
        self._line = writer.begin_code(self._language)
        writer.end_code()
        self._cursor, self._code = cursor, look.code

    def grow(self, text: str) -> bool:
        """Append what came; False when the block may have ended and has to be read again."""
        line_start = text.rfind("\n", 0, self._content + self._shown) + 1
        if self._may_close(text[max(line_start, self._content) :]):
            return False
        shown = text[self._content :].removesuffix("\n")
        fresh, self._shown = shown[self._shown :], max(self._shown, len(shown))
        if not fresh:
            return True
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.beginEditBlock()
        for number, part in enumerate(fresh.split("\n")):
            if number:
                self._next_line()
            self._cursor.insertText(break_runs(part), self._code)
        self._cursor.endEditBlock()
        return True

    def _next_line(self) -> None:
        before = self._cursor.blockFormat()
        below = before.bottomMargin()
        before.setBottomMargin(0)
        self._cursor.setBlockFormat(before)
        line = QTextBlockFormat(self._line)
        line.setBottomMargin(below)
        line.clearProperty(Mark.FIRST)
        self._cursor.insertBlock(line, QTextCharFormat(self._code))

    def _may_close(self, lines: str) -> bool:
        return any(self._closing.fullmatch(line) for line in lines.split("\n"))


def _last_block(tokens: list[Token], tail: str) -> tuple[int, int]:
    """The index and the line of the last top-level block, if everything before it is there for good; else 0, 0.

    That is so once the first line of the last block has ended: until then it may still belong to the block before.
    """
    starts = [(index, token) for index, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
    if len(starts) < 2 or any(token.map is None for _index, token in starts):
        return 0, 0
    index, token = starts[-1]
    line = token.map[0] if token.map else 0
    return (index, line) if tail.count("\n") > line else (0, 0)


def _offset(text: str, line: int) -> int:
    at = 0
    for _each in range(line):
        at = text.index("\n", at) + 1
    return at
