"""A table to be read: nobody writes in it, and the Tab key leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from carrel.base.show import one_line
from carrel.ui.plain import TIP_ROLE, as_text

WIDEST = 24
"""How wide a column of short words may be, in letters."""


class ReadTable(QTableWidget):
    """Each kind of it says in `measure` how wide its columns and how high its lines are."""

    cells = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    """Where the words stand in their cells."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().setVisible(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def fill(self, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these words; each cell says all of its own in its tip."""
        self.clearContents()
        self.setColumnCount(len(headers))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(headers)
        for row, line in enumerate(rows):
            for column, words in enumerate(line):
                item = QTableWidgetItem(one_line(words))
                item.setData(TIP_ROLE, as_text(words))
                item.setTextAlignment(self.cells)
                self.setItem(row, column, item)
        self.measure()

    def shown(self) -> list[list[str]]:
        """What stands in it, line by line, the headers first."""
        model, places = self.model(), range(self.columnCount())
        headers = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in places]
        return [headers, *([str(model.index(row, at).data()) for at in places] for row in range(self.rowCount()))]

    def measure(self) -> None:
        """Give columns and lines their size."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters are wider columns and higher lines."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and self.columnCount():
            self.measure()
