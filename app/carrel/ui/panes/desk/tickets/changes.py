"""Shows a text in other words before it is taken: what is new in it is marked, what went is struck through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

Change = Literal["same", "new", "gone"]
_PIECE = re.compile(r"\s+|[^\s]+")
_MOST_LINES = 14
_MOST_PIECES = 3_000


def changes(before: str, after: str) -> Iterator[tuple[Change, str]]:
    """The pieces of both texts in the order in which they are read; of longer texts only what is new."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if len(old) + len(new) > _MOST_PIECES:
        yield "new", after
        return
    for kind, first, last, other, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(new[other:end])
            continue
        if gone := "".join(old[first:last]):
            yield "gone", gone
        if came := "".join(new[other:end]):
            yield "new", came


class ChangesBox(QPlainTextEdit):
    """Both texts in one, to be read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rewordedText")
        self.setAccessibleName(_("How it would read"))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setProperty("kind", "lines")
        self._theme = theme

    def show_changes(self, before: str, after: str, *, is_other: bool) -> None:
        """Show what changed; is_other: in another language all did, so only the new text is shown."""
        self.clear()
        cursor = self.textCursor()
        for kind, piece in [("same", after)] if is_other else changes(before, after):
            cursor.insertText(piece, self._look(kind))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setAccessibleDescription(after)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = max(2, min(_MOST_LINES, round(self.document().size().height()) + 1))
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height())

    def _look(self, kind: str) -> QTextCharFormat:
        look = QTextCharFormat()
        if kind == "new":
            look.setBackground(self._theme.colour("mark"))
            look.setForeground(self._theme.colour("on_mark"))
            look.setFontUnderline(True)
        elif kind == "gone":
            look.setForeground(self._theme.colour("text_muted"))
            look.setFontStrikeOut(True)
        return look


class RewordedSheet(QFrame):
    """taken: the text, to stand in place of the draft. left: it is not wanted."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("reworded")
        self.setProperty("kind", "sheet")
        self.setProperty("tone", "solution")
        self._theme, self._text = theme, ""
        self.title = label("", "strong", wrap=True, name="rewordedTitle")
        self.box = ChangesBox(theme)
        self.take = button(_("Use this"), "primary", "takeReworded")
        self.leave = button(_("Leave it as it was"), "outline", "leaveReworded")
        acts = Flow(theme.size("space_small"))
        for act in (self.take, self.leave):
            acts.addWidget(act)
        self._column = QVBoxLayout(self)
        for part in (self.title, self.box):
            self._column.addWidget(part)
        self._column.addLayout(acts)
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self._leave)
        theme.changed.connect(self._measure)
        self._measure()
        self.hide()

    def show_reworded(self, title: str, before: str, after: str, *, is_other: bool = False) -> None:
        """Show how it would read; title: what was asked for."""
        self._text = after
        self.title.setText(title)
        self.show()
        self.box.show_changes(before, after, is_other=is_other)
        self.take.setFocus()

    def _take(self) -> None:
        self.hide()
        self.taken.emit(self._text)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _measure(self) -> None:
        pad = self._theme.size("space_medium")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(self._theme.size("space_small"))
