"""What is asked about the ticket in sight: its drafts, made by code at once and by the model when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.desk.model import Desk, Ticket
from carrel.flows.desks import answering, tickets
from carrel.flows.draft.model import Draft
from carrel.flows.draft.rewording import Reworded, Tone
from carrel.flows.draft.summary import ThreadSummary
from carrel.flows.kit import Kit
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.desk.tickets.sheet import TicketSheet

_KEY = "ticket"


class Answering(QObject):
    """told: a Notice. ended: nothing is being worded any more."""

    told = Signal(object)
    ended = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, sheet: TicketSheet) -> None:
        super().__init__(sheet)
        self._kit, self._jobs, self._sheet = kit, jobs, sheet
        self._desk: Desk | None = None
        self._drafts: dict[str, Draft] = {}
        self._late: dict[str, Draft] = {}
        self._began: dict[str, Draft] = {}
        self._job: Job | None = None
        self._looks = 0
        self._for, self._at_work = "", Progress("")
        self._former: dict[str, str] = {}
        box = sheet.draft
        box.written.connect(self._keep)
        box.draft_requested.connect(self.draft)
        box.stop_requested.connect(self.stop)
        box.tone_requested.connect(self.say_in_tone)
        sheet.summary_requested.connect(self.sum_up)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is looked for or worded."""
        return self._job is None and not self._looks

    @property
    def shown_draft(self) -> Draft | None:
        """The draft of the ticket in sight; None where it is not found yet."""
        return self._drafts.get(self._sheet.ticket.id) if self._sheet.ticket is not None else None

    @property
    def began(self) -> Draft | None:
        """The draft that the text in sight began as; None where it was begun another day."""
        return self._began.get(self._sheet.ticket.id) if self._sheet.ticket is not None else None

    def show_ticket(self, ticket: Ticket, desk: Desk) -> None:
        """Show this ticket with its draft: the one there is, or the one that code writes at once."""
        self._desk = desk
        before = self._sheet.ticket
        is_other = before is None or before.id != ticket.id
        if is_other:
            self.flush()
        self._sheet.show_ticket(ticket, desk)
        if not is_other:
            return
        self._sheet.draft.busy.show_progress(self._at_work if self._for == ticket.id else None)
        known = self._drafts.get(ticket.id)
        if (late := self._late.pop(ticket.id, None)) is not None:
            self._put(late)
        elif known is not None:
            if not ticket.draft:
                self._fill(known)
            self._sheet.show_draft(known, desk, is_of_text=True)
        else:
            self._look(ticket)

    def forget(self) -> None:
        """What a draft is made from may have changed: what code wrote is written again when a ticket is shown next."""
        for named, draft in list(self._drafts.items()):
            if not draft.model:
                self._former[named] = self._drafts.pop(named).text.strip()

    def renew(self) -> None:
        """The same, and for the ticket in sight now."""
        self.forget()
        ticket = self._sheet.ticket
        if ticket is not None and ticket.id not in self._drafts and self._desk is not None:
            self._look(ticket)

    def draft(self) -> None:
        """Let the model word the draft of the ticket in sight."""
        ticket = self._sheet.ticket
        if ticket is None or self._job is not None:
            return
        self.flush()

        def drafted(made: object) -> None:
            if not isinstance(made, Draft):
                return
            if self._sheet.ticket is not None and self._sheet.ticket.id == ticket.id:
                self._put(made)
                if not made.model and not made.cut and made.kind != "escalate":
                    self._tell_by_rules(made)
                elif made.dropped:
                    self._tell_dropped(made)
            else:
                self._late[ticket.id] = made

        self._begin(ticket, partial(answering.draft, self._kit, ticket.id), drafted)

    def say_in_tone(self, tone: Tone) -> None:
        """Let the model say the draft in another tone, to be looked at first."""
        titles = {
            "shorter": _("Shorter, it would read:"),
            "warmer": _("Warmer, it would read:"),
            "plainer": _("Plainer, it would read:"),
            "formal": _("More formal, it would read:"),
        }
        self._reword(lambda kit, named, text: partial(answering.in_tone, kit, named, text, tone), titles[tone])

    def translate(self, language: str, title: str) -> None:
        """Let the model translate the draft into a language, named in English; title: of what is shown of it."""
        self._reword(
            lambda kit, named, text: partial(answering.translated, kit, named, text, language), title, is_other=True
        )

    def sum_up(self) -> None:
        """Say in a few lines what the thread comes to."""
        ticket = self._sheet.ticket
        if ticket is None or self._job is not None:
            return

        def summed(made: object) -> None:
            shown = self._sheet.ticket
            if isinstance(made, ThreadSummary) and shown is not None and shown.id == ticket.id:
                self._sheet.summary.show_summary(made)

        self._begin(ticket, partial(answering.sum_up, self._kit, ticket.id), summed)

    def stop(self) -> None:
        """Stop what is being worded; the text stays as it is."""
        if self._job is not None:
            self._job.stop()

    def flush(self) -> None:
        """Keep what is being written."""
        self._sheet.draft.keep_now()

    def _tell_dropped(self, made: Draft) -> None:
        what = _("The model was not shown everything that shapes a draft.")
        self.told.emit(Notice(what, " ".join(made.dropped), tone="hint", key=_KEY))

    def _tell_by_rules(self, made: Draft) -> None:
        what = _("The draft is worded by rules.")
        more = _(
            "The model in use may not word drafts, or what it wrote could not stand. You can choose another above."
        )
        self.told.emit(Notice(what, " ".join((more, *made.dropped)), tone="quiet", key=_KEY))

    def _look(self, ticket: Ticket) -> None:
        """Let code look what the draft would be, beside the window."""
        self._looks += 1
        job = self._jobs.prepare(lambda cancel: iter((answering.look(self._kit, ticket.id, cancel),)))
        job.finished.connect(partial(self._looked, ticket))
        job.failed.connect(self._fail)
        job.ended.connect(self._look_ended)
        job.start()

    def _look_ended(self) -> None:
        self._looks -= 1
        self.ended.emit()

    def _looked(self, ticket: Ticket, found: Draft) -> None:
        shown = self._sheet.ticket
        is_first = self._drafts.setdefault(ticket.id, found) is found  # else the model's was there before
        if not is_first or shown is None or shown.id != ticket.id or self._desk is None or ticket.id in self._late:
            return
        said = self._sheet.draft.said
        is_untouched = not said or said == self._former.pop(ticket.id, None)
        is_of_text = is_untouched or said == found.text.strip()
        if is_untouched:
            self._fill(found)
        elif is_of_text:
            self._began.setdefault(ticket.id, found)
        self._sheet.show_draft(found, self._desk, is_of_text=is_of_text)

    def _fill(self, draft: Draft) -> None:
        """Let the box begin with this; it is not kept before somebody writes: code finds it again."""
        if self._sheet.ticket is not None:
            self._began[self._sheet.ticket.id] = draft
        self._sheet.draft.fill(draft.text)

    def _put(self, made: Draft) -> None:
        """Let a new draft stand in place of the text; what a person wrote comes back with Undo."""
        ticket, box = self._sheet.ticket, self._sheet.draft
        if ticket is None or self._desk is None:
            return
        before, former, began = box.said, self._drafts.get(ticket.id), self._began.get(ticket.id)
        self._drafts[ticket.id] = self._began[ticket.id] = made
        box.text.replace(made.text)
        box.keep_now()
        self._sheet.show_draft(made, self._desk, is_of_text=True)
        if before and before != made.text.strip() and (former is None or before != former.text.strip()):
            undo = Choice(_("Undo"), partial(self._put_back, ticket.id, before, began), "draftUndo")
            self.told.emit(Notice(_("It was drafted anew."), tone="quiet", choices=(undo,), key=_KEY))

    def _put_back(self, named: str, text: str, began: Draft | None) -> None:
        self._began.pop(named, None)
        if began is not None:
            self._began[named] = began
        if self._sheet.ticket is not None and self._sheet.ticket.id == named:
            self._sheet.draft.text.replace(text)
            self._sheet.draft.keep_now()
        else:
            self._jobs.fetch(partial(tickets.keep_draft, self._kit, named, text), None, self._fail)

    def _keep(self, text: str) -> None:
        ticket = self._sheet.ticket
        if ticket is not None:
            self._jobs.fetch(partial(tickets.keep_draft, self._kit, ticket.id, text), None, self._fail)

    def _reword(
        self,
        work: Callable[[Kit, str, str], Callable[[Cancel], Iterator[object]]],
        title: str,
        *,
        is_other: bool = False,
    ) -> None:
        ticket, before = self._sheet.ticket, self._sheet.draft.said
        if ticket is None or not before or self._job is not None:
            return
        self.flush()
        self._sheet.draft.reworded.hide()

        def reworded(made: object) -> None:
            shown = self._sheet.ticket
            if not isinstance(made, Reworded) or shown is None or shown.id != ticket.id:
                return
            if made.refused:
                self.told.emit(Notice(made.refused, tone="hint", key=_KEY))
            elif made.text.strip() == before:
                self.told.emit(Notice(_("The model would leave it as it is."), tone="quiet", key=_KEY))
            else:
                self._sheet.draft.reworded.show_reworded(title, before, made.text.strip(), is_other=is_other)

        self._begin(ticket, work(self._kit, ticket.id, before), reworded)

    def _begin(
        self, ticket: Ticket, work: Callable[[Cancel], Iterator[object]], then: Callable[[object], None]
    ) -> None:
        """Ask the model beside the window, one thing at a time."""
        self._for = ticket.id
        self._job = self._jobs.prepare(work)
        self._job.progressed.connect(self._show_progress)
        self._job.finished.connect(then)
        self._job.failed.connect(self._fail)
        self._job.ended.connect(self._ended)
        self._show_progress(Progress(_("The model is writing")))
        self._sheet.draft.say_begun(True)
        self._job.start()

    def _show_progress(self, progress: Progress) -> None:
        self._at_work = progress
        if self._sheet.ticket is not None and self._sheet.ticket.id == self._for:
            self._sheet.draft.busy.show_progress(progress)

    def _ended(self) -> None:
        self._job, self._for = None, ""
        self._sheet.draft.busy.show_progress(None)
        self._sheet.draft.say_begun(False)
        self.ended.emit()

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key=_KEY))
