"""What is there before anything was said: a greeting, what this is, and four ways to begin."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from carrel.base.files import resource
from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label, picture


def suggestions() -> tuple[str, ...]:
    """Questions that the starter model answers well."""
    return (
        _("What is photosynthesis?"),
        _("How do fractions work?"),
        _("Explain gravity in plain words"),
        _("What can you do?"),
    )


class Welcome(Page):
    """asked: the question of a card that was pressed."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "welcome")
        self._picture = picture()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = label(_("What would you like to understand?"), "display", wrap=True)
        self._lead = label(_("Ask anything, or begin with one of these."), wrap=True)
        self._honest = label(
            _("Carrel is a program and can be wrong. Check what matters."), "muted", wrap=True, name="honest"
        )
        self._cards = [button(words, "card", "suggestion") for words in suggestions()]
        self._grid = QGridLayout()
        self._columns = 0
        for part in (self._picture, self._title, self._lead):
            self.column.addWidget(part)
        self.column.addLayout(self._grid)
        self.column.addWidget(self._honest)
        for part in (self._title, self._lead, self._honest):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for card in self._cards:
            card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            card.clicked.connect(partial(self._press, card.text()))
        self.measure()

    def _press(self, words: str, _checked: bool = False) -> None:
        self.asked.emit(words)

    def measure(self) -> None:
        """Take the theme's sizes; two cards beside each other where there is room."""
        super().measure()
        theme, width = self.theme, self.box.width()
        edge = theme.size("type_display") * 2 + 8
        self._picture.setPixmap(QIcon(str(resource("icons/carrel.svg"))).pixmap(edge, edge))
        self.column.setSpacing(theme.size("space_medium"))
        self._grid.setSpacing(theme.size("space_medium"))
        self._grid.setContentsMargins(0, theme.size("space_large"), 0, theme.size("space_small"))
        widest = max(card.sizeHint().width() for card in self._cards)
        columns = 2 if 2 * widest + theme.size("space_medium") <= width else 1
        if columns != self._columns:
            self._columns = columns
            for number, card in enumerate(self._cards):
                self._grid.addWidget(card, number // columns, number % columns)
