"""The page of tickets: a list of them, and beside it the one that is being answered, or a box for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.matching import folded
from carrel.base.words import _
from carrel.desk.model import Desk, Ticket
from carrel.flows.desks import desks, tickets
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.desk.page import DeskPage
from carrel.ui.panes.desk.tickets import words
from carrel.ui.panes.desk.tickets.answering import Answering
from carrel.ui.panes.desk.tickets.bar import TicketBar
from carrel.ui.panes.desk.tickets.new_ticket import NewTicket
from carrel.ui.panes.desk.tickets.sheet import TicketSheet
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.parts import label

_KEY = "ticket"
_NARROW = 50
"""Letters: in a narrower page the list stands above."""
_TALL = 44
"""Letters: as high is a narrow page at least; in a lower window the place scrolls."""


@dataclass(frozen=True)
class _Look:
    """What there is on a desk; searched: in what a search looks for its words, by ticket."""

    desk: Desk
    tickets: list[Ticket]
    searched: dict[str, str]


class TicketsPage(DeskPage):
    """files_requested: tickets are to be opened. files_given: those that were let go over the place.

    cited: a Citation somebody wants to see. product_requested: the code of one. whole_requested: a title and a text.
    copy_requested, save_requested, solved_requested, translation_requested: about the ticket in sight.
    macro_requested: the name of one.
    """

    files_requested = Signal()
    files_given = Signal(object)
    cited = Signal(object)
    product_requested = Signal(str)
    whole_requested = Signal(str, str)
    copy_requested = Signal()
    save_requested = Signal()
    solved_requested = Signal()
    translation_requested = Signal()
    macro_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Tickets"), frozenset({"desk"}))
        self.setObjectName("ticketsPage")
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._name = ""
        self._wanted = ""
        self._drafts_wanted = False
        self.desk: Desk | None = None
        self.tickets: list[Ticket] = []
        self._searched: dict[str, str] = {}
        self._looking = Looking(self, jobs, self._look, self._take, self._fail)
        self.bar = TicketBar(theme)
        self.list = LineList(theme, _("Tickets"), "ticketList")
        self.new = NewTicket(theme)
        self.sheet = TicketSheet(theme)
        self.answering = Answering(kit, jobs, self.sheet)
        self._unfound = label(_("No ticket is like that. Try fewer letters, or show all."), "muted", wrap=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._side, self._lists, self._faces = QWidget(), QStackedWidget(), QStackedWidget()
        self._unfound.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for face in (self.list, self._unfound):
            self._lists.addWidget(face)
        self._faces.addWidget(self.new)
        self._faces.addWidget(self.sheet)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(self._theme.size("space_small"))
        side.addWidget(self.bar)
        side.addWidget(self._lists, 1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self._side, 1)
        self._sides.addWidget(self._faces, 2)
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        self.bar.changed.connect(self._show_list)
        self.bar.new_requested.connect(self.begin_new)
        self.bar.search.down_requested.connect(self.list.setFocus)
        self.list.chosen_changed.connect(self._show_chosen)
        self.list.opened.connect(lambda _ticket: self.sheet.draft.text.setFocus())
        self.list.removed.connect(self._remove)
        self.new.given.connect(self.paste)
        self.new.files_requested.connect(self.files_requested)
        self.sheet.state_requested.connect(self.set_state)
        self.sheet.remove_requested.connect(self._remove_shown)
        self.sheet.mails.whole_requested.connect(self.whole_requested)
        self.sheet.facts.product_requested.connect(self.product_requested)
        self.answering.told.connect(self.told)
        box = self.sheet.draft
        for asked, told in (
            (box.cited, self.cited),
            (box.copy_requested, self.copy_requested),
            (box.save_requested, self.save_requested),
            (box.solved_requested, self.solved_requested),
            (box.translation_requested, self.translation_requested),
            (box.macro_requested, self.macro_requested),
        ):
            asked.connect(told)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is, and nothing is worded."""
        return self._looking.is_at_rest and self.answering.is_at_rest

    @property
    def ticket(self) -> Ticket | None:
        """The ticket in sight."""
        return self.sheet.ticket if self._faces.currentWidget() is self.sheet else None

    def show_desk(self, desk: str) -> None:
        """Show the tickets of this desk, by its id, fresh from the store."""
        if desk != self._name:
            self.answering.flush()
            self.answering.forget()
            self._name, self.desk, self.tickets = desk, None, []
        self._looking.anew()

    def show_ticket(self, ticket: str, *, draft: bool = False) -> None:
        """Show this ticket as soon as it is found; draft: and let the model word its draft."""
        self._wanted, self._drafts_wanted = ticket, draft
        self._looking.anew()

    def begin_new(self) -> None:
        """Let a person paste a ticket."""
        self.answering.flush()
        self.list.clearSelection()
        self._faces.setCurrentWidget(self.new)
        self.new.take_focus()

    def paste(self, text: str) -> None:
        """Make a ticket of what was pasted, and draft."""
        if self.desk is None:
            return

        def made(ticket: Ticket) -> None:
            self.new.clear()
            self.show_ticket(ticket.id, draft=True)

        self._jobs.fetch(partial(tickets.paste, self._kit, self.desk, text), made, self._fail)

    def set_state(self, state: str) -> None:
        """Let the ticket in sight stand like this; Undo takes it back."""
        ticket = self.ticket
        told = next((one for one in ("open", "asked", "escalated", "solved") if one == state), None)
        if ticket is None or told is None:
            return
        said = _("The ticket is {state} now.").format(state=words.state(told))
        self.answering.flush()
        self._do(partial(tickets.set_state, self._kit, ticket.id, told), said)

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Mails and texts become tickets."""
        if any(path.suffix.lower() in tickets.ENDINGS for path in paths):
            self.files_given.emit(paths)
            return True
        return False

    def open_search(self) -> bool:
        """Go to the search."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()
        return True

    def step_back(self) -> bool:
        """Leave the box for a new ticket, or a search."""
        if self._faces.currentWidget() is self.new and self.tickets and self.sheet.ticket is not None:
            self.list.choose(self.sheet.ticket.id)
            self.list.setFocus()
            return True
        if self.bar.search.text():
            self.bar.search.clear()
            return True
        return False

    def flush(self) -> None:
        """Keep what is being written; what was pasted and not drafted yet is kept as a ticket."""
        self.answering.flush()
        self.answering.stop()
        if self.desk is not None and self.new.text.toPlainText().strip():
            self._jobs.fetch(
                partial(tickets.paste, self._kit, self.desk, self.new.text.toPlainText()), None, self._fail
            )

    def showEvent(self, event: QShowEvent) -> None:
        """What the desk answers from may have been changed on another page."""
        super().showEvent(event)
        self.answering.renew()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was written is kept."""
        self.answering.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has the list above."""
        super().resizeEvent(event)
        self._measure()

    def _look(self) -> object:
        desk = desks.desk(self._kit, self._name)
        found = tickets.tickets(self._kit, desk.id)
        return _Look(desk, found, {one.id: folded(f"{words.who(one)} {one.thread.asked}") for one in found})

    def _take(self, told: _Look) -> None:
        if told.desk.id != self._name:
            return
        self.desk, self.tickets, self._searched = told.desk, told.tickets, told.searched
        self._show_list()
        known = {one.id for one in self.tickets}
        if self._wanted in known:
            self._show_wanted()
        elif not self.tickets:
            self._faces.setCurrentWidget(self.new)
        elif self.sheet.ticket is None:
            if not self.new.text.toPlainText().strip():  # nobody is just pasting one
                self.list.choose(self.tickets[0].id)
        elif self.sheet.ticket.id not in known:
            self.list.choose(self.tickets[0].id)

    def _show_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted not in {one.id for one in self.list.lines.lines}:  # a search hides it
            self.bar.search.clear()
            self.bar.state.setCurrentIndex(0)
            self._show_list()
        self.list.choose(wanted)
        self._faces.setCurrentWidget(self.sheet)
        if self._drafts_wanted:
            self._drafts_wanted = False
            self.answering.draft()
            self.sheet.draft.text.setFocus()

    def _show_list(self) -> None:
        wanted = folded(self.bar.search.text()).split()
        shown = [
            one
            for one in self.tickets
            if self.bar.holds(one) and all(word in self._searched.get(one.id, "") for word in wanted)
        ]
        self.list.show_lines([words.line(one) for one in shown])
        self.bar.count.setText(words.counts(self.tickets, len(shown)) if self.tickets else "")
        self._lists.setCurrentWidget(self._unfound if self.tickets and not shown else self.list)

    def _show_chosen(self) -> None:
        chosen = self.list.chosen
        ticket = next((one for one in self.tickets if chosen is not None and one.id == chosen.id), None)
        if ticket is not None and self.desk is not None:
            self.answering.show_ticket(ticket, self.desk)
            self._faces.setCurrentWidget(self.sheet)

    def _remove_shown(self) -> None:
        if self.ticket is not None:
            self._remove(self.ticket.id)

    def _remove(self, ticket: str) -> None:
        self.answering.flush()

        def undo() -> None:
            self._do(partial(tickets.put_back, self._kit, ticket), "")
            self._wanted = ticket

        def done(_done: object) -> None:
            said = _("The ticket was removed.")
            choice = Choice(_("Undo"), undo, "ticketUndo")
            self.told.emit(Notice(said, tone="quiet", choices=(choice,), key=_KEY))
            self._looking.anew()

        self._jobs.fetch(partial(tickets.remove, self._kit, ticket), done, self._fail)

    def _do(self, act: object, said: str) -> None:
        """Do it; what it was before comes back with Undo."""

        def done(before: object) -> None:
            if said and isinstance(before, Ticket):
                choice = Choice(
                    _("Undo"), partial(self._do, partial(tickets.restore, self._kit, before), ""), "ticketUndo"
                )
                self.told.emit(Notice(said, tone="quiet", choices=(choice,), key=_KEY))
            self._looking.anew()

        assert callable(act)
        self._jobs.fetch(act, done, self._fail)

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key=_KEY))

    def _measure(self) -> None:
        theme = self._theme
        self._sides.setSpacing(theme.size("space_large"))
        narrow = self.width() < _NARROW * theme.size("type_body")
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._side.setMaximumHeight(self.height() // 3 if narrow else 16_777_215)
        self.need(round(_TALL * theme.size("type_body")) if narrow else 0)
