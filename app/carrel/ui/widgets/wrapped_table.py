"""A table whose lines are as high as their words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from carrel.ui.widgets.table import WIDEST, ReadTable


class WrappedTable(ReadTable):
    """wide: the column that takes the width that is left, and never less than it needs."""

    cells = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setWordWrap(True)
        self.wide = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another room for the wide column."""
        super().resizeEvent(event)
        self.measure()

    def measure(self) -> None:
        """Give each column its width, and each line its height."""
        letter, others = self.fontMetrics().averageCharWidth(), 0
        for column in range(self.columnCount()):
            if column != self.wide:
                self.resizeColumnToContents(column)
                head = self.horizontalHeader().sectionSizeHint(column)
                self.setColumnWidth(column, max(head, min(self.columnWidth(column), WIDEST * letter)))
                others += self.columnWidth(column)
        self.setColumnWidth(self.wide, max(WIDEST * letter, self.viewport().width() - others))
        self.resizeRowsToContents()
