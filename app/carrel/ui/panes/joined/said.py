"""What a teacher said of the work of a pupil: each thing with the try that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from carrel.base.words import _, counted
from carrel.exchange.in_line import in_line
from carrel.flows.classes.told_back import ToldBack
from carrel.ui.panes.joined import words
from carrel.ui.plain import label
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button

FIRST = 3
"""So many are shown at once; the others are one press away."""


class SaidList(QWidget):
    """The newest first."""

    def __init__(self, said: Sequence[ToldBack], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("saidList")
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.size("space_small"))
        self._column.addWidget(label(_("What your teacher said"), "strong", wrap=True, name="saidTitle"))
        for one in said[:FIRST]:
            self._column.addWidget(self._card(one))
        self._later = [self._card(one) for one in said[FIRST:]]
        if self._later:
            shown = counted("Show one more", "Show {count} more", len(self._later))
            self._more = button(shown, "outline", "saidMore")
            self._more.clicked.connect(self._show_later)
            self._column.addWidget(self._more)

    def _show_later(self) -> None:
        self._more.hide()
        for card in self._later:
            self._column.addWidget(card)
            card.show()
        self._later[0].setFocus()

    def _card(self, one: ToldBack) -> QFrame:
        card = QFrame()
        card.setObjectName("saidCard")
        card.setAccessibleName(_("From your teacher"))
        pad = self._theme.size("space_medium")
        column = QVBoxLayout(card)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(self._theme.size("space_small"))
        answer = in_line(one.answer)
        for text, role, name in (
            (words.said_when(one), "muted", "saidWhen"),
            (in_line(one.question), "muted", "saidQuestion"),
            (_("You wrote: {answer}").format(answer=answer) if answer else "", "muted", "saidAnswer"),
            (words.decided(one), "strong", "saidVerdict"),
            (one.told.text, "", "saidText"),
        ):
            if text:
                column.addWidget(label(text, role, wrap=True, name=name))
        return card
