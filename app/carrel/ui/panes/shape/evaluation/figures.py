"""The figures of a run, or of two: in sentences, as an interval, and as tables that are read line by line."""

from __future__ import annotations

from carrel.base.words import _
from carrel.flows.evaluate import report, words
from carrel.flows.evaluate.comparing import Comparison
from carrel.flows.evaluate.runs import Seen
from carrel.flows.figures.table import Table
from carrel.ui.theme import Theme
from carrel.ui.widgets.figure_table import FigureTable
from carrel.ui.widgets.interval_bar import IntervalBar
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import label

_BRIEF = 4
"""Columns of the table of questions that say something in a few words; the replies stand under the questions."""


class FiguresCard(Page):
    """It scrolls as a whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "evaluationFigures", widest=2.2, above=0, below=1)
        self.said = label("", wrap=True, name="figuresSaid")
        self.table = FigureTable("figuresTable", _("Figures"))
        self.questions = FigureTable("questionsTable", _("Before and after, question by question"))
        self._bar: IntervalBar | None = None
        for part in (self.said, self.table, self.questions):
            self.column.addWidget(part)
        self.column.setSpacing(theme.size("space_medium"))

    def show_run(self, seen: Seen, former: Seen | None, compared: Comparison | None) -> None:
        """Show the figures of the run, and of the one before it where that is there."""
        columns = [(words.run_words(one.run), one.figures) for one in (former, seen) if one is not None]
        self.table.show_table(report.figures_table(*columns))
        self.questions.setVisible(compared is not None)
        if compared is not None:
            said = words.compared_words(compared)
            share, ends = compared.tally.rate, compared.tally.interval
            whole = report.pairs_table(compared)
            self.questions.show_table(Table(whole.headers[:_BRIEF], tuple(row[:_BRIEF] for row in whole.rows)))
        else:
            said = f"{words.share_words(seen.figures)} {words.speed_words(seen.figures)}"
            told = seen.figures.told
            share, ends = (seen.figures.verdicts["right"] / told if told else 0.0), seen.figures.interval
        self.said.setText(said)
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
        self._bar = IntervalBar(self.theme, share, ends, said)
        self.column.insertWidget(1, self._bar)
