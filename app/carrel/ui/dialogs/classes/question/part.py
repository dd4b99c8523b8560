"""What all parts of the form have in common that hold the answer of one kind of question."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carrel.flows.classes.own import Raw
from carrel.ui.dialogs.classes.question.fields import column
from carrel.ui.theme import Theme


class AnswerPart(QWidget):
    """changed: something else stands in it. fields: the names of the fields of formats.md that it fills in."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.column = column(theme)
        self.setLayout(self.column)

    def put(self, raw: Raw) -> None:
        """Let the answer of this question stand in it, as far as it is of this kind."""
        raise NotImplementedError

    def value(self) -> dict[str, Any]:
        """The fields of this kind as they are filled in; what is empty is an empty text or list, or None."""
        raise NotImplementedError
