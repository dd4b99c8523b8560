"""The list in the library: any number of documents, of which several can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from carrel.base.words import _
from carrel.ui.panes.library.line_painter import LinePainter
from carrel.ui.panes.library.lines import Line, Lines
from carrel.ui.theme import Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class DocumentList(QListView):
    """open_requested: a Line. remove_requested: those that are chosen. menu_requested: where on the screen.

    chosen_changed: others are chosen now, or something about them is other.
    """

    open_requested = Signal(object)
    remove_requested = Signal()
    menu_requested = Signal(object)
    chosen_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("documentList")
        self.setAccessibleName(_("Documents"))
        self.lines = Lines()
        self._kept: tuple[set[tuple[object, ...]], tuple[object, ...] | None, int] = (set(), None, 0)
        self.setModel(self.lines)
        self.setItemDelegate(LinePainter(theme, self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        self.lines.modelAboutToBeReset.connect(self._keep_place)
        self.lines.modelReset.connect(self._take_place)
        self.lines.dataChanged.connect(lambda *_changed: self.chosen_changed.emit())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def chosen(self) -> list[Line]:
        """The chosen lines in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.lines.lines[row] for row in rows]

    def enter(self) -> None:
        """Take the focus, on the first line when there was none."""
        self.setFocus()
        if not self.currentIndex().isValid():
            first = next((n for n, one in enumerate(self.lines.lines) if one.kind != "heading"), None)
            if first is not None:
                self.setCurrentIndex(self.lines.index(first))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_requested.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of what is chosen, at the pointer or at the current line."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        where: QPoint = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        if self.chosen:
            self.menu_requested.emit(self.viewport().mapToGlobal(where))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height of what is wrapped."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        line = self.lines.line(index)
        if line is not None and line.kind != "heading":
            self.open_requested.emit(line)

    def _keep_place(self) -> None:
        current = self.lines.line(self.currentIndex())
        keys = {line.key for line in self.chosen}
        self._kept = keys, current.key if current is not None else None, self.verticalScrollBar().value()

    def _take_place(self) -> None:
        """What was chosen is chosen still, and stands where it stood."""
        keys, current, scrolled = self._kept
        flags = self.selectionModel().SelectionFlag
        for row, line in enumerate(self.lines.lines):
            if line.key == current:
                self.selectionModel().setCurrentIndex(self.lines.index(row), flags.NoUpdate)
            if line.key in keys:
                self.selectionModel().select(self.lines.index(row), flags.Select)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        self.chosen_changed.emit()
