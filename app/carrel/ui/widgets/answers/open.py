"""Answering in one's own sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from carrel.assessment.attempts.showing import Shown
from carrel.assessment.marking.answers import as_text
from carrel.assessment.model import Answer
from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.answers.answer import AnswerWidget
from carrel.ui.widgets.parts import label, restyle
from carrel.ui.widgets.writing_box import WritingBox

_FEWEST_LINES = 4


class OpenAnswer(AnswerWidget):
    """A box as the one for messages: Enter answers, Shift+Enter begins a line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.box = WritingBox()
        self.box.setObjectName("answerBox")
        self.box.setAccessibleName(_("Your answer"))
        self.box.setPlaceholderText(_("In your own words"))
        self.box.setAcceptDrops(False)
        self._frame = QFrame()
        self._frame.setObjectName("composerFrame")
        self._inner = QVBoxLayout(self._frame)
        self._inner.addWidget(self.box)
        self._note = label(_("Enter checks your answer, Shift+Enter begins a line."), "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._frame)
        self._column.addWidget(self._note)
        self.box.textChanged.connect(self._typed)
        self.box.send_requested.connect(self.submitted)
        self.box.focus_changed.connect(self._show_focus)
        theme.changed.connect(self._measure)
        self._measure()

    def show_item(self, item: Shown) -> None:
        """There is nothing to show: the question says what to write."""

    def value(self) -> Answer:
        """What is written."""
        return self.box.toPlainText()

    def put(self, value: Answer) -> None:
        """Write this."""
        self.box.put(as_text(value))
        self._fit()

    def take_focus(self) -> None:
        """The box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        self._fit()

    def _typed(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        self.box.fit()
        least = _FEWEST_LINES * self.box.fontMetrics().lineSpacing() + 12
        if self.box.height() < least:
            self.box.setFixedHeight(least)

    def _show_focus(self, focused: bool) -> None:
        self._frame.setProperty("focused", focused)
        restyle(self._frame)

    def _measure(self) -> None:
        pad = self._theme.size("space_small")
        self._inner.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(self._theme.size("space_tight"))
        self._fit()
