"""What is asked about tickets: they come in from files, and drafts go out to the clipboard or to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.desk.model import Ticket
from carrel.flows.desks import learning, leaving, tickets
from carrel.flows.desks.desks import fill_macro
from carrel.flows.desks.learning import Solved
from carrel.flows.desks.tickets import CameIn, NotIn
from carrel.flows.draft.looking import CATALOGUE
from carrel.library.evidence.model import Citation
from carrel.ui.notices import Choice
from carrel.ui.panes.desk.tickets import TicketsPage
from carrel.ui.panes.desk.tickets.words import title
from carrel.ui.window.desking.work import DeskDoing
from carrel.ui.window.saving import usual_folder

_MOST_TOLD = 3
"""Files of which it is said by name that they could not be read."""


OpenSource = Callable[[str, int | None, str], None]
"""Shows a document at a part and a sentence."""


class Tickets(QObject):
    """open_source: shows a document at a part and a sentence. show_product: shows a product by its code.

    show_proposal: shows a proposed article.
    """

    def __init__(
        self,
        doing: DeskDoing,
        page: TicketsPage,
        open_source: OpenSource,
        show_product: Callable[[str], None],
        show_proposal: Callable[[str], None],
    ) -> None:
        super().__init__(page)
        self._doing, self._page = doing, page
        self._open_source, self._show_product, self._show_proposal = open_source, show_product, show_proposal
        page.files_requested.connect(self.ask_for_files)
        page.files_given.connect(self.take)
        page.cited.connect(self.open_citation)
        page.product_requested.connect(show_product)
        page.whole_requested.connect(self.show_whole)
        page.copy_requested.connect(self.copy)
        page.save_requested.connect(self.ask_where)
        page.solved_requested.connect(self.solve)
        page.translation_requested.connect(self.ask_for_language)
        page.macro_requested.connect(self.insert_macro)

    def ask_for_files(self) -> None:
        """Let a person choose mails, boxes of mails, or texts."""
        dialog = self._doing.file_dialog(_("Open a ticket"), "ticketFileDialog", QFileDialog.FileMode.ExistingFiles)
        endings = " ".join(f"*{one}" for one in tickets.ENDINGS)
        dialog.setNameFilters([f"{_('Mails and texts')} ({endings})", f"{_('All files')} (*)"])
        dialog.filesSelected.connect(lambda paths: self.take([Path(path) for path in paths]))
        self._doing.open(dialog)

    def take(self, paths: Sequence[Path]) -> None:
        """Make tickets of these files, and show the first."""
        desk = self._doing.pane.here
        if desk is None:
            return
        came: list[CameIn] = []
        failed: list[NotIn] = []

        def each(step: object) -> None:
            if isinstance(step, CameIn):
                came.append(step)
            elif isinstance(step, NotIn):
                failed.append(step)

        def work(cancel: Cancel) -> Iterator[object]:
            return tickets.take_in(self._doing.kit, desk, paths, cancel)

        self._doing.bring(work, each, lambda: self._tell_taken(came, failed))

    def open_citation(self, citation: Citation) -> None:
        """Show the source of a draft: the document with the sentence lit, or the product."""
        document = citation.document or ""
        if document.startswith(f"{CATALOGUE}:"):
            self._show_product(document.partition(":")[2])
        elif document:
            self._open_source(document, citation.part, citation.quote)

    def show_whole(self, head: str, text: str) -> None:
        """Show a long message in a window of its own."""
        from carrel.ui.dialogs.text import TextDialog  # noqa: PLC0415 - not for the first paint

        self._doing.open(TextDialog(head, text, self._doing.theme, self._doing.window))

    def copy(self) -> None:
        """Put the draft on the clipboard as a customer gets it."""
        ticket, text = self._shown()
        if ticket is None:
            return
        QGuiApplication.clipboard().setText(leaving.plain(text))
        missing = leaving.unfilled(text)
        if missing:
            more = _("Not filled in yet: {names}.").format(names=", ".join(missing))
            self._doing.tell(_("The text was copied."), more, tone="hint")
        else:
            self._doing.tell(_("The text was copied, without the numbers of its sources."), _("Nothing was sent."),
                             *self._after(ticket))  # fmt: skip

    def ask_where(self) -> None:
        """Let a person choose where the draft is written: as a mail that is unsent, or as text."""
        ticket, _text = self._shown()
        if ticket is None:
            return
        from carrel.flows.take_out import proposed_name  # noqa: PLC0415 - not for the first paint

        dialog = QFileDialog(self._doing.window, _("Save the draft"), usual_folder())
        dialog.setObjectName("saveDraftDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        mail, plain = f"{_('Mail, unsent')} (*.eml)", f"{_('Text')} (*.txt)"
        dialog.setNameFilters([mail, plain])
        dialog.setDefaultSuffix("eml")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("eml" if chosen == mail else "txt"))
        dialog.selectFile(proposed_name(title(ticket).replace(":", ","), "eml"))
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        self._doing.open(dialog)

    def save(self, path: Path) -> None:
        """Write the draft there, over what is there; a person has said so."""
        from carrel.flows.take_out import write_file  # noqa: PLC0415 - not for the first paint

        ticket, text = self._shown()
        desk = self._doing.pane.here
        if ticket is None or desk is None:
            return
        is_text = path.suffix.lower() in (".txt", ".md", ".text")
        content = leaving.as_text(text) if is_text else leaving.as_mail(desk, ticket, text)

        def saved(_done: object) -> None:
            said = _("Saved as {file}.").format(file=beside(path.name))
            self._doing.tell(said, _("Nothing was sent."), *self._after(ticket))

        self._doing.do(partial(write_file, path, content), saved)

    def solve(self) -> None:
        """Keep the text as the answer of the ticket; what is new in it is proposed as an article."""
        ticket, text = self._shown()
        if ticket is None:
            return
        self._page.answering.flush()
        doing, began = self._doing, self._page.answering.began

        def solved(done: Solved) -> None:
            said = _("Solved. The case is kept.")
            undo = Choice(_("Undo"), lambda: doing.do(partial(learning.unsolve, doing.kit, done)), "solvedUndo")
            more = [_("What you changed is kept as an example for drafts to come.")] if done.example else []
            if done.proposal is None:
                doing.tell(said, " ".join(more), undo)
                return
            proposal = done.proposal.id
            see = Choice(_("Look at it"), lambda: self._show_proposal(proposal), "showProposal")
            doing.tell(said, " ".join((_("What it says is in no article yet, so one is proposed."), *more)), see, undo)

        work = doing.jobs.prepare(
            lambda cancel: iter((learning.solve(doing.kit, ticket.id, leaving.plain(text), cancel, began),))
        )
        work.finished.connect(solved)
        work.failed.connect(doing.fail)
        work.start()

    def ask_for_language(self) -> None:
        """Let a person choose into which language the draft is translated."""
        from carrel.ui.dialogs.desk.translating import TranslateDialog  # noqa: PLC0415 - not for the first paint

        dialog = TranslateDialog(self._doing.theme, self._doing.window)
        dialog.given.connect(
            lambda english, shown: self._page.answering.translate(
                english, _("In {language}, it would read:").format(language=shown)
            )
        )
        self._doing.open(dialog)

    def insert_macro(self, name: str) -> None:
        """Put a macro into the draft, filled from the ticket as far as that goes."""
        ticket, _text = self._shown()
        desk = self._doing.pane.here
        if ticket is None or desk is None:
            return

        def insert(made: tuple[object, object]) -> None:
            filled = made[1]
            text, missing = getattr(filled, "text", ""), getattr(filled, "missing", ())
            self._page.sheet.draft.text.insert(text)
            self._page.sheet.draft.text.setFocus()
            if missing:
                names = ", ".join(f"{{{{{one}}}}}" for one in missing)
                more = _("Fill in what is marked: {names}.").format(names=names)
                self._doing.tell(_("Not everything in this macro is known."), more, tone="hint")

        self._doing.do(partial(fill_macro, self._doing.kit, desk, name, ticket), insert)

    def _shown(self) -> tuple[Ticket | None, str]:
        return self._page.ticket, self._page.sheet.draft.said

    def _after(self, ticket: Ticket) -> tuple[Choice, ...]:
        """What one probably wants to say of a ticket once its draft went out."""
        draft = self._page.answering.shown_draft
        states = {
            "question": ("asked", _("The customer was asked")),
            "escalate": ("escalated", _("It was handed over")),
        }
        state, words = states.get(draft.kind if draft is not None else "", ("", ""))
        if not state or ticket.state == state:
            return ()
        return (Choice(words, partial(self._page.set_state, state), "afterwards"),)

    def _tell_taken(self, came: Sequence[CameIn], failed: Sequence[NotIn]) -> None:
        made = [ticket for one in came for ticket in one.tickets]
        new = sum(is_new for one in came for is_new in one.is_new)
        faults = [fault.sentence() for one in came for fault in one.faults]
        wrong = [f"{one.error.what} {one.error.next_step}" for one in failed] + faults
        if made:
            self._page.show_ticket(made[0].id, draft=len(made) == 1)
        said = [counted("{count} ticket came in.", "{count} tickets came in.", new)] if new else []
        if len(made) > new:
            known = len(made) - new
            said.append(counted("{count} was here already.", "{count} were here already.", known))
        more = wrong[:_MOST_TOLD]
        if len(wrong) > _MOST_TOLD:
            rest = len(wrong) - _MOST_TOLD
            more.append(counted("And {count} more.", "And {count} more.", rest))
        if said or more:
            tone = "hint" if wrong else "quiet"
            self._doing.tell(" ".join(said) or _("No ticket came in."), " ".join(more), tone=tone)
