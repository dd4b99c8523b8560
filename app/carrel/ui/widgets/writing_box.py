"""The box itself: a text that is typed, pasted and undone, and that no paste can freeze."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from carrel.base.text import MOST_BYTES, cap, clean
from carrel.base.words import _

LONG_PASTE = 4_000  # characters from which on a pasted text could be an attachment
_MOST_LINES = 8
_LONGEST_LINE = 5_000
_LONG_LINE = re.compile(rf"[^\n]{{{_LONGEST_LINE}}}(?=[^\n])")
_HELD = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


def files_in(data: QMimeData) -> list[Path]:
    """The files that a drag or the clipboard names; what is not on this computer has an empty path."""
    return [Path(url.toLocalFile()) for url in data.urls()] if data.hasUrls() else []


class WritingBox(QPlainTextEdit):
    """Enter sends and Shift+Enter begins a line, or as `needs_ctrl` has it.

    told: a sentence about a paste. files_given: paths that were pasted. long_pasted: a text that could be attached.
    edit_last_requested: Up, in an empty box.
    """

    send_requested = Signal()
    focus_changed = Signal(bool)
    told = Signal(str)
    files_given = Signal(object)
    long_pasted = Signal()
    edit_last_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("composerText")
        self.setAccessibleName(_("Your message"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(4)
        self.viewport().setAutoFillBackground(False)
        self.setBackgroundRole(QPalette.ColorRole.NoRole)
        self.needs_ctrl = False
        self._composing = False
        self._pasted, self._before_paste = QTextCursor(), ("", "")  # where it stands; as it came, and as it was put in

    def fit(self) -> None:
        """Take the height of the text, at most eight lines."""
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + 12
        self.setFixedHeight(height)
        more = self.document().size().height() > _MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may be another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def put(self, text: str) -> None:
        """Begin anew with this text, the cursor at its end; nobody is told that it changed."""
        self.blockSignals(True)
        self.setPlainText(_short_lines(text)[0])
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.blockSignals(False)

    def pasted(self) -> str:
        """The long text that was pasted last, as it came or as it was changed since; empty when there is none."""
        came, put_in = self._before_paste
        found = self._pasted.selectedText().replace("\u2029", "\n")
        return came if found == put_in else found

    def drop_pasted(self) -> None:
        """Take that text out of the box; Undo brings it back."""
        self._pasted.removeSelectedText()
        self._pasted, self._before_paste = QTextCursor(), ("", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends or begins a line, unless a word is being composed by an input method."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._composing:
            ctrl, held = bool(event.modifiers() & _CTRL), bool(event.modifiers() & _HELD)
            if ctrl or not (held or self.needs_ctrl):
                self.send_requested.emit()
            else:
                self.textCursor().insertText("\n")
                self.ensureCursorVisible()
        elif event.key() == Qt.Key.Key_Up and not event.modifiers() & (_HELD | _CTRL) and self.document().isEmpty():
            self.edit_last_requested.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a word is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, and files to attach."""
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text, as much of it as one message may hold; files are for attaching."""
        if files := files_in(source):
            self.files_given.emit(files)
            return
        came = clean(source.text())
        room = MOST_BYTES - len(self.toPlainText().encode("utf-8", "replace"))
        text, cut = cap(came, max(0, room))
        text, broken = _short_lines(text)
        self._insert(came, text)
        if cut:
            self.told.emit(_("The text was too long for one message, so only its beginning was pasted."))
        elif broken:
            self.told.emit(_("Very long lines were broken so that they can be shown."))
        if len(came) > LONG_PASTE:
            self.long_pasted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are dropped on the pane around it."""
        event.ignore() if event.mimeData().hasUrls() else super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Files are dropped on the pane around it."""
        event.ignore() if event.mimeData().hasUrls() else super().dragMoveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame around the box shows the focus."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame around the box shows the focus."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def _insert(self, came: str, text: str) -> None:
        """Put the text where the cursor is, as one step that Undo takes back, and remember where a long one stands."""
        cursor = self.textCursor()
        start = cursor.selectionStart()
        cursor.beginEditBlock()  # what was typed before it is a step of its own
        cursor.insertText(text)
        cursor.endEditBlock()
        end = cursor.position()
        self.ensureCursorVisible()
        if len(came) > LONG_PASTE:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setKeepPositionOnInsert(True)
            self._pasted, self._before_paste = cursor, (came, text)


def _short_lines(text: str) -> tuple[str, bool]:
    """The text with very long lines broken, and whether there were any: Qt needs minutes to wrap a line of 1 MB."""
    broken = _LONG_LINE.sub(lambda line: line.group() + "\n", text)
    return broken, broken != text
