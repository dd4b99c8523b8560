"""Answering in one line: a number, a word, or a few."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from carrel.assessment.attempts.showing import Shown
from carrel.assessment.marking.answers import as_text
from carrel.assessment.model import Answer
from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.answers import words
from carrel.ui.widgets.answers.answer import AnswerWidget
from carrel.ui.widgets.parts import label

LONGEST = 2_000


class LineAnswer(AnswerWidget):
    """A field, with the unit of a number beside it, or a word about the unit where it is to be written."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.field = QLineEdit()
        self.field.setObjectName("answerField")
        self.field.setAccessibleName(_("Your answer"))
        self.field.setMaxLength(LONGEST)
        self.field.setProperty("kind", "answer")
        self._unit = label(name="answerUnit")
        self._note = label(role="muted", wrap=True)
        self._row = QHBoxLayout()
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self._unit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self._column.addWidget(self._note)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        theme.changed.connect(self._measure)
        self._measure()

    def show_item(self, item: Shown) -> None:
        """Say which unit it is in."""
        unit = words.unit(item.unit)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self._note.setVisible(item.wants_unit)
        self._note.setText(_("Write the unit, too."))
        self.field.setPlaceholderText(_("A number") if item.kind == "numeric" else _("Your answer"))
        said = _("The unit is {unit}.").format(unit=unit) if unit else ""
        self.field.setAccessibleDescription(self._note.text() if item.wants_unit else said)
        if item.kind == "numeric":
            self.field.setAlignment(Qt.AlignmentFlag.AlignLeading)

    def value(self) -> Answer:
        """What is written."""
        return self.field.text()

    def put(self, value: Answer) -> None:
        """Write this."""
        self.field.setText(as_text(value))

    def take_focus(self) -> None:
        """The field, with all of it chosen: what is typed takes its place."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _measure(self) -> None:
        self._column.setSpacing(self._theme.size("space_small"))
        self._row.setSpacing(self._theme.size("space_small"))
