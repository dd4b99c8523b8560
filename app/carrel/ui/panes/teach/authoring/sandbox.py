"""Typing what a pupil might answer, and seeing how it is marked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from carrel.assessment.model import Item
from carrel.base.words import _
from carrel.flows.authoring.trial import Trial
from carrel.flows.figures.words import verdict_words
from carrel.ui.flow import Flow
from carrel.ui.notices import announce
from carrel.ui.panes.teach.authoring import words
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label, restyle
from carrel.ui.widgets.points import point
from carrel.ui.widgets.writing_box import WritingBox


class Sandbox(QFrame):
    """tried: what was typed. Nothing of it is kept."""

    tried = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("questionSandbox")
        self.setProperty("kind", "sheet")
        self.setProperty("tone", "plain")
        self._theme = theme
        self.heading = label(_("Type what a pupil might answer"), "strong", wrap=True)
        self.how = label(role="muted", wrap=True, name="sandboxHow")
        self.box = WritingBox()
        self.box.setObjectName("sandboxText")
        self.box.setAccessibleName(_("What a pupil might answer"))
        self.box.setAcceptDrops(False)
        self.box.needs_ctrl = True
        self.heading.setBuddy(self.box)
        self.go = button(_("See how it is marked"), "outline", "sandboxGo")
        self.verdict = label(role="strong", wrap=True, name="sandboxVerdict")
        self.why = label(wrap=True, name="sandboxWhy")
        self.points = QVBoxLayout()
        self._column = QVBoxLayout(self)
        row = Flow(theme.size("space_small"))
        row.addWidget(self.go)
        for part in (self.heading, self.how, self.box):
            self._column.addWidget(part)
        self._column.addLayout(row)
        for part in (self.verdict, self.why):
            self._column.addWidget(part)
        self._column.addLayout(self.points)
        self.go.clicked.connect(self._try)
        self.box.send_requested.connect(self._try)
        self.box.textChanged.connect(self.box.fit)
        theme.changed.connect(self._measure)
        self._measure()

    def show_item(self, item: Item) -> None:
        """Begin with another question."""
        self.box.put("")
        self.box.fit()
        self.how.setText(words.how(item))
        self.how.setVisible(bool(self.how.text()))
        self.show_trial(None)

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
        self.tried.emit(self.box.toPlainText())

    def _measure(self) -> None:
        pad, gap = self._theme.size("space_medium"), self._theme.size("space_small")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(gap)
        self.points.setSpacing(self._theme.size("space_tight"))
        self.box.fit()
