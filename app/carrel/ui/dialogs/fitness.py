"""The fitness card of a model: what it may do here and why, and what its test showed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.fitness.model import FitnessCard, Grant, Measured
from carrel.flows.fitness.roles import grants
from carrel.flows.fitness.words import (
    card_words,
    item_words,
    role_title,
    sentence,
    share_words,
    speed_words,
    state_words,
    title,
)
from carrel.ui.dialogs.sheet import fit_screen, lay_out
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.interval_bar import IntervalBar
from carrel.ui.widgets.model_card import breakable
from carrel.ui.widgets.parts import button, label


class FitnessDialog(QDialog):
    """again_requested: test it anew, or go on where a part of the test is missing; the dialog closes for it."""

    again_requested = Signal()

    def __init__(self, card: FitnessCard, name: str, theme: Theme, parent: QWidget) -> None:
        """name: what a person calls the model."""
        super().__init__(parent)
        self.setObjectName("fitnessDialog")
        self.setWindowTitle(_("What {model} is good for here").format(model=beside(name)))
        self._theme = theme
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, theme.size("space_small"), 0)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(self._head(card))
        column.addWidget(label(_("What it may do here"), "strong", wrap=True))
        for given in grants(card):
            column.addWidget(self._role(given))
        column.addWidget(label(_("What it showed"), "strong", wrap=True))
        told = _("The band on each line is where its true share lies with 95 % confidence: few items make it wide.")
        column.addWidget(label(told, "muted", wrap=True))
        for one in card.measured:
            column.addWidget(self._probe(one))
        column.addStretch()
        self.area = lay_out(self, theme, column)
        self.area.setAccessibleName(self.windowTitle())
        self.area.setFocus()  # arrows scroll, and Enter begins no test
        fit_screen(self, theme.size("size_dialog"), round(theme.size("type_body") * 46))

    def _head(self, card: FitnessCard) -> QWidget:
        """When it was tested, how fast it was, and the way to test it once more."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.size("space_small"))
        column.addWidget(label(card_words(card), wrap=True, name="fitnessSaid"))
        if speed := speed_words(card.speed):
            column.addWidget(label(speed, "muted", wrap=True, name="fitnessSpeed"))
        words = _("Go on with the test") if card.is_partial else _("Test it again")
        self.again = button(words, "outline", "testAgain")
        self.again.clicked.connect(self._ask_again)
        row = Flow(self._theme.size("space_small"))
        row.addWidget(self.again)
        column.addLayout(row)
        return inner

    def _role(self, given: Grant) -> QFrame:
        tag = label(state_words(given), "badge" if given.state == "granted" else "keys", name="fitnessState")
        return self._row("fitnessRole", role_title(given.role), tag, given.because)

    def _probe(self, one: Measured) -> QFrame:
        words = share_words(one)
        share = one.passed / len(one.tried) if one.tried else None
        bar = IntervalBar(self._theme, share, one.interval, words)
        row = self._row("fitnessProbe", title(one.probe), label(words, "muted"), sentence(one), bar)
        column = row.layout()
        if one.tried and column is not None:
            column.addWidget(_Items(one, self._theme))
        return row

    def _row(self, name: str, head: str, at_end: QLabel, below: str, bar: IntervalBar | None = None) -> QFrame:
        """A line of the card: what it is about, how it stands, and a sentence."""
        frame = QFrame()
        frame.setObjectName(name)
        frame.setAccessibleName(f"{head}: {at_end.text()}. {below}")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.size("space_tight"))
        top = QHBoxLayout()
        top.addWidget(label(head, wrap=True), 1)
        top.addWidget(at_end, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        if bar is not None:
            column.addWidget(bar)
        column.addWidget(label(below, "muted", wrap=True))
        return frame

    def _ask_again(self) -> None:
        self.accept()
        self.again_requested.emit()


class _Items(QWidget):
    """What was asked and said, folded away; the lines are made when somebody wants to see them."""

    def __init__(self, measured: Measured, theme: Theme) -> None:
        super().__init__()
        self._measured = measured
        self._fold = button(_("What was asked and said"), "fold", "fitnessItems")
        self._fold.setCheckable(True)
        self._fold.setAccessibleName(_("What was asked and said: {probe}").format(probe=title(measured.probe)))
        self._fold.toggled.connect(self._toggle)
        self._lines = QWidget()
        self._lines.hide()
        self._inner = QVBoxLayout(self._lines)
        self._inner.setContentsMargins(theme.size("space_large"), 0, 0, 0)
        self._inner.setSpacing(theme.size("space_hair"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_tight"))
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._lines)

    def _toggle(self, shown: bool) -> None:
        if shown and not self._inner.count():
            for one in self._measured.tried:
                asked, said = item_words(one)
                self._inner.addWidget(label(asked, wrap=True, name="fitnessAsked"))
                self._inner.addWidget(label(breakable(said), "muted", wrap=True, name="fitnessReply"))
        self._lines.setVisible(shown)
