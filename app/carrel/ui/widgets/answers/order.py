"""Putting steps in their order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from carrel.assessment.attempts.showing import Shown
from carrel.assessment.marking.answers import as_list
from carrel.assessment.model import Answer
from carrel.base.words import _
from carrel.ui.notices import announce
from carrel.ui.theme import Theme
from carrel.ui.widgets.answers.answer import AnswerWidget
from carrel.ui.widgets.parts import IconButton, label
from carrel.ui.widgets.passage import Passage

_BY = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ALT = Qt.KeyboardModifier.AltModifier


class OrderAnswer(AnswerWidget):
    """A card for each step: Alt with the arrow keys moves it, and so do the arrow keys once it was lifted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.steps: list[_Step] = []
        self._touched = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._measure)

    def show_item(self, item: Shown) -> None:
        """Show the steps in the order in which they come."""
        for text in item.steps:
            step = _Step(self._theme, text)
            step.move_requested.connect(self._move)
            step.go_requested.connect(self._go)
            self.steps.append(step)
            self._column.addWidget(step)
        note = label(_("Move a step with its arrows, or with Alt and the arrow keys."), "muted", wrap=True)
        self._column.addWidget(note)
        self._number()
        self._measure()

    def value(self) -> Answer:
        """The steps as they stand."""
        return tuple(step.text_of_step for step in self.steps)

    def put(self, value: Answer) -> None:
        """Let the steps stand in this order, as far as they are these steps."""
        wanted = as_list(value, len(self.steps))
        if sorted(wanted) == sorted(step.text_of_step for step in self.steps):
            left = list(self.steps)
            self.steps = []
            for text in wanted:
                self.steps.append(left.pop(next(n for n, step in enumerate(left) if step.text_of_step == text)))
            self._place()

    def take_focus(self) -> None:
        """The first step."""
        self.steps[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, step: _Step, by: int) -> None:
        place = self.steps.index(step) + by
        if 0 <= place < len(self.steps):
            self.steps[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, step: _Step, by: int) -> None:
        place = self.steps.index(step)
        if not 0 <= place + by < len(self.steps):
            return
        self.steps.insert(place + by, self.steps.pop(place))
        self._place()
        step.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(step, _("Now number {number} of {all}").format(number=place + by + 1, all=len(self.steps)))
        self.changed.emit()

    def _place(self) -> None:
        for place, step in enumerate(self.steps):
            self._column.insertWidget(place, step)
        for before, after in zip(self.steps, self.steps[1:], strict=False):
            self.setTabOrder(before, after)
        self._number()

    def _number(self) -> None:
        for place, step in enumerate(self.steps):
            step.show_place(place, len(self.steps))

    def _measure(self) -> None:
        self._column.setSpacing(self._theme.size("space_small"))


class _Step(QPushButton):
    """move_requested: itself, and how far. go_requested: another step gets the focus. Pressed, it is lifted."""

    move_requested = Signal(object, int)
    go_requested = Signal(object, int)

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self.setObjectName("orderStep")
        self.setProperty("kind", "answer")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self._theme = theme
        self.text_of_step = text
        self._number = label("", "keys", name="cardKey")
        self._passage = Passage(theme, "cardText", still=True)
        self._passage.show_text(text)
        self.up = IconButton(theme, "chevron-up", _("Move up"), name="moveUp")
        self.down = IconButton(theme, "chevron-down", _("Move down"), name="moveDown")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._passage, 1)
        for arrow, by in ((self.up, -1), (self.down, 1)):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys do it from the keyboard
            arrow.clicked.connect(lambda _on=False, by=by: self.move_requested.emit(self, by))
            self._row.addWidget(arrow)
        self._number.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleDescription(_("Press Space to lift it, then move it with the arrow keys."))
        theme.changed.connect(self._measure)
        self._measure()

    def show_place(self, place: int, all_: int) -> None:
        """Say where it stands, counted from 0."""
        self._number.setText(str(place + 1))
        said = self._passage.heard()
        self.setAccessibleName(_("{number} of {all}: {text}").format(number=place + 1, all=all_, text=said))
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < all_ - 1)

    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()

    def event(self, event: QEvent) -> bool:
        """Alt with an arrow key moves a step before it goes to another message."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() in _BY and event.modifiers() & _ALT:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys move it when it was lifted or Alt is held, otherwise they go to its neighbours."""
        by = _BY.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        elif self.isChecked() or event.modifiers() & _ALT:
            self.move_requested.emit(self, by)
        else:
            self.go_requested.emit(self, by)

    def _measure(self) -> None:
        pad, side = self._theme.size("space_small"), self._theme.size("space_large")
        self._row.setContentsMargins(side, pad, pad, pad)
        self._row.setSpacing(self._theme.size("space_small"))
