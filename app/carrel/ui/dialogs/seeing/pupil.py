"""The page of a pupil: what is known without help and with it, what asks for attention, and the last tries."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.flows.classes.seeing.case import Case
from carrel.flows.classes.seeing.evidence import Tries
from carrel.flows.classes.seeing.meaning import contest_said, nothing, others, unaided
from carrel.flows.classes.seeing.pupil import PupilPage
from carrel.flows.classes.seeing.sheets import contested_sheet, pupil_sheet
from carrel.flows.classes.seeing.words import flag, how_long, what_to_try, why
from carrel.ui.dialogs.sheet import fit_screen, lay_out
from carrel.ui.flow import Flow
from carrel.ui.plain import breakable
from carrel.ui.theme import Theme
from carrel.ui.widgets.figure_table import FigureTable
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.tries_table import TriesTable

_OTHERS = {3, 4}
"""The columns of the tries that were not unaided; every other figure is of those that were."""


class PupilDialog(QDialog):
    """evidence_requested: a title, what it says, and a figure whose tries are to be seen. report_requested: what the
    file name of the report ends in.
    """

    evidence_requested = Signal(str, str, object)
    report_requested = Signal(str)

    def __init__(self, told: PupilPage, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pupilDialog")
        self.told, self._theme = told, theme
        self.who = one_line(told.pupil.name)
        self.setWindowTitle(breakable(self.who))
        self.skills = FigureTable("pupilSkills", _("Skills"))
        self.contested = FigureTable("pupilContested", _("Contested verdicts"))
        self.recent = TriesTable("pupilRecent")
        self.save = button(_("Save…"), "outline", "pupilSave")
        self.alone = button(_("Show the unaided tries"), "outline", "pupilUnaided")
        self.others = button(_("Show the other tries"), "outline", "pupilOthers")
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(0, 0, theme.size("space_small"), 0)
        self._inner.setSpacing(theme.size("space_medium"))
        self._show_skills()
        self._show_cases()
        self._show_tries()
        lay_out(self, theme, self._inner, self._head())
        self.skills.opened.connect(self._open_skill)
        self.skills.itemSelectionChanged.connect(self._look)
        self.contested.opened.connect(self._open_contested)
        self.alone.clicked.connect(lambda: self._open_skill(self.skills.currentRow(), 0))
        self.others.clicked.connect(lambda: self._open_skill(self.skills.currentRow(), min(_OTHERS)))
        self._look()
        fit_screen(self, round(theme.size("size_dialog") * 1.45), round(theme.size("size_dialog")))

    def _head(self) -> QWidget:
        """Of which class, and ways to keep the page."""
        pupil = self.told.pupil
        about = [beside(self.told.classroom.title), pupil.code, *map(beside, pupil.groups)]
        about += [_("no longer in the class")] if pupil.left else []
        menu = QMenu(self.save)
        menu.setObjectName("pupilSaveMenu")
        for words, ending in (
            (_("On paper (PDF)…"), "pdf"),
            (_("As a page (HTML)…"), "html"),
            (_("For a spreadsheet (CSV)…"), "csv"),
        ):
            action = menu.addAction(words)
            action.setObjectName(f"report_{ending}")
            action.triggered.connect(partial(self._ask_report, ending))
        self.save.setMenu(menu)
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(breakable(" · ".join(about)), "muted", wrap=True, name="pupilAbout"), 1)
        row.addWidget(self.save)
        return held

    def _show_cases(self) -> None:
        if self.told.cases:
            self._heading(_("What asks for attention"))
        for case in self.told.cases:
            self._inner.addWidget(self._case(case))

    def _show_skills(self) -> None:
        told, add = self.told, self._inner.addWidget
        self._heading(_("Skills"))
        if told.rows:
            add(label(f"{unaided()} {others()}", "muted", wrap=True))
        else:
            add(label(nothing(), wrap=True, name="pupilNothing"))
        self.skills.show_table(pupil_sheet(told))
        add(self.skills)
        acts = Flow(self._theme.size("space_small"))
        acts.addWidget(self.alone)
        acts.addWidget(self.others)
        self._inner.addLayout(acts)
        for part in (self.skills, self.alone, self.others):
            part.setHidden(not told.rows)

    def _show_tries(self) -> None:
        told = self.told
        if told.contested:
            self._heading(_("Contested verdicts"))
        self.contested.wide = 1
        self.contested.show_table(contested_sheet(told.contested))
        self.contested.setHidden(not told.contested)
        self._inner.addWidget(self.contested)
        if told.recent:
            self._heading(_("Last tries"))
        self.recent.show_tries(told.recent, _("Answer"))
        self.recent.setMinimumHeight(round(self._theme.size("size_dialog") * 0.4))
        self.recent.setHidden(not told.recent)
        self._inner.addWidget(self.recent)
        self._inner.addStretch()

    def _heading(self, words: str) -> None:
        self._inner.addWidget(label(words, "strong", wrap=True))

    def _case(self, case: Case) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "sheet")
        frame.setProperty("tone", "plain")
        column, signs = QVBoxLayout(frame), Flow(self._theme.size("space_small"))
        signs.addWidget(label(flag(case.kind), "badge"))
        signs.addWidget(label(how_long(case), "muted"))
        column.addLayout(signs)
        column.addWidget(label(breakable(why(case)), wrap=True))
        column.addWidget(label(_("To try: {what}").format(what=what_to_try(case)), "muted", wrap=True))
        if case.evidence:
            tries = button(_("Show the tries"), "outline", f"tries_{case.id}")
            tries.setAccessibleDescription(why(case))
            tries.clicked.connect(partial(self._open_case, case))
            row = Flow(0)
            row.addWidget(tries)
            column.addLayout(row)
        return frame

    def _look(self) -> None:
        row = self.skills.currentRow()
        one = self.told.rows[row] if 0 <= row < len(self.told.rows) else None
        self.alone.setEnabled(one is not None and bool(one.evidence))
        self.others.setEnabled(one is not None and bool(one.assisted_evidence))

    def _open_case(self, case: Case, _checked: bool = False) -> None:
        self.evidence_requested.emit(f"{self.who}: {flag(case.kind)}", why(case), case)

    def _open_skill(self, row: int, column: int) -> None:
        one = self.told.rows[row]
        of_others = column in _OTHERS
        evidence = one.assisted_evidence if of_others else one.evidence
        if evidence:
            title = _("{who}: {skill}").format(who=beside(self.who), skill=beside(one.name))
            self.evidence_requested.emit(title, others() if of_others else unaided(), Tries(evidence))

    def _open_contested(self, row: int, _column: int) -> None:
        one = self.told.contested[row]
        title = _("{who} contests a verdict").format(who=beside(self.who))
        self.evidence_requested.emit(title, contest_said(one), one)

    def _ask_report(self, ending: str, _checked: bool = False) -> None:
        self.report_requested.emit(ending)
