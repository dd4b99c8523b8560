"""What goes along with a turn: a chip for each text, to read and to take off again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from carrel.base.show import isolated
from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, label

_MOST_ROWS = 3
_SHARE = 0.2  # of the window's height that the rows may take


@dataclass(frozen=True)
class Chip:
    """An attached text: its id, its name, and how long it is, in words."""

    id: str
    name: str
    size: str


class Chips(QScrollArea):
    """Rows of chips, three of which are seen at once. shown_requested, remove_requested: the id of a text.

    left: the last chip that had the focus is gone.
    """

    shown_requested = Signal(str)
    remove_requested = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("chips")
        self.setAccessibleName(_("Attached texts"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._theme = theme
        self._height = 1
        self._parts: dict[str, _Chip] = {}
        self._inner = QWidget()
        self._inner.setObjectName("chipRows")
        self._flow = Flow(theme.size("space_tight"), parent=self._inner)
        self._reading = label(role="muted", name="reading")
        self._flow.addWidget(self._reading)
        self._reading.hide()
        self.setWidget(self._inner)
        theme.changed.connect(self.fit)
        self.hide()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these; what is shown already stays where it is, and keeps the focus."""
        for key in [key for key in self._parts if key not in {one.id for one in chips}]:
            self._drop(key)
        for one in chips:
            if one.id not in self._parts:
                part = self._parts[one.id] = _Chip(one, self._theme)
                part.shown_requested.connect(self.shown_requested)
                part.remove_requested.connect(self.remove_requested)
                self._flow.addWidget(part)
        self._order([one.id for one in chips])
        self.fit()

    def say_reading(self, words: str) -> None:
        """Say what is being read; empty when nothing is."""
        self._reading.setText(words)
        self._reading.setVisible(bool(words))
        self.fit()

    def controls(self) -> list[QWidget]:
        """What the Tab key meets here, in order."""
        return [control for part in self._parts.values() for control in (part.name, part.remove)]

    def fit(self) -> None:
        """Take the height of the rows, as far as they are seen."""
        self.setVisible(bool(self._parts) or not self._reading.isHidden())
        for part in self._parts.values():
            part.fit(self.viewport().width())
        heights = [part.sizeHint().height() for part in (*self._parts.values(), self._reading)]
        row = max(heights) + self._flow.spacing()
        rows = max(1, min(_MOST_ROWS, int(self.window().height() * _SHARE) // row))
        wanted = self._flow.heightForWidth(self.viewport().width())
        more = row // 2 if wanted > rows * row else 0  # half a row shows that there are others
        self._height = max(1, min(wanted, rows * row + more))
        self.setMinimumHeight(min(self._height, row))  # where the window is too low for all, one row is left
        self.setMaximumHeight(self._height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The height of the rows that are seen."""
        return QSize(1, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another number of rows."""
        super().resizeEvent(event)
        self.fit()

    def _order(self, keys: list[str]) -> None:
        """Put the chips into this order, and the sentence behind them."""
        self._parts = {key: self._parts[key] for key in keys}
        for widget in (*self._parts.values(), self._reading):
            self._flow.removeWidget(widget)
            self._flow.addWidget(widget)

    def _drop(self, key: str) -> None:
        """Take a chip away; the focus goes to the one that takes its place."""
        keys = list(self._parts)
        at, part = keys.index(key), self._parts.pop(key)
        if part.name.hasFocus() or part.remove.hasFocus():
            rest = list(self._parts.values())
            if rest:
                rest[min(at, len(rest) - 1)].name.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.left.emit()
        self._flow.removeWidget(part)
        part.hide()
        part.deleteLater()


class _Chip(QFrame):
    """A name to press, and a cross."""

    shown_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, chip: Chip, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("chip")
        self._chip, self._theme = chip, theme
        self.name = _NameButton(chip)
        self.remove = IconButton(theme, "close", "", kind="small", name="chipRemove")
        self.remove.say(_("Remove"))
        self.remove.setAccessibleName(_("Remove {name}").format(name=isolated(chip.name)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.size("space_hair"), 0)
        row.setSpacing(0)
        row.addWidget(self.name)
        row.addWidget(self.remove)
        self.name.clicked.connect(lambda: self.shown_requested.emit(chip.id))
        self.name.remove_requested.connect(lambda: self.remove_requested.emit(chip.id))
        self.remove.clicked.connect(lambda: self.remove_requested.emit(chip.id))

    def fit(self, room: int) -> None:
        """Shorten the name in its middle, so that a chip leaves room for others and never leaves the row."""
        most = self._theme.size("size_sidebar")
        self._say(most, with_size=True)
        if (over := self.sizeHint().width() - room) > 0:
            self._say(max(most - over, 0), with_size=True)
        if self.sizeHint().width() > room:  # the size is in its words for a screen reader, and in the text itself
            self._say(room - self._around(), with_size=False)

    def _say(self, width: int, *, with_size: bool) -> None:
        metrics = self.name.fontMetrics()
        size = f" · {self._chip.size}" if with_size else ""
        wide = max(width - metrics.horizontalAdvance(size), metrics.horizontalAdvance("mm…mm"))
        words = isolated(metrics.elidedText(self._chip.name, Qt.TextElideMode.ElideMiddle, wide)) + size
        self.name.setText(words.replace("&", "&&"))

    def _around(self) -> int:
        """The width that is not for the words."""
        return self.sizeHint().width() - self.name.fontMetrics().horizontalAdvance(self.name.text())


class _NameButton(QPushButton):
    """Shows the text when it is pressed, and takes it off with the Delete key."""

    remove_requested = Signal()

    def __init__(self, chip: Chip) -> None:
        super().__init__()
        self.setObjectName("chipName")
        self.setProperty("kind", "chip")
        self.setAccessibleName(_("Show {name}, {size}").format(name=isolated(chip.name), size=chip.size))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take the text off."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove_requested.emit()
        else:
            super().keyPressEvent(event)
