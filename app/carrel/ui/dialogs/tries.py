"""The tries at a skill: the evidence behind each of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.evidence import Known
from carrel.flows.figures.tries import Tried, Which
from carrel.flows.figures.words import right_of, sure
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.tries_table import TriesTable


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
        self.table = TriesTable("triesTable")
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
        self.table.show_tries(shown, _("Your answer"))
        self.table.setVisible(bool(shown))
        self._nothing.setVisible(not shown)

    def _practise(self) -> None:
        self.accept()
        self.practise_requested.emit()


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
