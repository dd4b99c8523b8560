"""How the questions went in a class, what was misunderstood, and which verdicts are contested."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.classes.seeing.looks import QuestionsLook, look_questions
from carrel.flows.classes.seeing.meaning import contest_said, discrimination, facility, hidden, nothing
from carrel.flows.classes.seeing.sheets import contested_sheet, items_sheet, misconceptions_sheet
from carrel.flows.figures.table import Table
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.panes.teach.seeing.page import SeeingPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.figure_table import FigureTable
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label

_FACILITY, _DISCRIMINATION = 4, 5
"""The columns of the sheet of the questions."""
_LETTERS = 80


class QuestionsPage(SeeingPage):
    """Three tables below each other."""

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Questions"), "questionsPage", kit, jobs, theme)
        self._shown: QuestionsLook | None = None
        self.items = Figures(_("Questions"), "items", theme, f"{facility()} {discrimination()} {hidden()}")
        self.misconceptions = Figures(_("Misconceptions"), "misconceptions", theme)
        self.contested = Figures(_("Contested verdicts"), "contested", theme)
        self.contested.table.wide = 1
        self.pupil = self.contested.add(_("Open the page of this pupil"), "contestedPupil")
        self._page = Page(theme, "questionsScroll", widest=1.75, above=0, below=1)
        for part in (self.items, self.misconceptions, self.contested):
            self._page.column.addWidget(part)
        self.show_faces(
            self._page,
            nothing(),
            _("Once work is taken in, every question that was tried stands here, the hardest first."),
        )
        self.items.opened.connect(self._open_item)
        self.misconceptions.opened.connect(self._open_misconception)
        self.contested.opened.connect(self._open_contested)
        self.pupil.clicked.connect(self._ask_pupil)
        theme.changed.connect(self._measure)
        self._measure()

    def look(self, classroom: str, of: str) -> object:
        """The figures of the questions."""
        return look_questions(self.kit, classroom, of)

    def take(self, told: Any) -> bool:
        """Show the tables."""
        look: QuestionsLook = told
        self._shown = look
        self.items.show_table(items_sheet(look.items), nothing())
        self.items.table.explain(_FACILITY, facility())
        self.items.table.explain(_DISCRIMINATION, discrimination())
        self.misconceptions.show_table(
            misconceptions_sheet(look.misconceptions), _("No wrong answer shows a known misconception.")
        )
        self.contested.show_table(contested_sheet(look.contested), _("No verdict is contested."))
        return bool(look.items)

    def tables(self) -> Sequence[tuple[str, Table]]:
        """All three, where there is something in them."""
        if self._shown is None:
            return []
        look = self._shown
        told = (
            (_("Questions"), items_sheet(look.items)),
            (_("Misconceptions"), misconceptions_sheet(look.misconceptions)),
            (_("Contested verdicts"), contested_sheet(look.contested)),
        )
        return [(title, table) for title, table in told if table.rows]

    def _open_item(self, row: int) -> None:
        if self._shown is not None:
            one = self._shown.items[row]
            said = _("The first unaided try of each pupil, from which its figures are.")
            self.evidence_requested.emit(beside(one.question, _LETTERS), said, one)

    def _open_misconception(self, row: int) -> None:
        if self._shown is not None:
            one = self._shown.misconceptions[row]
            said = _("The wrong answers that show it, after help too.")
            self.evidence_requested.emit(beside(one.misconception, _LETTERS), said, one)

    def _open_contested(self, row: int) -> None:
        if self._shown is not None:
            one = self._shown.contested[row]
            title = _("{who} contests a verdict").format(who=beside(one.pupil.name))
            self.evidence_requested.emit(title, contest_said(one), one)

    def _ask_pupil(self) -> None:
        row = self.contested.table.currentRow()
        if self._shown is not None and 0 <= row < len(self._shown.contested):
            self.pupil_requested.emit(self._shown.contested[row].pupil.id)

    def _measure(self) -> None:
        wide = self.theme.size("space_wide")
        self._page.column.setContentsMargins(0, 0, 0, wide)
        self._page.column.setSpacing(wide)


class Figures(QWidget):
    """A table under its title, with what can be done with the line that is chosen. opened: a row."""

    opened = Signal(int)

    def __init__(self, title: str, name: str, theme: Theme, meaning: str = "") -> None:
        super().__init__()
        self.table = FigureTable(f"{name}Table", title)
        self.tries = button(_("Show the tries"), "outline", f"{name}Tries")
        self.tries.setAccessibleName(_("{title}: show the tries").format(title=title))
        self._nothing = label("", "muted", wrap=True, name=f"{name}Nothing")
        self._acts = Flow(theme.size("space_small"))
        self._acts.addWidget(self.tries)
        self._made = [self.tries]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_small"))
        column.addWidget(label(title, "heading", wrap=True))
        if meaning:
            column.addWidget(label(meaning, "muted", wrap=True, name=f"{name}Meaning"))
        column.addWidget(self.table)
        column.addWidget(self._nothing)
        column.addLayout(self._acts)
        self.table.opened.connect(lambda row, _column: self.opened.emit(row))
        self.table.itemSelectionChanged.connect(self._look)
        self.tries.clicked.connect(self._open)

    def add(self, words: str, name: str) -> QPushButton:
        """One more button for the line that is chosen."""
        made = button(words, "outline", name)
        self._acts.addWidget(made)
        self._made.append(made)
        return made

    def show_table(self, table: Table, otherwise: str) -> None:
        """Show these figures, or words where there are none."""
        self.table.show_table(table)
        self._nothing.setText(otherwise)
        self._nothing.setVisible(not table.rows)
        self.table.setVisible(bool(table.rows))
        for made in self._made:
            made.setVisible(bool(table.rows))
        self._look()

    def _look(self) -> None:
        for made in self._made:
            made.setEnabled(self.table.currentRow() >= 0)

    def _open(self) -> None:
        if self.table.currentRow() >= 0:
            self.opened.emit(self.table.currentRow())
