"""A code block whose end has not come: it grows by what is added, without being written again."""

from __future__ import annotations

import re

from markdown_it.token import Token
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor

from carrel.ui.render.blocks import Writer
from carrel.ui.render.lines import break_runs
from carrel.ui.render.look import Look
from carrel.ui.render.marks import Mark

_FENCE = re.compile(r"(`{3,}+|~{3,}+)[^\n]*+\n")


class OpenFence:
    """A code block whose end has not come: what is added to it is plain appends, colours come at its end."""

    def __init__(self, content: int, marker: str, language: str) -> None:
        self._content, self._language = content, language
        self._closing = re.compile(rf" {{0,3}}{re.escape(marker[0])}{{{len(marker)},}}[ \t]*", re.MULTILINE)
        self._shown = 0
        self._line = QTextBlockFormat()
        self._cursor = QTextCursor()
        self._code = QTextCharFormat()

    @classmethod
    def found(cls, start: int, tail: str, tokens: list[Token]) -> OpenFence | None:
        """The open code block that begins with the tail at `start`, if there is one."""
        if len(tokens) != 1 or tokens[0].type != "fence" or not (opened := _FENCE.match(tail)):
            return None
        fence = cls(start + opened.end(), opened.group(1), tokens[0].info.strip().split(" ")[0])
        return None if fence._may_close(tail[opened.end() :]) else fence

    def begin(self, cursor: QTextCursor, look: Look, at_line: int) -> None:
        """Write the empty block, which comes from this line of the text and all after it."""
        writer = Writer(cursor, look, lines=f"{at_line}:")
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
