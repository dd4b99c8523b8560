"""Tries in lines: when, at what, what was answered, what was said of it, and with how much help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from carrel.base.words import _
from carrel.flows.figures.tries import Tried
from carrel.flows.figures.words import said_of
from carrel.ui.widgets.table import WIDEST, ReadTable
from carrel.ui.widgets.times import short_moment


class TriesTable(ReadTable):
    """Lines as high as their words; the question takes the width that is left, and never less than it needs."""

    cells = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAccessibleName(_("Tries, newest first"))
        self.setWordWrap(True)
        self._question = 1

    def show_tries(self, tries: Sequence[Tried], answer: str, who: Sequence[str] = ()) -> None:
        """Show these; answer: what stands over the answers. who: the name of each one's pupil, where they differ."""
        first = [(name,) for name in who] if who else [()] * len(tries)
        headers = (*((_("Pupil"),) if who else ()), _("When"), _("Question"), answer, _("Verdict"), _("Help"))
        self._question = headers.index(_("Question"))
        self.fill(
            headers,
            [(*name, short_moment(one.created), *said_of(one)) for name, one in zip(first, tries, strict=True)],
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another room for the question."""
        super().resizeEvent(event)
        self.measure()

    def measure(self) -> None:
        """Give each column its width, and each line its height."""
        letter, others = self.fontMetrics().averageCharWidth(), 0
        for column in range(self.columnCount()):
            if column != self._question:
                self.resizeColumnToContents(column)
                self.setColumnWidth(column, min(self.columnWidth(column), WIDEST * letter))
                others += self.columnWidth(column)
        self.setColumnWidth(self._question, max(WIDEST * letter, self.viewport().width() - others))
        self.resizeRowsToContents()
