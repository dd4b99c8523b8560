"""The text of one piece of a document: it can be read, searched, copied and asked about, and a sentence lit in it."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu

from carrel.base.words import _
from carrel.ui.render.look import Look
from carrel.ui.render.quoting import as_read, quote_in, which_of
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body

_CTRL = Qt.KeyboardModifier.ControlModifier


class LitBody(Body):
    """ask_requested: ask about what is selected here. caret_moved: where the caret has been moved to by a key."""

    ask_requested = Signal()
    caret_moved = Signal(QRect)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "readerBody")
        self._lit: list[QTextCursor] = []
        self._raw = ""
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextBrowserInteraction | flags.TextSelectableByKeyboard)
        self.verticalScrollBar().rangeChanged.connect(self._stay_at_top)

    def show_piece(self, text: str, *, markdown: bool) -> None:
        """Show the piece; nothing in it is lit."""
        self._lit, self._raw = [], text
        self.show_text(text, markdown=markdown)

    def show_code(self, code: str, language: str) -> None:
        """Show the piece as code in its colours."""
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
        self._lit, self._raw = [], code
        lines = code.rstrip("\n")
        self.show_text(f"{fence}{language}\n{lines}\n{fence}", markdown=True)

    def light(self, first: int, last: int) -> bool:
        """Light a span of the piece's text as well; False when it cannot be found in what is laid out."""
        quote = self._raw[first:last]
        spellings = (quote, as_read(quote, Look(self._theme)))
        found = quote_in(self.document(), spellings, which_of(self._raw, quote, first))
        if found is not None:
            self._lit.append(found)
            self.clear_found()
        return found is not None

    def lit_areas(self) -> list[QRect]:
        """Where each lit sentence is in this widget."""
        return [self._area(cursor) for cursor in self._lit]

    def lit_words(self, number: int) -> str:
        """The words of a lit sentence, as they are read; the reading cursor goes to its beginning."""
        cursor = QTextCursor(self._lit[number])
        words = cursor.selectedText().replace("\u2029", " ").replace("\u2028", " ")
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)
        return words

    def selected(self) -> str:
        """What is selected, as it would be copied; empty for nothing."""
        return self.createMimeDataFromSelection().text() if self.textCursor().hasSelection() else ""

    def select_nothing(self) -> None:
        """Something was selected elsewhere."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def menu_at(self, point: QPoint) -> QMenu:
        """Asking about what is selected is in the menu too."""
        menu = super().menu_at(point)
        ask = menu.addAction(_("Ask about this"), self.ask_requested.emit)
        ask.setEnabled(self.textCursor().hasSelection())
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys move the caret while there is room in this piece; the rest is for the document around it."""
        to_an_end = event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and event.modifiers() & _CTRL
        if to_an_end or event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Space}:
            event.ignore()
            return
        before = self.textCursor().position()
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self.textCursor().position() == before:
            event.ignore()
        elif self.textCursor().position() != before:
            self.caret_moved.emit(self.cursorRect())

    def _stay_at_top(self) -> None:
        """The document around it scrolls, and never this."""
        self.verticalScrollBar().setRange(0, 0)

    def _area(self, cursor: QTextCursor) -> QRect:
        end = QTextCursor(cursor)
        end.setPosition(cursor.selectionEnd())
        start = QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        return self.cursorRect(start).united(self.cursorRect(end))

    def _standing_marks(self) -> list[tuple[QTextCursor, QTextCharFormat]]:
        form = QTextCharFormat()
        form.setBackground(self._theme.colour("mark"))
        form.setForeground(self._theme.colour("on_mark"))
        return [(cursor, form) for cursor in self._lit]
