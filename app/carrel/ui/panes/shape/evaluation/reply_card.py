"""A question with its reply, or with the replies of two runs beside each other, and what code says of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _
from carrel.evaluations.model import Outcome, Replied
from carrel.flows.evaluate import words
from carrel.flows.evaluate.asking import words_of
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.passage import Passage

_NARROW = 36
"""Letters: in a narrower place the replies stand below each other."""


class ReplyCard(Page):
    """It scrolls as a whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "evaluationReplies", widest=2.2, above=0, below=1)
        self.question = Passage(theme, "evaluationQuestion")
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._held = QWidget()
        self._held.setLayout(self._cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(label(_("Asked"), "tiny"))
        self.column.addWidget(self.question)
        self.column.addWidget(self._held)
        self.measure()

    def show_replies(self, replies: Sequence[tuple[str, Replied]]) -> None:
        """Show these replies to one question, each with the name of its run."""
        while (item := self._cards.takeAt(0)) is not None:
            if (card := item.widget()) is not None:
                card.hide()
                card.deleteLater()
        if replies:
            self.question.show_text(words_of(replies[-1][1].question), name=_("What was asked"))
        for name, replied in replies:
            self._cards.addWidget(self._card(name, replied), 1)
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, below each other where there is not."""
        super().resizeEvent(event)
        wide = self.width() > _NARROW * self.theme.size("type_body")
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        self.column.setSpacing(self.theme.size("space_small"))
        self._cards.setSpacing(self.theme.size("space_medium"))

    def _card(self, name: str, replied: Replied) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setSpacing(self.theme.size("space_small"))
        column.addWidget(label(name, "tiny", wrap=True))
        column.addWidget(
            label(words.verdict_words(replied.judged.verdict), "strong", wrap=True, name="evaluationVerdict")
        )
        reply = Passage(self.theme, "evaluationReply")
        reply.show_text(replied.text or _("Nothing was said."), name=_("The reply of {run}").format(run=name))
        column.addWidget(reply)
        for outcome in replied.judged.outcomes:
            column.addWidget(label(_said(outcome), "muted", wrap=True, name="evaluationOutcome"))
        seconds = _("{seconds} s").format(seconds=f"{replied.seconds:.1f}")
        column.addWidget(label(" ".join((seconds, *replied.dropped)), "tiny", wrap=True))
        column.addStretch()
        return card


def _said(outcome: Outcome) -> str:
    said = f"{outcome.wanted} {words.found_words(outcome.found).capitalize()}"
    return f"{said}: “{beside(outcome.evidence.replace('**', ''), 300)}”" if outcome.evidence else f"{said}."
