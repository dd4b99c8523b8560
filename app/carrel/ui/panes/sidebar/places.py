"""The places of the window, to go to with one press: with their words, or as a row of drawings where room is short."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from carrel.ui.actions import Command, commands, shown_keys
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, tip

_ROOMY = 52
"""So many times the text's height has to be there for a line of words to each place."""


class Places(QWidget):
    """chosen: the id of a place."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._buttons: dict[Command, QPushButton] = {}
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        for place in (one for one in commands() if one.icon):
            made = button(place.words, "place", f"place_{place.id}")
            made.setCheckable(True)
            if place.later:
                made.hide()  # one that is shown before it has a parent would be a window of its own
            made.clicked.connect(partial(self._choose, place.id))
            keys = shown_keys(place)
            tip(made, f"{place.words} ({keys})" if keys else place.words)
            self._buttons[place] = made
            self._line.addWidget(made)
        theme.changed.connect(self.measure)
        self.measure()

    def offer(self, place: str, offered: bool) -> None:
        """Whether there is a line for this place; it can be gone to without one."""
        for one, made in self._buttons.items():
            if one.id == place:
                made.setVisible(offered)

    def mark(self, place: str) -> None:
        """Show which of them is open; none for the chat."""
        for one, made in self._buttons.items():
            made.setChecked(one.id == place)

    def fit(self, height: int) -> None:
        """Take a line to each, or one line for all, in a list of so many pixels."""
        roomy = height >= _ROOMY * self._theme.size("type_body")
        way = QBoxLayout.Direction.TopToBottom if roomy else QBoxLayout.Direction.LeftToRight
        if way != self._line.direction():
            self._line.setDirection(way)
            for place, made in self._buttons.items():
                made.setText(place.words if roomy else "")

    def measure(self) -> None:
        """Take the theme's sizes and drawings."""
        edge = self._theme.size("size_icon")
        self._line.setSpacing(self._theme.size("space_hair"))
        for place, made in self._buttons.items():
            made.setIconSize(QSize(edge, edge))
            made.setIcon(self._theme.icon(place.icon, "text"))

    def _choose(self, place: str, _checked: bool = False) -> None:
        self.chosen.emit(place)
