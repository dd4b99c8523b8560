"""The text of a draft, to be written on: as high as it is long, with the variables marked that nobody has filled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from carrel.base.words import _
from carrel.desk.filling import VARIABLE
from carrel.ui.theme import Theme
from carrel.ui.widgets.writing_box import WritingBox

_LEAST, _MOST = 5, 18
"""Lines that are seen at once."""

_AROUND = 32
"""Pixels of the frame, the room within it and the margin of the text."""


class DraftText(WritingBox):
    """A new text comes in as one step that Undo takes back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("draftText")
        self.setAccessibleName(_("The draft"))
        self.setProperty("kind", "lines")
        self.setAcceptDrops(False)
        self.needs_ctrl = True
        self.textChanged.connect(self._look)
        theme.changed.connect(self._look)

    def fit(self) -> None:
        """Take the height of the text, within what is seen at once."""
        lines = lines_of(self, _MOST + 1)
        self.setFixedHeight(max(_LEAST, min(_MOST, lines)) * self.fontMetrics().lineSpacing() + _AROUND)
        more = lines > _MOST
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def put(self, text: str) -> None:
        """Begin anew with this text; nobody is told."""
        super().put(text)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._look()

    def replace(self, text: str) -> None:
        """Let this stand in place of all that stands there."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def insert(self, text: str) -> None:
        """Put this where the cursor is, apart from what stands there."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        said, first, last = self.toPlainText(), cursor.selectionStart(), cursor.selectionEnd()
        above = "\n\n" if said[:first].strip() and not said[:first].endswith("\n\n") else ""
        below = "\n\n" if said[last:].strip() and not said[last:].startswith("\n\n") else ""
        cursor.insertText(above + text + below)
        cursor.endEditBlock()
        self.ensureCursorVisible()

    def _look(self) -> None:
        self.fit()
        marks = []
        for found in VARIABLE.finditer(self.toPlainText()):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(_units(self.toPlainText()[: found.start()]))
            mark.cursor.setPosition(_units(self.toPlainText()[: found.end()]), QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setBackground(self._theme.colour("mark"))
            look.setForeground(self._theme.colour("on_mark"))
            look.setFontUnderline(True)
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)


def lines_of(box: QPlainTextEdit, most: int) -> int:
    """How many lines a text takes in its width, at most so many: Qt lays out only what comes in sight."""
    count = 0
    block = box.document().begin()
    while block.isValid() and count < most:
        box.document().documentLayout().blockBoundingRect(block)
        count += max(1, block.layout().lineCount())
        block = block.next()
    return min(count, most)


def _units(text: str) -> int:
    """How long Qt finds this text, which counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
