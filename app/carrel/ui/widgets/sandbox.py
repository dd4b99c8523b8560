"""Answering a question as a pupil would, and seeing how that is marked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from carrel.assessment.attempts.showing import Shown, shown
from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.flows.authoring.trial import Trial
from carrel.flows.figures.words import verdict_words
from carrel.ui.flow import Flow
from carrel.ui.notices import announce
from carrel.ui.theme import Theme
from carrel.ui.widgets.answers import AnswerWidget, answer_widget
from carrel.ui.widgets.parts import button, label, restyle
from carrel.ui.widgets.points import point

_SEED = 1
"""Steps and pairs stand in an order that says nothing, and always in the same."""


class Sandbox(QFrame):
    """tried: an Answer. Nothing of it is kept. answer: what the question is answered with; None before there is one."""

    tried = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("questionSandbox")
        self.setProperty("kind", "sheet")
        self.setProperty("tone", "plain")
        self._theme = theme
        self._shown: Shown | None = None
        self.answer: AnswerWidget | None = None
        self.heading = label(_("Answer as a pupil would"), "strong", wrap=True)
        self.go = button(_("See how it is marked"), "outline", "sandboxGo")
        self.verdict = label(role="strong", wrap=True, name="sandboxVerdict")
        self.why = label(wrap=True, name="sandboxWhy")
        self._slot, self.points = QVBoxLayout(), QVBoxLayout()
        self._column = QVBoxLayout(self)
        row = Flow(theme.size("space_small"))
        row.addWidget(self.go)
        self._column.addWidget(self.heading)
        self._column.addLayout(self._slot)
        self._column.addLayout(row)
        for part in (self.verdict, self.why):
            self._column.addWidget(part)
        self._column.addLayout(self.points)
        self.go.clicked.connect(self._try)
        theme.changed.connect(self._measure)
        self._measure()

    def show_item(self, item: Item | None) -> None:
        """Offer what this question is answered with; what was answered stays where the pupil sees the same."""
        now = shown(item, _SEED) if item is not None else None
        self.show_trial(None)
        self.go.setEnabled(now is not None)
        if now == self._shown and now is not None:
            return
        before, self._shown = self.answer, now
        self.answer = answer_widget(self._theme, now) if now is not None else None
        if self.answer is not None:
            self.answer.submitted.connect(self._try)
            self._slot.addWidget(self.answer)
            self.answer.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def show_trial(self, told: Trial | None) -> None:
        """Show what the marker says; None for nothing yet."""
        self._clear_points()
        for part in (self.verdict, self.why):
            part.setVisible(told is not None)
        self.setProperty("tone", told.verdict.verdict if told is not None else "plain")
        restyle(self)
        if told is None:
            return
        said = _("It would be marked: {verdict}.").format(verdict=verdict_words()[told.verdict.verdict])
        self.verdict.setText(said)
        self.why.setText(told.verdict.why)
        self.why.setVisible(bool(told.verdict.why))
        for one in told.points:
            self.points.addWidget(made := label(point(one), wrap=True, name="sandboxPoint"))
            made.show()
        announce(self, f"{said} {told.verdict.why}")

    def _clear_points(self) -> None:
        while (old := self.points.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _try(self) -> None:
        if self.answer is not None:
            self.tried.emit(self.answer.value())

    def _measure(self) -> None:
        pad, gap = self._theme.size("space_medium"), self._theme.size("space_small")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(gap)
        self.points.setSpacing(self._theme.size("space_tight"))
