"""Deciding about the verdict on a try, with a sentence for the pupil."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from carrel.assessment.deciding.model import LONGEST_BECAUSE, Decided
from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.classes.feedback.material import Case
from carrel.flows.figures.words import verdict_words
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

_LONGEST = 300


class DecisionBox(QFrame):
    """decided: a verdict and why. taken_back: the decision no longer counts."""

    decided = Signal(str, str)
    taken_back = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("feedbackDecision")
        self.setProperty("kind", "sheet")
        self.setProperty("tone", "plain")
        self._theme = theme
        self.heading = label(role="strong", wrap=True, name="decisionHeading")
        self.reason = label(wrap=True, name="decisionReason")
        self.because = QLineEdit()
        self.because.setObjectName("decisionBecause")
        self.because.setMaxLength(LONGEST_BECAUSE)
        self.because.setPlaceholderText(_("Why, in a sentence for the pupil"))
        self.because.setAccessibleName(_("Why, in a sentence for the pupil"))
        verdicts: tuple[tuple[Decided, str, str], ...] = (
            ("right", _("It is right"), "decideRight"),
            ("partly", _("Partly right"), "decidePartly"),
            ("wrong", _("Not right yet"), "decideWrong"),
        )
        self.choices = {verdict: button(said, "outline", name) for verdict, said, name in verdicts}
        self.back = button(_("Take the decision back"), "fold", "decisionBack")
        self._row = Flow(theme.size("space_small"))
        self._column = QVBoxLayout(self)
        for verdict, one in self.choices.items():
            self._row.addWidget(one)
            one.clicked.connect(lambda _on=False, said=verdict: self.decided.emit(said, self.because.text().strip()))
        for part in (self.heading, self.reason, self.because):
            self._column.addWidget(part)
        self._column.addLayout(self._row)
        self._column.addWidget(self.back)
        self.back.clicked.connect(self.taken_back)
        theme.changed.connect(self._measure)
        self._measure()

    def show_case(self, case: Case | None, name: str, *, is_other: bool) -> None:
        """Show what there is to decide of this try. name: of the pupil. is_other: another one was shown before."""
        self.setVisible(case is not None)
        if case is None:
            return
        decision, reason = case.decision, case.attempt.contested
        self.reason.setVisible(reason is not None)
        said = _("{name} says: “{reason}”")
        self.reason.setText(said.format(name=beside(name, 60), reason=beside(reason or "", _LONGEST)))
        if is_other:
            self.because.setText(decision.because if decision is not None else "")
        for one in (self.because, *self.choices.values()):
            one.setVisible(decision is None)
        self.back.setVisible(decision is not None)
        self.heading.setText(self._heading(case))

    def _heading(self, case: Case) -> str:
        if case.decision is not None:
            said = _("You decided: {verdict}. {because}")
            because = beside(case.decision.because, _LONGEST)
            return said.format(verdict=verdict_words()[case.decision.verdict], because=because).strip()
        if case.attempt.contested is not None:
            return _("This verdict is contested. What do you decide?")
        return _("You may decide otherwise; what Carrel said is kept beside it.")

    def _measure(self) -> None:
        pad, gap = self._theme.size("space_medium"), self._theme.size("space_small")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(gap)
