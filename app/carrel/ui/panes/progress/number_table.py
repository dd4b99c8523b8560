"""The numbers of a picture as a table that is read cell by cell."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from carrel.flows.figures.table import Table
from carrel.ui.widgets.table import WIDEST, ReadTable


class NumberTable(ReadTable):
    """A line is one line high, and every column shows its numbers."""

    def __init__(self) -> None:
        super().__init__("pictureTable")
        self.setWordWrap(False)

    def show_table(self, table: Table, title: str) -> None:
        """Show these numbers."""
        self.setAccessibleName(title)
        self.fill(table.headers, table.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape are not for a table of numbers."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def measure(self) -> None:
        """Each column as wide as its words, with a little room."""
        self.resizeColumnsToContents()
        letter = self.fontMetrics().averageCharWidth()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), WIDEST * letter) + letter)
