"""The numbers of a picture as a table that is read cell by cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from carrel.base.show import one_line
from carrel.flows.figures.table import Table
from carrel.ui.plain import TIP_ROLE, as_text

_WIDEST = 24
"""How wide a column may be, in letters."""


class NumberTable(QTableWidget):
    """Nobody can write in it; the Tab key leaves it."""

    def __init__(self, name: str = "pictureTable") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().setVisible(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def show_table(self, table: Table, title: str) -> None:
        """Show these numbers."""
        self.setAccessibleName(title)
        self.clearContents()
        self.setColumnCount(len(table.headers))
        self.setRowCount(len(table.rows))
        self.setHorizontalHeaderLabels(table.headers)
        for row, cells in enumerate(table.rows):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(one_line(words))
                item.setData(TIP_ROLE, as_text(words))
                self.setItem(row, column, item)
        self._measure()

    def shown(self) -> list[list[str]]:
        """What stands in it, line by line, the headers first."""
        model = self.model()
        places = range(self.columnCount())
        headers = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in places]
        lines = [[str(model.index(row, column).data()) for column in places] for row in range(self.rowCount())]
        return [headers, *lines]

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters are wider columns."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and self.columnCount():
            self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape are not for a table of numbers."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        self.resizeColumnsToContents()
        letter = self.fontMetrics().averageCharWidth()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), _WIDEST * letter) + letter)
