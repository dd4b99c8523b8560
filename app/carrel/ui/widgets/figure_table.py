"""Figures in lines, each of which opens what stands behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from carrel.flows.figures.table import Table
from carrel.ui.plain import TIP_ROLE, as_text
from carrel.ui.widgets.wrapped_table import WrappedTable

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_MOST_LINES = 18
"""So many lines of words are seen at once; the others are scrolled to."""


class FigureTable(WrappedTable):
    """opened: the row and the column of the cell on which Enter was pressed, or the mouse twice."""

    opened = Signal(int, int)

    def __init__(self, name: str, words: str) -> None:
        super().__init__(name)
        self.setAccessibleName(words)
        self.cellDoubleClicked.connect(self.opened)
        self.horizontalHeader().setHighlightSections(False)

    def show_table(self, table: Table) -> None:
        """Show these figures; the row that was chosen stays chosen where there is one in its place."""
        row, column = self.currentRow(), self.currentColumn()
        self.fill(table.headers, table.rows)
        if 0 <= row < self.rowCount():
            self.setCurrentCell(row, max(0, column))

    def explain(self, column: int, words: str) -> None:
        """Say this when the mouse rests on the head of a column."""
        item = self.horizontalHeaderItem(column)
        if item is not None:
            item.setData(TIP_ROLE, as_text(words))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard stands on a line."""
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.rowCount():
            self.setCurrentCell(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Escape is not for a table."""
        if event.key() in _ENTER and self.currentRow() >= 0:
            self.opened.emit(self.currentRow(), self.currentColumn())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def measure(self) -> None:
        """As high as its lines, or as can be seen at once."""
        super().measure()
        bar = self.horizontalScrollBar().sizeHint().height()
        lines = sum(self.rowHeight(row) for row in range(self.rowCount()))
        most = _MOST_LINES * self.fontMetrics().lineSpacing()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + min(lines, most) + bar + 4)
