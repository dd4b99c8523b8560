"""What came of a vote: which run was which, how often each was preferred, and how sure that is."""

from __future__ import annotations

from carrel.base.words import _
from carrel.flows.evaluate import report, words
from carrel.flows.evaluate.voting import Ballot
from carrel.ui.theme import Theme
from carrel.ui.widgets.figure_table import FigureTable
from carrel.ui.widgets.interval_bar import IntervalBar
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import label


class VoteResult(Page):
    """It scrolls as a whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "voteResult", widest=2.2, above=0, below=1)
        self.said = label("", wrap=True, name="voteResultSaid")
        self.table = FigureTable("voteTable", _("What was preferred"))
        self._bar: IntervalBar | None = None
        self.column.addWidget(self.said)
        self.column.addWidget(self.table)
        self.column.setSpacing(theme.size("space_medium"))

    def show_ballot(self, ballot: Ballot) -> None:
        """Show the result of this vote."""
        said = words.voted_words(ballot)
        self.said.setText(said)
        self.table.show_table(report.vote_table(ballot))
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
        self._bar = IntervalBar(self.theme, ballot.tally.rate, ballot.tally.interval, said)
        self.column.insertWidget(1, self._bar)
