"""The box a person writes in: it grows with the text, sends, and stops what is being answered."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from carrel.base.text import MOST_BYTES, cap, clean
from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, label, restyle

_MOST_LINES = 8
_LONG = 8_000  # characters from which on the length is shown
_LONGEST_LINE = 5_000
_LONG_LINE = re.compile(rf"[^\n]{{{_LONGEST_LINE}}}(?=[^\n])")


class Composer(QWidget):
    """sent: the text of a turn. stop_requested: end the answer. changed: the draft. told: a sentence about a paste."""

    sent = Signal(str)
    stop_requested = Signal()
    changed = Signal(str)
    told = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("composer")
        self._theme = theme
        self._answering = False
        self._seen_by = label(role="tiny", name="whoSees")
        self._seen_by.setText(_("Only you see this chat. It stays on this computer."))
        self._count = label(role="tiny", name="lengthCount")
        self.text = _Text()
        self.text.setPlaceholderText(_("Ask anything"))
        self.action = IconButton(theme, "send", _("Send"), kind="send", name="sendButton")
        self.action.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._frame = QFrame()
        self._frame.setObjectName("composerFrame")
        self._lay_out()
        self.text.textChanged.connect(self._text_changed)
        self.text.send_requested.connect(self._press_enter)
        self.text.focus_changed.connect(self._show_focus)
        self.text.told.connect(self.told)
        self.action.clicked.connect(self._press)
        theme.changed.connect(self._fit)
        self._offer()

    def _lay_out(self) -> None:
        theme = self._theme
        inner = QHBoxLayout(self._frame)
        pad = theme.size("space_small")
        inner.setContentsMargins(pad + 4, pad, pad, pad)
        inner.addWidget(self.text, 1)
        inner.addWidget(self.action, 0, Qt.AlignmentFlag.AlignBottom)
        above = QHBoxLayout()
        above.setContentsMargins(pad, 0, pad, 0)
        above.addWidget(self._seen_by)
        above.addStretch()
        above.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_tight"))
        column.addLayout(above)
        column.addWidget(self._frame)
        self._fit()

    def draft(self) -> str:
        """What is written now."""
        return self.text.toPlainText()

    def set_draft(self, text: str) -> None:
        """Put a text into the box, without telling that it changed."""
        self.text.blockSignals(True)
        self.text.setPlainText(_short_lines(text)[0])
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.blockSignals(False)
        self._fit()
        self._offer()

    def set_answering(self, answering: bool) -> None:
        """Become a stop button while an answer is written."""
        self._answering = answering
        self._offer()

    def changeEvent(self, event: QEvent) -> None:
        """Another font is another height."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_frame"):
            self._fit()

    def _text_changed(self) -> None:
        self._fit()
        self._offer()
        self.changed.emit(self.draft())

    def _fit(self) -> None:
        self.text.fit()
        edge = self._theme.size("size_control")
        self.action.setFixedSize(edge, edge)

    def _offer(self) -> None:
        written = self.draft().strip()
        if self._answering:
            self.action.draw("stop", "on_accent")
            self.action.say(_("Stop"), "Esc")
            self.action.setEnabled(True)
        else:
            self.action.draw("send", "on_accent")
            self.action.say(_("Send"), "Enter")
            self.action.setEnabled(bool(written))
        size = len(written)
        self._count.setText(_("{count} characters").format(count=f"{size:,}") if size > _LONG else "")

    def _press(self) -> None:
        if self._answering:
            self.stop_requested.emit()
        else:
            self._press_enter()

    def _press_enter(self) -> None:
        written = self.draft()
        if not self._answering and written.strip():
            self.sent.emit(written)

    def _show_focus(self, focused: bool) -> None:
        self._frame.setProperty("focused", focused)
        restyle(self._frame)


class _Text(QPlainTextEdit):
    """The text itself: Enter sends, Shift+Enter begins a line, and no paste can freeze the window."""

    send_requested = Signal()
    focus_changed = Signal(bool)
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("composerText")
        self.setAccessibleName(_("Your message"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(4)
        self.viewport().setAutoFillBackground(False)
        self.setBackgroundRole(QPalette.ColorRole.NoRole)
        self._composing = False

    def fit(self) -> None:
        """Take the height of the text, at most eight lines."""
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + 12
        self.setFixedHeight(height)
        more = self.document().size().height() > _MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends, unless a word is being composed by an input method."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        held = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
        if enter and not held and not self._composing:
            self.send_requested.emit()
        elif enter and held:
            self.textCursor().insertText("\n")
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether a word is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text, as much of it as one message may hold."""
        room = MOST_BYTES - len(self.toPlainText().encode("utf-8", "replace"))
        text, cut = cap(clean(source.text()), max(0, room))
        text, broken = _short_lines(text)
        self.textCursor().insertText(text)
        self.ensureCursorVisible()
        if cut:
            self.told.emit(_("The text was too long for one message, so only its beginning was pasted."))
        elif broken:
            self.told.emit(_("Very long lines were broken so that they can be shown."))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame around the box shows the focus."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame around the box shows the focus."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)


def _short_lines(text: str) -> tuple[str, bool]:
    """The text with very long lines broken, and whether there were any: Qt needs minutes to wrap a line of 1 MB."""
    broken = _LONG_LINE.sub(lambda line: line.group() + "\n", text)
    return broken, broken != text
