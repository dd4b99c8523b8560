"""The box in which a piece of work is written: it tells what is pasted from what is typed."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit

from carrel.base.text import clean
from carrel.base.words import _
from carrel.records.model import MOST_CHARACTERS, Pasted
from carrel.ui.panes.joined.keeping import pasted_from

_MOST_CUT = 20


class Paper(QPlainTextEdit):
    """typed: the text, changed by typing. pasted: the text, and a Pasted. told: a sentence about a paste."""

    typed = Signal(str)
    pasted = Signal(str, object)
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.setAccessibleName(_("Your text"))
        self.setPlaceholderText(_("Write here. Everything is kept while you write."))
        self.setTabChangesFocus(True)
        self._pasting = False
        self._cut: list[str] = []
        self.textChanged.connect(self._changed)

    def put(self, text: str) -> None:
        """Begin with this text; nobody is told that it changed."""
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._cut = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is cut out may come back in another place."""
        if event.matches(QKeySequence.StandardKey.Cut):
            chosen = self.textCursor().selectedText().replace("\u2029", "\n")
            self._cut = [*self._cut, chosen][-_MOST_CUT:] if chosen else self._cut
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()  # for the page around it
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text, as much of it as a piece of work may hold."""
        before = self.toPlainText()
        room = max(0, MOST_CHARACTERS - len(before))
        came = clean(source.text())
        text = came[:room]
        if len(came) > room:
            self.told.emit(_("The text was too long for one piece of work, so only its beginning was pasted."))
        if not text:
            return
        paste: Pasted = pasted_from(before, text, self._cut)
        self._pasting = True
        cursor = self.textCursor()
        cursor.beginEditBlock()  # what was typed before it is a step of its own
        cursor.insertText(text)
        cursor.endEditBlock()
        self._pasting = False
        self.ensureCursorVisible()
        self.pasted.emit(self.toPlainText(), paste)

    def _changed(self) -> None:
        if not self._pasting:
            self.typed.emit(self.toPlainText())
