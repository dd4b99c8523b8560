"""A card to choose: a letter, a text with its formulas, and a dot while it is chosen; a tick would say "right"."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import label, picture
from carrel.ui.widgets.passage import Passage


class Card(QPushButton):
    """A button that stays pressed. letter: the key that presses it, too."""

    def __init__(self, theme: Theme, letter: str, text: str) -> None:
        super().__init__()
        self.setObjectName("answerCard")
        self.setProperty("kind", "answer")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self.text_of_card = text
        self._letter = label(letter, "keys", name="cardKey")
        self._letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if not letter:
            self._letter.hide()
        self.passage = Passage(theme, "cardText", still=True)
        self.passage.show_text(text)
        self._dot = picture()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._letter, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.passage, 1)
        self._row.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._letter, self._dot):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        said = self.passage.heard()
        self.setAccessibleName(_("{letter}: {text}").format(letter=letter, text=said) if letter else said)
        self.toggled.connect(self._draw)
        theme.changed.connect(self._measure)
        self._measure()

    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()

    def _draw(self) -> None:
        edge = self._theme.size("size_icon")
        self._dot.setFixedSize(edge, edge)
        chosen = self._theme.icon("chosen", "accent").pixmap(edge, edge) if self.isChecked() else None
        self._dot.clear() if chosen is None else self._dot.setPixmap(chosen)

    def _measure(self) -> None:
        pad, side = self._theme.size("space_medium"), self._theme.size("space_large")
        self._row.setContentsMargins(side, pad, side, pad)
        self._row.setSpacing(self._theme.size("space_medium"))
        self._draw()
