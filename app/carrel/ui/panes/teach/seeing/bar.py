"""What stands over each page of a class: which group, and ways to keep what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.flows.figures.table import Table
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.parts import button


class SeeingBar(QWidget):
    """table_requested: the place of a table that is to be saved. report_requested: what its file name ends in."""

    table_requested = Signal(int)
    report_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("seeingBar")
        self._theme = theme
        self.group = ChoiceBox(_("Group"), "seeingGroup")
        self.order = ChoiceBox(_("Order"), "seeingOrder")
        self.order.hide()
        self.save = button(_("Save…"), "outline", "seeingSave")
        self.menu = QMenu(self.save)
        self.menu.setObjectName("seeingSaveMenu")
        self.save.setMenu(self.menu)
        row = Flow(theme.size("space_small"))
        for part in (self.group, self.order, self.save):
            row.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.addLayout(row)
        theme.changed.connect(self._measure)
        self._measure()

    def offer(self, tables: Sequence[tuple[str, Table]]) -> None:
        """Offer to save these, each under its title, and the report of the class."""
        self.menu.clear()
        for place, (title, _table) in enumerate(tables):
            action = self.menu.addAction(_("{title}, for a spreadsheet (CSV)…").format(title=title.replace("&", "&&")))
            action.setObjectName(f"table_{place}")
            action.triggered.connect(partial(self._ask_table, place))
        self.menu.addSeparator()
        for words, ending in (
            (_("Report of the class, on paper (PDF)…"), "pdf"),
            (_("Report of the class, as a page (HTML)…"), "html"),
            (_("Report of the class, for a spreadsheet (CSV)…"), "csv"),
        ):
            action = self.menu.addAction(words)
            action.setObjectName(f"report_{ending}")
            action.triggered.connect(partial(self._ask_report, ending))

    def _ask_table(self, place: int, _checked: bool = False) -> None:
        self.table_requested.emit(place)

    def _ask_report(self, ending: str, _checked: bool = False) -> None:
        self.report_requested.emit(ending)

    def _measure(self) -> None:
        pad, gap = self._theme.size("space_large"), self._theme.size("space_small")
        self._column.setContentsMargins(pad, gap, pad, gap)
