"""The table of contents beside a document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.ui.theme import Theme

_LONGEST = 120
_STEP = "\u2003"  # an em of room for each level


class Outline(QListView):
    """chosen: the index of the part somebody wants to go to."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("readerOutline")
        self.setAccessibleName(_("Contents"))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._theme = theme
        self._parts: list[int] = []
        self._lines = QStringListModel(self)
        self.setModel(self._lines)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_entries(self, entries: Sequence[tuple[int, int, str]]) -> None:
        """Show these: the depth, the index of the part, and the words of each."""
        self._parts = [part for _depth, part, _words in entries]
        self._lines.setStringList([f"{_STEP * depth}{one_line(words, _LONGEST)}" for depth, _part, words in entries])

    def mark(self, part: int) -> None:
        """Mark the entry that stands for a part, or the last one before it."""
        rows = [row for row, one in enumerate(self._parts) if one <= part]
        if rows and not self.hasFocus():
            index = self._lines.index(rows[-1])
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._parts[index.row()])
