"""A proposed article, to be read, changed, and approved or discarded by a person."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.desk.articles.proposing import LONGEST_TITLE
from carrel.desk.model import ProposedArticle
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

_REST_MS = 700


class ProposalBox(QWidget):
    """written: the id of a proposal, its title and its text, after a pause. approved: the same. discarded: its id."""

    written = Signal(str, str, str)
    approved = Signal(str, str, str)
    discarded = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("proposal")
        self._shown = ""
        self._kept = "", ""
        self._pause = QTimer(self, singleShot=True, interval=_REST_MS)
        self.title, self.text = QLineEdit(), QPlainTextEdit()
        self.title.setObjectName("proposalTitle")
        self.title.setAccessibleName(_("Title of the article"))
        self.title.setMaxLength(LONGEST_TITLE)
        self.text.setObjectName("proposalText")
        self.text.setAccessibleName(_("Text of the article"))
        self.text.setProperty("kind", "lines")
        self.text.setTabChangesFocus(True)
        self.approve = button(_("Approve"), "primary", "approveProposal")
        self.discard = button(_("Discard"), "outline", "discardProposal")
        lead = _(
            "This was written by rules from a ticket that you solved; what belongs to a person was left out. Read it, "
            "and let it say only what holds for everybody. Nothing is answered from it before you approve it."
        )
        acts = Flow(theme.size("space_small"))
        for act in (self.approve, self.discard):
            acts.addWidget(act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_small"))
        column.addWidget(label(_("Proposed article"), "heading", wrap=True))
        column.addWidget(label(lead, "muted", wrap=True))
        column.addWidget(self.title)
        column.addWidget(self.text, 1)
        column.addLayout(acts)
        for signal in (self.title.textChanged, self.text.textChanged):
            signal.connect(self._changed)
        self._pause.timeout.connect(self.keep_now)
        self.approve.clicked.connect(self._approve)
        self.discard.clicked.connect(self._discard)

    def show_proposal(self, one: ProposedArticle) -> None:
        """Show this; what is being written in it stays."""
        if one.id == self._shown:
            return
        self.keep_now()
        self._shown, self._kept = one.id, (one.title, one.text)
        for box in (self.title, self.text):
            box.blockSignals(True)
        self.title.setText(one.title)
        self.text.setPlainText(one.text)
        for box in (self.title, self.text):
            box.blockSignals(False)
        self._look()

    def keep_now(self) -> None:
        """What was written and is not kept yet is told without a pause."""
        self._pause.stop()
        said = self.title.text().strip(), self.text.toPlainText().strip()
        if self._shown and all(said) and said != self._kept:
            self._kept = said
            self.written.emit(self._shown, *said)

    def _changed(self) -> None:
        self._pause.start()
        self._look()

    def _look(self) -> None:
        self.approve.setEnabled(bool(self.title.text().strip() and self.text.toPlainText().strip()))

    def _approve(self) -> None:
        self._pause.stop()
        shown, self._shown = self._shown, ""
        self.approved.emit(shown, self.title.text(), self.text.toPlainText())

    def _discard(self) -> None:
        self.keep_now()
        shown, self._shown = self._shown, ""
        self.discarded.emit(shown)
