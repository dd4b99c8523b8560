"""A vote between two runs: two replies without names, and a key for the better one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from carrel.base.words import _
from carrel.flows.evaluate.asking import words_of
from carrel.flows.evaluate.voting import Ballot, Side
from carrel.ui.flow import Flow
from carrel.ui.panes.shape.evaluation.vote_result import VoteResult
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import IconButton, button, label
from carrel.ui.widgets.passage import Passage

_NARROW = 52
"""Letters: in a narrower place the replies stand below each other."""

_LEAST = 16
"""The least height of the replies, in sizes of the letters; in a lower window the place scrolls."""


class VoteFace(QWidget):
    """left: back to the run. chosen: the id of a vote, of a question, and a side; "" takes the last choice back."""

    left = Signal()
    chosen = Signal(str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("evaluationVote")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Which reply is better?"))
        self._theme = theme
        self.ballot: Ballot | None = None
        self.leave = IconButton(theme, "chevron-left", _("Back to the run"), name="leaveVote")
        self.said = label("", "strong", wrap=True, name="voteSaid")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("How far the vote has come"))
        self.question = Passage(theme, "voteQuestion")
        self.replies = Passage(theme, "voteFirst"), Passage(theme, "voteSecond")
        self.acts: dict[Side, QPushButton] = {
            "first": button(_("The first is better (1)"), "outline", "voteForFirst"),
            "second": button(_("The second is better (2)"), "outline", "voteForSecond"),
            "tie": button(_("Neither is (0)"), "outline", "voteForTie"),
        }
        self.undo = button(_("Back to the one before"), "outline", "voteUndo")
        self._page = Page(theme, "votePage", widest=2.2, above=0, below=1)
        self.result = VoteResult(theme)
        self._faces = QStackedWidget()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._measure)
        self._measure()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        top, acts = QHBoxLayout(), Flow(gap)
        self.said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        top.addWidget(self.leave)
        top.addWidget(self.said, 1)
        for title, reply in zip((_("First"), _("Second")), self.replies, strict=True):
            card = QFrame()
            card.setObjectName("card")
            within = QVBoxLayout(card)
            within.setSpacing(gap)
            within.addWidget(label(title, "strong"))
            within.addWidget(reply)
            within.addStretch()
            self._cards.addWidget(card, 1)
        self._cards.setSpacing(self._theme.size("space_medium"))
        self._page.column.setSpacing(gap)
        self._page.column.addWidget(label(_("Asked"), "tiny"))
        self._page.column.addWidget(self.question)
        self._page.column.addLayout(self._cards)
        for act in (*self.acts.values(), self.undo):
            acts.addWidget(act)
        for face in (self._page, self.result):
            self._faces.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self._faces, 1)
        column.addLayout(acts)

    def _connect(self) -> None:
        self.leave.clicked.connect(self.left)
        keys: dict[Side, str] = {"first": "1", "second": "2", "tie": "0"}
        for side, act in self.acts.items():
            act.clicked.connect(partial(self._choose, side))
            self._key(keys[side], act)
        self.undo.clicked.connect(self._take_back)
        self._key("Backspace", self.undo)

    def show_ballot(self, ballot: Ballot) -> None:
        """Show the card that waits for a vote, or what came of it all."""
        self.ballot = ballot
        at, count = ballot.next, len(ballot.cards)
        self.bar.setRange(0, count)
        self.bar.setValue(ballot.done)
        is_over = at is None
        for act in self.acts.values():
            act.setVisible(not is_over)
        self.undo.setEnabled(ballot.done > 0)
        if at is None:
            self.said.setText(_("Every reply was voted on."))
            self.result.show_ballot(ballot)
            self._faces.setCurrentWidget(self.result)
        else:
            card = ballot.cards[at]
            self.said.setText(_("Which reply is better? {number} of {count}").format(number=at + 1, count=count))
            self.question.show_text(words_of(card.question), name=_("What was asked"))
            texts = (card.first, _("The first reply")), (card.second, _("The second reply"))
            for reply, (text, name) in zip(self.replies, texts, strict=True):
                reply.show_text(text or _("Nothing was said."), name=name)
            self._page.verticalScrollBar().setValue(0)
            self._faces.setCurrentWidget(self._page)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, below each other where there is not."""
        super().resizeEvent(event)
        wide = self.width() > _NARROW * self._theme.size("type_body")
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _measure(self) -> None:
        self._faces.setMinimumHeight(_LEAST * self._theme.size("type_body"))

    def _key(self, keys: str, act: QPushButton) -> None:
        """A key that presses this button wherever the focus is here."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act.click)

    def _choose(self, side: Side, _checked: bool = False) -> None:
        ballot = self.ballot
        if ballot is not None and ballot.next is not None:
            self.chosen.emit(ballot.vote.id, ballot.cards[ballot.next].question.id, side)

    def _take_back(self) -> None:
        ballot = self.ballot
        if ballot is not None and ballot.done:
            last = ballot.next - 1 if ballot.next else len(ballot.cards) - 1
            self.chosen.emit(ballot.vote.id, ballot.cards[last].question.id, "")
