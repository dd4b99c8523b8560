"""A list in which one writes: its lines are added, taken out and moved up and down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.notices import announce
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, button, label

_MOST = 30
_BY = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class RowWords:
    """What the lines of a list are called. number: such as "Hint {number}". add: on the button.

    name: what tests know the button by.
    """

    number: str
    add: str
    name: str


class Row(QFrame):
    """One line; each kind of it adds its fields to `column`. changed: something else stands in it."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.size("space_tight"))

    def put(self, value: Any) -> None:
        """Let this stand in it; it is new, and empty."""
        raise NotImplementedError

    def value(self) -> Any:
        """What stands in it; None while it is empty."""
        raise NotImplementedError

    def rename(self, name: str) -> None:
        """It has another number now: tell its fields."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the focus where one begins to write."""
        raise NotImplementedError


class Rows(QWidget):
    """changed: something was written, added, taken out or moved. Alt with the arrow keys moves the line one is at."""

    changed = Signal()

    def __init__(self, make: Callable[[], Row], words: RowWords, theme: Theme, fewest: int = 0) -> None:
        super().__init__()
        self._make, self._words, self._theme, self._fewest = make, words, theme, fewest
        self.rows: list[Row] = []
        self._heads: dict[Row, _Head] = {}
        self.more = button(words.add, "outline", words.name)
        self.more.clicked.connect(self._add)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.size("space_small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_small"))
        foot = Flow(theme.size("space_small"))
        foot.addWidget(self.more)
        column.addLayout(self._lines)
        column.addLayout(foot)

    @property
    def values(self) -> list[Any]:
        """What stands in the lines, without empty ones."""
        return [value for row in self.rows if (value := row.value()) is not None]

    def put(self, values: Sequence[Any]) -> None:
        """Begin with these, and with as many empty lines as are needed at least."""
        for row in (*self.rows,):
            self._drop(row)
        for value in values:
            self._new().put(value)
        while len(self.rows) < self._fewest:
            self._new()
        self._number()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the line one is at."""
        at = next((row for row in self.rows if row.isAncestorOf(QApplication.focusWidget() or self)), None)
        if at is not None and event.key() in _BY and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(at, _BY[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _new(self) -> Row:
        row, head = self._make(), _Head(self._theme)
        whole = QVBoxLayout(row)
        pad = self._theme.size("space_small")
        whole.setContentsMargins(pad, pad, pad, pad)
        whole.setSpacing(self._theme.size("space_tight"))
        whole.addWidget(head)
        whole.addLayout(row.column)
        row.setProperty("kind", "sheet")
        row.changed.connect(self.changed)
        head.up.clicked.connect(partial(self._move, row, -1))
        head.down.clicked.connect(partial(self._move, row, 1))
        head.out.clicked.connect(partial(self._take_out, row))
        self.rows.append(row)
        self._heads[row] = head
        self._lines.addWidget(row)
        row.show()
        return row

    def _add(self) -> None:
        row = self._new()
        self._number()
        self.changed.emit()
        row.take_focus()

    def _take_out(self, row: Row) -> None:
        at = self.rows.index(row)
        self._drop(row)
        self._number()
        self.changed.emit()
        (self.rows[min(at, len(self.rows) - 1)].take_focus if self.rows else self.more.setFocus)()

    def _drop(self, row: Row) -> None:
        self.rows.remove(row)
        del self._heads[row]
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _move(self, row: Row, by: int) -> None:
        to = self.rows.index(row) + by
        if not 0 <= to < len(self.rows):
            return
        focus = QApplication.focusWidget()
        self.rows.remove(row)
        self.rows.insert(to, row)
        self._lines.removeWidget(row)
        self._lines.insertWidget(to, row)
        self._number()
        self._order_stops()
        self.changed.emit()
        if focus is not None and row.isAncestorOf(focus) and focus.isEnabled():
            focus.setFocus()
        else:
            row.take_focus()
        announce(self, _("It is number {number} of {count} now.").format(number=to + 1, count=len(self.rows)))

    def _order_stops(self) -> None:
        """Let the Tab key go down the lines as they stand."""
        stops = [
            one for row in self.rows for one in row.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        for before, after in zip(stops, [*stops[1:], self.more], strict=True):
            QWidget.setTabOrder(before, after)

    def _number(self) -> None:
        for place, row in enumerate(self.rows):
            name = self._words.number.format(number=place + 1)
            head = self._heads[row]
            head.say(name)
            head.up.setEnabled(place > 0)
            head.down.setEnabled(place < len(self.rows) - 1)
            head.out.setEnabled(len(self.rows) > self._fewest)
            row.rename(name)
        self.more.setEnabled(len(self.rows) < _MOST)


class _Head(QWidget):
    """The number of a line, and what can be done with it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = label(role="muted")
        self.up = IconButton(theme, "chevron-up", "", name="rowUp")
        self.down = IconButton(theme, "chevron-down", "", name="rowDown")
        self.out = IconButton(theme, "trash", "", name="rowOut")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space_tight"))
        row.addWidget(self.title, 1)
        for one in (self.up, self.down, self.out):
            row.addWidget(one)

    def say(self, name: str) -> None:
        """It belongs to this line."""
        self.title.setText(name)
        self.up.say(_("Move up: {what}").format(what=name), _("Alt+Up"))
        self.down.say(_("Move down: {what}").format(what=name), _("Alt+Down"))
        self.out.say(_("Take out: {what}").format(what=name))
