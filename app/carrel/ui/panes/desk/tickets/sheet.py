"""A ticket: what is asked in one line, what was written, the draft, and what it goes by."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from carrel.base.show import isolated
from carrel.base.words import _
from carrel.desk.model import Desk, Ticket
from carrel.flows.draft.model import Draft
from carrel.ui.panes.desk.tickets import words
from carrel.ui.panes.desk.tickets.draft_box import DraftBox
from carrel.ui.panes.desk.tickets.facts import FactsView
from carrel.ui.panes.desk.tickets.summary import SummarySheet
from carrel.ui.panes.desk.tickets.thread import ThreadView
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import IconButton, label


class TicketSheet(Page):
    """state_requested: how the ticket is to stand. remove_requested: it is to go away.

    summary_requested: its thread in a few lines.
    """

    state_requested = Signal(str)
    summary_requested = Signal()
    remove_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "ticketSheet", widest=1.1, above=0, below=1)
        self.ticket: Ticket | None = None
        self.title = label("", "heading", wrap=True, name="ticketTitle")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.about = label("", "muted", wrap=True, name="ticketAbout")
        self.more = IconButton(theme, "more", _("More for this ticket"), name="ticketMore")
        self.question = label("", "strong", wrap=True, name="ticketQuestion")
        self.summary = SummarySheet(theme)
        self.mails = ThreadView(theme)
        self.mails.summary_requested.connect(self.summary_requested)
        self.draft = DraftBox(theme)
        self.facts = FactsView(theme)
        self._menu = QMenu(self.more)
        self._menu.setObjectName("ticketMenu")
        for said, state in (
            (_("It waits for us again"), "open"),
            (_("The customer was asked"), "asked"),
            (_("It was handed over to a colleague"), "escalated"),
        ):
            action = self._menu.addAction(said)
            action.setObjectName(f"state-{state}")
            action.triggered.connect(lambda _checked=False, told=state: self.state_requested.emit(told))
        self._menu.addSeparator()
        remove = self._menu.addAction(_("Remove this ticket"))
        remove.setObjectName("removeTicket")
        remove.triggered.connect(self.remove_requested)
        self.more.setMenu(self._menu)
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        named, self._head = QHBoxLayout(), QVBoxLayout()
        named.addWidget(self.title, 1)
        named.addWidget(self.more)
        self._head.addLayout(named)
        self._head.addWidget(self.about)
        self.column.addLayout(self._head)
        for one in (self.question, self.summary, self.mails, self.draft, self.facts):
            self.column.addWidget(one)
        self.measure()

    def show_ticket(self, ticket: Ticket, desk: Desk) -> None:
        """Show this ticket; what is being written for it stays in its box."""
        is_other = self.ticket is None or self.ticket.id != ticket.id
        self.ticket = ticket
        self.title.setText(isolated(words.title(ticket)))
        said = " · ".join(isolated(part) for part in (words.who(ticket), words.state(ticket.state)) if part)
        self.about.setText(said)
        self.mails.show_mails(ticket.thread.mails)
        self.draft.offer_macros(desk.macros)
        if is_other:
            self.question.hide()
            self.facts.hide()
            self.summary.hide()
            self.draft.begin(ticket.draft)
            self.verticalScrollBar().setValue(0)

    def show_draft(self, draft: Draft, desk: Desk, *, is_of_text: bool) -> None:
        """Show what the draft is, and what it goes by."""
        asked = " ".join(one.asked for one in draft.decision.questions)
        self.question.setText(_("Asked: {question}").format(question=isolated(asked)))
        self.question.setVisible(bool(asked))
        self.draft.show_draft(draft, is_of_text=is_of_text)
        self.facts.show_decision(draft.decision, desk)
        self.facts.show()

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        pad = self.theme.size("space_medium")
        self.column.setContentsMargins(0, 0, self.theme.size("space_tight"), self.theme.size("space_wide"))
        self.column.setSpacing(pad)
        self._head.setSpacing(0)
