"""A long text to read exactly as it is: never rich, laid out fast whatever it holds, and searched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from carrel.ui.render.lines import SEAM
from carrel.ui.theme import Theme

_LONGEST = 1_000
"""Characters after which a line is cut for Qt, with a seam that is taken out again when text is copied."""


class PlainText(QPlainTextEdit):
    """Shows a text; places in it are told in characters of the text itself."""

    def __init__(self, theme: Theme, *, code: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._places: dict[int, int] = {}
        self.setObjectName("plainText")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(theme.font("type_code" if code else "type_body", code=code))
        self.setUndoRedoEnabled(False)

    def show_text(self, text: str, places: Sequence[int] = ()) -> None:
        """Show the whole text; places are the ones that will be gone to or tinted."""
        ordered = sorted({0, *places, len(text)})
        pieces, column, at = [], 0, 0
        self._places = {0: 0}
        for start, end in pairwise(ordered):
            piece, column = _cut(text[start:end], column)
            pieces.append(piece)
            at += len(piece.encode("utf-16-le", "surrogatepass")) // 2  # what Qt counts
            self._places[end] = at
        self.setPlainText("".join(pieces))

    def go_to(self, place: int) -> None:
        """Bring a place into view, at the top where there is room below."""
        self.moveCursor(QTextCursor.MoveOperation.End)
        cursor = self.textCursor()
        cursor.setPosition(self._places[place])
        self.setTextCursor(cursor)

    def tint(self, ranges: Sequence[tuple[int, int]], colour: str) -> None:
        """Give these parts of the text another ground; others keep theirs."""
        made = self.extraSelections()
        for start, end in ranges:
            one = QTextEdit.ExtraSelection()
            one.cursor = self.textCursor()
            one.cursor.setPosition(self._places[start])
            one.cursor.setPosition(self._places[end], QTextCursor.MoveMode.KeepAnchor)
            one.format.setBackground(self._theme.colour(colour))
            made.append(one)
        self.setExtraSelections(made)

    def embolden(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Write these parts of the text in bold letters."""
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        for start, end in ranges:
            cursor = self.textCursor()
            cursor.setPosition(self._places[start])
            cursor.setPosition(self._places[end], QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(bold)

    def seek(self, words: str, *, backwards: bool = False) -> bool:
        """Select the next place with these words, from the other end when there is none; False when there is none."""
        flag = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
        if not words:
            return False
        if self.find(words, flag):
            return True
        before = self.textCursor()
        self.moveCursor(QTextCursor.MoveOperation.End if backwards else QTextCursor.MoveOperation.Start)
        if self.find(words, flag):
            return True
        self.setTextCursor(before)
        return False

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the text itself, without the seams."""
        data = QMimeData()
        text = self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
        data.setText(text.replace(f"{SEAM}\n", ""))
        return data


def _cut(text: str, column: int) -> tuple[str, int]:
    """The text with long lines cut, when its first line begins at this column; and the column where it ends."""
    made: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append("\n")
            column = 0
        while column + len(line) > _LONGEST:
            room = _LONGEST - column
            made.append(f"{line[:room]}{SEAM}\n")
            line, column = line[room:], 0  # noqa: PLW2901 - the rest of the same line
        made.append(line)
        column += len(line)
    return "".join(made), column
