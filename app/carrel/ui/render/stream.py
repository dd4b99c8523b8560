"""A text that is still growing: only its last block is written again at each step."""

from __future__ import annotations

import re

from markdown_it.token import Token
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument

from carrel.base.text import clean
from carrel.ui.render.blocks import Writer, emptied, write_lines, write_markdown
from carrel.ui.render.fence import OpenFence
from carrel.ui.render.inline import Count
from carrel.ui.render.lines import MOST_LINES, break_runs
from carrel.ui.render.look import Look
from carrel.ui.render.markdown import is_beyond, read

_HALVES = re.compile("[\r\ud800-\udbff]")  # what comes next decides what these are


class Stream:
    """Shows a growing Markdown text in a document; after `finish` it looks as if it was written in one go.

    raw: what came, to the letter. text: the same, clean, without what may still change with the next letter.
    """

    def __init__(self, document: QTextDocument, look: Look, text: str = "") -> None:
        self._document, self._look = document, look
        self.raw = self.text = ""
        self._held = ""  # the first half of something
        self._from = 0  # where in the text the last block begins; below 0 when all is shown as it is written
        self._line = 0  # in which line of the text that is
        self._formulas = 0  # how many formulas there are before it
        self._at = 0  # where in the document what stays ends
        self._stays = QTextBlockFormat()
        self._stays_state = -1
        self._fence: OpenFence | None = None
        emptied(document, look)
        if text:
            self.add(text)

    @property
    def settled(self) -> int:
        """The number of the first block of the document that may still change."""
        return self._document.findBlock(self._at).blockNumber() if self._from > 0 else 0

    def add(self, text: str) -> None:
        """Show more of the text."""
        self.raw += text
        text = self._held + text.replace("\x00", "")  # which would hide what a carriage return belongs to
        self._held = text[-1:] if _HALVES.match(text[-1:]) else ""
        self._add(clean(text[: len(text) - len(self._held)]))

    def finish(self) -> None:
        """Show the last block as it is for good."""
        held, self._held = self._held, ""
        if held:
            self._add(clean(held))
        if "]:" in self.text or is_beyond(self.text):
            write_markdown(self._document, self.text, self._look)  # an address may be defined after its use
            return
        if (tokens := read(self.text[self._from :])) is None:
            write_markdown(self._document, self.text, self._look)
        else:
            self._fence = None
            cursor = self._cut()
            cursor.beginEditBlock()
            self._writer(cursor).write(tokens)
            cursor.endEditBlock()

    def _add(self, text: str) -> None:
        self.text += text
        if self._fence is not None and self._fence.grow(self.text):
            return
        self._fence = None
        if self._from < 0 or is_beyond(self.text):
            self._add_plain(text)
            return
        tail = self.text[self._from :]
        tokens = read(tail, growing=True)
        if tokens is None:
            write_markdown(self._document, self.text, self._look)
            self._from = self._at = self._line = self._formulas = 0
        else:
            self._rewrite(tail, tokens)

    def _rewrite(self, tail: str, tokens: list[Token]) -> None:
        cursor = self._cut()
        cursor.beginEditBlock()
        split, line = _last_block(tokens, tail)
        if split:
            count = Count(self._formulas)
            Writer(cursor, self._look, self._line, count).write(tokens[:split])
            self._from += _offset(tail, line)
            self._line, self._formulas = self._line + line, count.formulas
            self._at = cursor.position()
            self._stays, self._stays_state = cursor.blockFormat(), cursor.block().userState()
            tail, tokens = self.text[self._from :], tokens[split:]
        fence = OpenFence.found(self._from, tail, tokens)
        if fence is None:
            self._writer(cursor, line).write(tokens)
        else:
            self._fence = fence
            fence.begin(cursor, self._look, self._line)
            fence.grow(self.text)
        cursor.endEditBlock()

    def _writer(self, cursor: QTextCursor, read_from: int = 0) -> Writer:
        """A writer for the last block; read_from: the line of it at which the tokens' lines begin to count."""
        return Writer(cursor, self._look, self._line - read_from, Count(self._formulas))

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
        if self._from >= 0 or text.count("\n") > MOST_LINES:
            self._from = -1
            cursor = emptied(self._document, self._look)
            write_lines(cursor, self.text, self._look)
        else:
            for number, line in enumerate(text.split("\n")):
                if number:
                    cursor.insertBlock()
                cursor.insertText(break_runs(line), self._look.text)
        cursor.endEditBlock()


def _last_block(tokens: list[Token], tail: str) -> tuple[int, int]:
    """The index and the line of the last top-level block, if everything before it is there for good; else 0, 0.

    That is so once the first line of the last block has ended: until then it may still belong to the block before.
    A formula may do so until all of its lines have ended, unless an empty line stands before it.
    """
    starts = [(index, token) for index, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
    if len(starts) < 2 or any(token.map is None for _index, token in starts):
        return 0, 0
    index, token = starts[-1]
    line, after = token.map if token.map else (0, 0)
    ended = line + 1
    if token.type.startswith("math_block"):
        lines = tail.split("\n", line + 1)
        is_apart = not lines[line - 1].strip()
        ended = line + 1 if is_apart else after + (token.type == "math_block_open")
    return (index, line) if tail.count("\n") >= ended else (0, 0)


def _offset(text: str, line: int) -> int:
    at = 0
    for _each in range(line):
        at = text.index("\n", at) + 1
    return at
