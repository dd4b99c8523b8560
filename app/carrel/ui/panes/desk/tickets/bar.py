"""Over the tickets: a new one, the search, which of them are shown, and how many there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carrel.base.words import _
from carrel.desk.model import Ticket
from carrel.ui.flow import Flow
from carrel.ui.panes.desk.tickets import words
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.search_field import SearchField

WAITING = "waiting"
"""All that are not solved."""


class TicketBar(QWidget):
    """changed: other tickets are wanted. new_requested: one is to be pasted."""

    changed = Signal()
    new_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("ticketBar")
        self.new = button(_("New ticket"), "primary", "newTicketButton")
        self.search = SearchField()
        self.search.setObjectName("ticketSearch")
        self.search.setPlaceholderText(_("Search the tickets"))
        self.search.setAccessibleName(_("Search the tickets"))
        self.state = ChoiceBox(_("Which tickets"), "ticketState")
        self.count = label("", "tiny", wrap=True, name="ticketCount")
        states = [(words.state(one), one) for one in ("open", "asked", "escalated", "solved")]
        self.state.offer([(_("all"), ""), (_("not solved"), WAITING), *states])
        ways = Flow(theme.size("space_small"))
        for way in (self.new, self.state):
            ways.addWidget(way)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_small"))
        column.addLayout(ways)
        for part in (self.search, self.count):
            column.addWidget(part)
        self.new.clicked.connect(self.new_requested)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.search.leave_requested.connect(self.search.clear)
        self.state.currentIndexChanged.connect(lambda _index: self.changed.emit())
        theme.changed.connect(lambda: self.search.show_icon(theme))
        self.search.show_icon(theme)

    def holds(self, ticket: Ticket) -> bool:
        """Whether tickets that stand like this one are wanted."""
        wanted = str(self.state.currentData() or "")
        if wanted == WAITING:
            return ticket.state != "solved"
        return wanted in ("", ticket.state)
