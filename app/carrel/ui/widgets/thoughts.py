"""What a model thought before it answered, folded away."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QStyle, QWidget

from carrel.base.words import _, counted
from carrel.ui.theme import Theme
from carrel.ui.widgets.body import Body
from carrel.ui.widgets.message_tools import Shown
from carrel.ui.widgets.parts import button


class Thoughts(QWidget):
    """A line to unfold. grown: its height changes."""

    grown = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("thoughts")
        self._theme = theme
        self._text = ""
        self._fold = button("", "fold", "reasoningFold")
        self._fold.setCheckable(True)
        self._fold.setAccessibleDescription(_("Show or hide what the model thought"))
        self._fold.toggled.connect(self._toggle)
        self.body = Body(theme, "reasoningBody", "text_muted")
        self.body.setAccessibleName(_("What the model thought"))
        self.body.hide()
        for part in (self._fold, self.body):
            part.setParent(self)

    def fold(self) -> None:
        """Fold it away."""
        self._fold.setChecked(False)

    def show_for(self, shown: Shown, *, writing: bool) -> None:
        """Stand for the thoughts of this reply; hidden where there are none."""
        self._text = shown.message.reasoning
        words = _words(shown, writing=writing)
        self._fold.setText(words)
        self._fold.setAccessibleName(words)
        self.setVisible(bool(self._text))
        if self._fold.isChecked():
            self.body.show_text(self._text, markdown=False)

    def controls(self) -> list[QWidget]:
        """What the Tab key meets here."""
        return [self._fold, self.body]

    def arrange(self, width: int) -> int:
        """Lay it out in this width; the height it takes."""
        room = QRect(0, 0, width, 0)
        size = self._fold.sizeHint()
        line = QRect(0, 0, min(size.width(), width), size.height())
        self._fold.setGeometry(QStyle.visualRect(self.layoutDirection(), room, line))
        if self.body.isHidden():
            return size.height()
        inset, top = self._theme.size("space_large"), size.height() + self._theme.size("space_tight")
        height = self.body.arrange(width - inset)
        area = QRect(inset, top, width - inset, height)
        self.body.setGeometry(QStyle.visualRect(self.layoutDirection(), room, area))
        self.body.verticalScrollBar().setValue(0)
        return top + height

    def _toggle(self) -> None:
        self.body.setVisible(self._fold.isChecked())
        if self._fold.isChecked():
            self.body.show_text(self._text, markdown=False)
        self.grown.emit()


def _words(shown: Shown, *, writing: bool) -> str:
    """How long it thought, where that was measured."""
    if writing and not shown.message.text:
        return _("Thinking…")
    if shown.thought:
        return counted("Thought for one second", "Thought for {count} seconds", shown.thought)
    return _("What the model thought")
