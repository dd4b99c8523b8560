"""The places of the window, to go to with one press: with their words, or as rows of drawings where room is short."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

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
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for place in (one for one in commands() if one.icon):
            made = button(place.words, "place", f"place_{place.id}")
            made.setParent(self)  # one that is shown before it has a parent would be a window of its own
            made.setVisible(not place.later)
            made.setCheckable(True)
            made.clicked.connect(partial(self._choose, place.id))
            keys = shown_keys(place)
            tip(made, f"{place.words} ({keys})" if keys else place.words)
            self._buttons[place] = made
        self._arrange()
        theme.changed.connect(self.measure)
        self.measure()

    def offer(self, place: str, offered: bool) -> None:
        """Whether there is a line for this place; it can be gone to without one."""
        for one, made in self._buttons.items():
            if one.id == place:
                made.setVisible(offered)
        self._arrange()

    def mark(self, place: str) -> None:
        """Show which of them is open; none for the chat."""
        for one, made in self._buttons.items():
            made.setChecked(one.id == place)

    def fit(self, height: int, width: int) -> None:
        """Take a line to each, or as few lines of drawings as have room, in a list of so many pixels."""
        roomy = height >= _ROOMY * self._theme.size("type_body")
        for place, made in self._buttons.items():
            made.setText(place.words if roomy else "")
        columns = 1 if roomy else self._fitting(width)
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _fitting(self, width: int) -> int:
        """How many drawings have room beside each other."""
        gap = self._grid.horizontalSpacing()
        each = max(one.minimumSizeHint().width() for one in self._buttons.values()) + gap
        return max(1, min(len(self._buttons), (width + gap) // each))

    def _arrange(self) -> None:
        """Put those that are offered into their lines."""
        shown = [one for one in self._buttons.values() if not one.isHidden()]
        for one in self._buttons.values():
            self._grid.removeWidget(one)
        for at, one in enumerate(shown):
            self._grid.addWidget(one, at // self._columns, at % self._columns)

    def measure(self) -> None:
        """Take the theme's sizes and drawings."""
        edge = self._theme.size("size_icon")
        self._grid.setSpacing(self._theme.size("space_hair"))
        for place, made in self._buttons.items():
            made.setIconSize(QSize(edge, edge))
            made.setIcon(self._theme.icon(place.icon, "text"))

    def _choose(self, place: str, _checked: bool = False) -> None:
        self.chosen.emit(place)
