"""The tries at a skill: the evidence behind each of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.evidence import Known
from carrel.flows.figures.over_time import verdict_words
from carrel.flows.figures.tries import Tried, Which
from carrel.flows.figures.words import right_of, sure
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.table import WIDEST, ReadTable
from carrel.ui.widgets.times import short_moment

_QUESTION = 1
"""The column of the question."""


class TriesDialog(QDialog):
    """practise_requested: this skill is to be practised."""

    practise_requested = Signal()

    def __init__(
        self, known: Known, tries: Sequence[Tried], theme: Theme, parent: QWidget, *, may_practise: bool = True
    ) -> None:
        super().__init__(parent)
        self.setObjectName("triesDialog")
        self.setWindowTitle(_("Tries at “{skill}”").format(skill=beside(known.name)))
        self._tries = tries
        self.which: Which = "all"
        self.group = QButtonGroup(self)
        self.table = _Table()
        self._nothing = label(_("There are no such tries."), "muted", wrap=True, name="triesNothing")
        pad, gap = theme.size("space_wide"), theme.size("space_small")
        choices, acts = Flow(gap), Flow(gap, at_end=True)
        for which, words in _choices(known, tries):
            made = button(words, "outline", f"tries_{which}")
            made.setCheckable(True)
            made.clicked.connect(partial(self.narrow, which))
            self.group.addButton(made)
            choices.addWidget(made)
        practise = button(_("Practise this"), "primary", "triesPractise")
        practise.setVisible(may_practise)
        close = button(_("Close"), "outline", "closeDialog")
        acts.addWidget(practise)
        acts.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(self.windowTitle(), "heading", wrap=True))
        column.addWidget(label(_standing(known), "muted", wrap=True, name="triesSaid"))
        column.addLayout(choices)
        column.addWidget(self.table, 1)
        column.addWidget(self._nothing)
        column.addLayout(acts)
        practise.clicked.connect(self._practise)
        close.clicked.connect(self.reject)
        self.narrow("all")
        fit_screen(self, round(theme.size("size_dialog") * 1.3), round(theme.size("size_dialog") * 0.8))

    def narrow(self, which: Which, _checked: bool = False) -> None:
        """Show these tries only."""
        self.which = which
        for made in self.group.buttons():
            made.setChecked(made.objectName() == f"tries_{which}")
        shown = [one for one in self._tries if one.is_of(which)]
        self.table.fill(
            (_("When"), _("Question"), _("Your answer"), _("Verdict"), _("Help")), [_cells(one) for one in shown]
        )
        self.table.setVisible(bool(shown))
        self._nothing.setVisible(not shown)

    def _practise(self) -> None:
        self.accept()
        self.practise_requested.emit()


class _Table(ReadTable):
    """Lines as high as their words; the question takes the width that is left, and never less than it needs."""

    cells = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop

    def __init__(self) -> None:
        super().__init__("triesTable")
        self.setAccessibleName(_("Tries, newest first"))
        self.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another room for the question."""
        super().resizeEvent(event)
        self.measure()

    def measure(self) -> None:
        """Give each column its width, and each line its height."""
        letter, others = self.fontMetrics().averageCharWidth(), 0
        for column in range(self.columnCount()):
            if column != _QUESTION:
                self.resizeColumnToContents(column)
                self.setColumnWidth(column, min(self.columnWidth(column), WIDEST * letter))
                others += self.columnWidth(column)
        self.setColumnWidth(_QUESTION, max(WIDEST * letter, self.viewport().width() - others))
        self.resizeRowsToContents()


def _choices(known: Known, tries: Sequence[Tried]) -> list[tuple[Which, str]]:
    """The numbers, each of which shows the tries behind it."""
    told = known.mastery
    return [
        ("all", _("All: {count}").format(count=len(tries))),
        ("unaided", _("Unaided: {right}").format(right=right_of(told.right, told.tries))),
        ("assisted", _("Others: {right}").format(right=right_of(told.assisted_right, told.assisted))),
        ("helped", _("With help: {right}").format(right=right_of(known.helped_right, known.helped))),
    ]


def _standing(known: Known) -> str:
    said = _("{standing}. Only unaided tries count: the first try at a question, before any help.")
    return said.format(standing=sure(known))


def _cells(one: Tried) -> tuple[str, ...]:
    verdict = verdict_words()[one.verdict]
    if one.contested:
        verdict = _("{verdict}, contested").format(verdict=verdict)
    question = one.question or _("A question that is no longer here")
    return short_moment(one.created), question, one.answer, verdict, _help(one)


def _help(one: Tried) -> str:
    if one.unaided:
        return _("none")
    levels = {
        0: _("none, tried again"),
        1: _("in other words (level 1)"),
        2: _("the idea (level 2)"),
        3: _("an example (level 3)"),
        4: _("the next step (level 4)"),
        5: _("the solution (level 5)"),
    }
    return levels.get(one.help, str(one.help))
