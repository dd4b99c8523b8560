"""Filling the gaps of a text, in the text itself."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from carrel.assessment.attempts.showing import Shown
from carrel.assessment.marking.answers import as_list
from carrel.assessment.model import Answer
from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.render.bidi import runs_right_to_left
from carrel.ui.theme import Theme
from carrel.ui.widgets.answers import words
from carrel.ui.widgets.answers.answer import AnswerWidget
from carrel.ui.widgets.answers.line import LONGEST
from carrel.ui.widgets.parts import label

_LETTERS = 9
"""How many letters are seen of a gap before it grows."""
_MOST_LETTERS = 24


class ClozeAnswer(AnswerWidget):
    """The words of the text, and a field in each gap; Enter goes to the next empty gap, or answers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.fields: list[QLineEdit] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.size("space_small"))
        theme.changed.connect(self._measure)

    def show_item(self, item: Shown) -> None:
        """Show the text with its gaps."""
        whole = " ____ ".join(piece.strip() for piece in item.pieces)
        for line in _lines(item.pieces):
            row = QWidget()
            way = runs_right_to_left(whole)
            if way is not None:
                row.setLayoutDirection(_FROM_RIGHT if way else Qt.LayoutDirection.LeftToRight)
            flow = Flow(self._theme.size("space_tight"), parent=row)
            for unit in line:
                flow.addWidget(self._unit(unit))
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            row.setSizePolicy(policy)
            self._column.addWidget(row)
        for place, field in enumerate(self.fields):
            field.setAccessibleName(_("Gap {number} of {all}").format(number=place + 1, all=len(self.fields)))
            field.setAccessibleDescription(words.heard(whole))
        self._measure()

    def value(self) -> Answer:
        """What is written in each gap, in their order."""
        return tuple(field.text() for field in self.fields)

    def put(self, value: Answer) -> None:
        """Write these."""
        for field, text in zip(self.fields, as_list(value, len(self.fields)), strict=False):
            field.setText(text)

    def take_focus(self) -> None:
        """The first empty gap, or the first."""
        empty = [field for field in self.fields if not field.text().strip()]
        field = (empty or self.fields)[0]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a gap goes to the next one that is empty, before it answers."""
        focus = self.focusWidget()
        here = self.fields.index(focus) if isinstance(focus, QLineEdit) and focus in self.fields else len(self.fields)
        after = next((field for field in self.fields[here + 1 :] if not field.text().strip()), None)
        filled = here < len(self.fields) and bool(self.fields[here].text().strip())
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and filled and after is not None:
            after.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _unit(self, unit: list[str | None]) -> QWidget:
        """Words and gaps without a space between them."""
        parts = [self._field() if one is None else label(words.heard(one)) for one in unit]
        if len(parts) == 1:
            return parts[0]
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for part in parts:
            row.addWidget(part)
        return held

    def _field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("answerGap")
        field.setMaxLength(LONGEST)
        field.textChanged.connect(partial(self._typed, field))
        self.fields.append(field)
        return field

    def _typed(self, field: QLineEdit, _text: str) -> None:
        self._fit(field)
        self.changed.emit()

    def _fit(self, field: QLineEdit) -> None:
        metrics = field.fontMetrics()
        letters = metrics.horizontalAdvance(field.text()[:200])
        least, most = (metrics.averageCharWidth() * count for count in (_LETTERS, _MOST_LETTERS))
        field.setFixedWidth(min(most, max(least, letters)) + 4 * self._theme.size("space_small"))

    def _measure(self) -> None:
        self._column.setSpacing(self._theme.size("space_small"))
        for field in self.fields:
            field.ensurePolished()
            self._fit(field)


def _lines(pieces: tuple[str, ...]) -> list[list[list[str | None]]]:
    """The lines of the text, each as the units that stand between spaces; a gap is None."""
    lines: list[list[list[str | None]]] = [[]]
    glued = False
    for place, piece in enumerate(pieces):
        if place:
            _put(lines[-1], None, glued=glued)
            glued = True
        for token in re.findall(r"\n|[^\S\n]+|\S+", piece):
            if token == "\n":
                lines.append([])
            if token.isspace():
                glued = False
                continue
            _put(lines[-1], token, glued=glued)
            glued = True
    return [line for line in lines if line]


def _put(line: list[list[str | None]], part: str | None, *, glued: bool) -> None:
    if glued and line:
        line[-1].append(part)
    else:
        line.append([part])


_FROM_RIGHT = Qt.LayoutDirection.RightToLeft
