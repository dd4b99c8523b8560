"""A list of which one line can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from carrel.ui.theme import Theme
from carrel.ui.widgets.line_painter import LinePainter
from carrel.ui.widgets.lines import Line, Lines

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class LineList(QListView):
    """opened, removed: the id of the line on which Enter or Delete was pressed. chosen_changed: another is chosen."""

    opened = Signal(str)
    removed = Signal(str)
    chosen_changed = Signal()

    def __init__(self, theme: Theme, words: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.lines = Lines()
        self.setModel(self.lines)
        self.setItemDelegate(LinePainter(theme, self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        self.lines.dataChanged.connect(lambda *_changed: self.chosen_changed.emit())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def chosen(self) -> Line | None:
        """The chosen line."""
        return next((self.lines.line(index) for index in self.selectionModel().selectedIndexes()), None)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; what was chosen stays chosen where it is there still, and the list where it was scrolled to."""
        chosen, scrolled = self.chosen, self.verticalScrollBar().value()
        self.lines.set_lines(lines)
        row = next((row for row, one in enumerate(lines) if chosen is not None and one.id == chosen.id), None)
        if row is not None and self.chosen is None:
            self.setCurrentIndex(self.lines.index(row))
            self.doItemsLayout()
            self.verticalScrollBar().setValue(scrolled)
        if self.hasFocus():
            self._choose_some()
        self.chosen_changed.emit()

    def choose(self, wanted: str) -> None:
        """Choose the line that stands for this."""
        row = next((row for row, one in enumerate(self.lines.lines) if one.id == wanted), None)
        if row is not None:
            self.setCurrentIndex(self.lines.index(row))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard has chosen a line, so that something can be done with it."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._choose_some()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete takes away."""
        chosen = self.chosen
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and chosen is not None:
            self.removed.emit(chosen.id)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height of what is wrapped."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _choose_some(self) -> None:
        if self.chosen is None and self.lines.lines:
            at = self.currentIndex()
            self.setCurrentIndex(at if at.isValid() else self.lines.index(0))

    def _open(self, index: QModelIndex) -> None:
        line = self.lines.line(index)
        if line is not None:
            self.opened.emit(line.id)
