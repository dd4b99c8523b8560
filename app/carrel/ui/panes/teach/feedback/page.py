"""The page of feedback: drafts wait for the teacher, who approves, edits or puts aside each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.classroom.feedback.model import LONGEST
from carrel.flows.classes.feedback import decide, draft, queue
from carrel.flows.classes.feedback.queue import Entry
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Job, Jobs, Work
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.teach.feedback.entry_list import EntryList
from carrel.ui.panes.teach.feedback.entry_page import EntryPage
from carrel.ui.panes.teach.page import ClassPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label

_ROOMS = frozenset({"assessment", "classroom", "examples", "library"})
_KEY = "feedback"
_NARROW = 52
"""Letters: in a narrower place the list stands above."""


@dataclass(frozen=True)
class _Look:
    """What there is of a class: its feedback, and how many tries wait for a draft."""

    classroom: str
    entries: Sequence[Entry]
    waiting: int


class FeedbackPage(ClassPage):
    """shown: what is in the list now."""

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Feedback"), _ROOMS)
        self.setObjectName("feedbackPage")
        self.kit, self.jobs, self._theme = kit, jobs, theme
        self.classroom = ""
        self.shown: Sequence[Entry] = ()
        self._writing: dict[str, str] = {}
        self._job: Job | None = None
        self._looking = Looking(self, jobs, self._look, self._take, self._fail)
        self.waiting = label(role="muted", name="feedbackWaiting")
        self._wants_focus = False
        self.draft = button(_("Draft feedback"), "outline", "feedbackDraft")
        self.busy = Busy(theme, "feedbackBusy", "stopDrafting")
        self.list = EntryList(theme)
        self.entry = EntryPage(theme)
        self.empty = Page(theme, "feedbackEmpty", widest=2 / 3)
        self._faces = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._bar = Flow(self._theme.size("space_medium"))
        self._bar.addWidget(self.draft)
        self._bar.addWidget(self.waiting)
        self._full = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._full)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self.list, 2)
        self._sides.addWidget(self.entry, 5)
        self.empty_title = label(_("No feedback waits for you."), "heading", wrap=True, name="feedbackEmptyTitle")
        more = _(
            "When the work of your pupils has been taken in, Carrel drafts what could be said of open answers and of "
            "contested verdicts. Nothing goes out before you have read it and approved it."
        )
        self.empty_more = label(more, "muted", wrap=True)
        self.empty_draft = button(_("Draft feedback"), "card", "feedbackEmptyDraft")
        for part in (self.empty_title, self.empty_more):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for one in (self.empty_title, self.empty_more, self.empty_draft):
            self.empty.column.addWidget(one)
        for face in (self.empty, self._full):
            self._faces.addWidget(face)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._bar)
        self._column.addWidget(self.busy)
        self._column.addWidget(self._faces, 1)
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        for one in (self.draft, self.empty_draft):
            one.clicked.connect(self.draft_all)
        self.busy.stop_requested.connect(self.stop)
        self.list.chosen_changed.connect(self._show_chosen)
        self.list.opened.connect(self.entry.saying.take_focus)
        saying, deciding = self.entry.saying, self.entry.deciding
        saying.approved.connect(self.approve)
        saying.written.connect(self._keep_text)
        saying.aside_requested.connect(self.set_aside)
        saying.back_requested.connect(self.take_back)
        saying.again_requested.connect(self.draft_again)
        deciding.decided.connect(self.decide)
        deciding.taken_back.connect(self.undecide)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is, and nothing is drafted."""
        return self._looking.is_at_rest and self._job is None

    def show_class(self, classroom: str) -> None:
        """Show what there is of this class, by its id, fresh from the store."""
        if classroom != self.classroom:
            self.stop()
            self.entry.saying.keep_now()
            self.classroom, self.shown = classroom, ()
        self._looking.anew()

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while nobody looked."""
        super().showEvent(event)
        self._looking.again()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was written is kept."""
        self.entry.saying.keep_now()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has the list above."""
        super().resizeEvent(event)
        self._measure()

    def draft_all(self) -> None:
        """Draft what waits for feedback."""
        classroom = self.classroom

        def drafted(last: object) -> None:
            if last is None:
                what = _("No try waits for feedback.")
                then = _("Open answers and contested verdicts do, once the work was taken in.")
                self.told.emit(Notice(what, then, tone="quiet", key=_KEY))

        self.entry.saying.keep_now()
        self._wants_focus = self.empty_draft.hasFocus()  # which goes away with the first draft
        self._begin(lambda cancel: draft.draft(self.kit, classroom, cancel), drafted)

    def draft_again(self) -> None:
        """Draft the chosen feedback anew; what was written in its place comes back with Undo."""
        entry = self.list.chosen
        if entry is None:
            return
        name, before = entry.feedback.id, self.entry.saying.text
        self._let_go(name)

        def drafted(_last: object) -> None:
            undo = Choice(_("Undo"), partial(self._put_text, name, before), "feedbackUndo")
            self.told.emit(Notice(_("It was drafted anew."), tone="quiet", choices=(undo,), key=_KEY))

        self._begin(lambda cancel: draft.draft_again(self.kit, name, cancel), drafted)

    def stop(self) -> None:
        """Stop drafting; what was drafted is kept."""
        if self._job is not None:
            self._job.stop()

    def approve(self, text: str, why: str) -> None:
        """Let the chosen feedback go out with the next pack, with this text."""
        entry = self.list.chosen
        if entry is not None:
            said = _("Approved for {name}. It goes out with the next class pack.").format(name=_name(entry))
            self._settle(entry, partial(queue.approve, self.kit, entry.feedback.id, text, why), said)

    def set_aside(self) -> None:
        """Say nothing of the chosen one."""
        entry = self.list.chosen
        if entry is not None:
            text = self.entry.saying.text if entry.feedback.state == "draft" else ""
            said = _("Put aside: what was drafted for {name}.").format(name=_name(entry))
            self._settle(entry, partial(_put_aside, self.kit, entry.feedback.id, text), said)

    def take_back(self) -> None:
        """Make a draft of the chosen one again."""
        if self.list.chosen is not None:
            self._undo(self.list.chosen.feedback.id)

    def decide(self, verdict: str, because: str) -> None:
        """Decide about the verdict on the chosen try."""
        entry = self.list.chosen
        if entry is not None and entry.case is not None:
            attempt = entry.case.attempt.id
            undo = Choice(_("Undo"), partial(self._undecide, attempt), "decisionUndo")
            said = _("Decided for {name}. It counts so from now on.").format(name=_name(entry))
            notice = Notice(said, tone="quiet", choices=(undo,), key=_KEY)
            self._do(partial(decide.decide, self.kit, self.classroom, attempt, verdict, because), notice)

    def undecide(self) -> None:
        """Take back what was decided about the chosen try."""
        entry = self.list.chosen
        if entry is not None and entry.case is not None:
            self._undecide(entry.case.attempt.id)

    def _look(self) -> object:
        if not self.classroom:
            return None
        return _Look(self.classroom, queue.queue(self.kit, self.classroom), draft.waiting(self.kit, self.classroom))

    def _take(self, told: _Look | None) -> None:
        if told is None or told.classroom != self.classroom:
            return
        before = self.list.chosen
        place = self.list.currentIndex().row()
        self.shown = told.entries
        for one in told.entries:
            if self._writing.get(one.feedback.id) == one.feedback.text:
                del self._writing[one.feedback.id]
        self.list.lines.set_entries(told.entries)
        self._faces.setCurrentWidget(self._full if told.entries else self.empty)
        words = counted("One try waits for feedback.", "{count} tries wait for feedback.", told.waiting)
        self.waiting.setText(words if told.waiting else "")
        self.empty_title.setText(words if told.waiting else _("No feedback waits for you."))
        for part in (self.draft, self.waiting):
            part.setVisible(bool(told.entries))
        if not told.entries:
            return
        at = self.list.lines.place(before.feedback.id) if before is not None else -1
        self.list.choose(at if at >= 0 else max(0, place))
        self._show_chosen()
        if self._wants_focus:
            self._wants_focus = False
            self.list.setFocus()

    def _show_chosen(self) -> None:
        entry = self.list.chosen
        if entry is None:
            return
        shown = self.entry.saying.entry
        if shown is not None and shown.feedback.id != entry.feedback.id:
            self.entry.saying.keep_now()
        self.entry.show_entry(entry, self._writing.get(entry.feedback.id))

    def _keep_text(self, text: str) -> None:
        """Keep what is being written, of a draft in the store, and else until it is approved."""
        entry = self.entry.saying.entry
        if entry is None:
            return
        self._writing[entry.feedback.id] = text
        if entry.feedback.state == "draft" and text:
            # What cannot be kept stands in the box: it is too long, or was approved meanwhile.
            self.jobs.fetch(partial(queue.edit, self.kit, entry.feedback.id, text), None, lambda _error: None)

    def _let_go(self, name: str) -> None:
        """What is written of this one gives way to what will be kept of it."""
        self._writing.pop(name, None)
        shown = self.entry.saying.entry
        if shown is not None and shown.feedback.id == name:
            self.entry.saying.let_go()

    def _put_text(self, name: str, text: str) -> None:
        self._let_go(name)
        self._do(partial(queue.edit, self.kit, name, text), None)

    def _settle(self, entry: Entry, act: Callable[[], object], said: str) -> None:
        """Do it, offer to take it back, and go on to the next draft.

        Who pressed a button goes on in the list: the button beside it, which is next in line, does something else.
        """
        name = entry.feedback.id
        if not self.entry.saying.box.hasFocus():
            self.list.setFocus()
        undo = Choice(_("Undo"), partial(self._undo, name), "feedbackUndo")
        following = self._next(name)

        def done(_done: object) -> None:
            self._writing.pop(name, None)
            self.told.emit(Notice(said, tone="quiet", choices=(undo,), key=_KEY))
            if following is not None:
                self.list.choose(self.list.lines.place(following))
            self._looking.anew()

        self.jobs.fetch(act, done, self._fail)

    def _next(self, name: str) -> str | None:
        """The draft after this one, or the first of the others; None where it is the last."""
        drafts = [one.feedback.id for one in self.shown if one.feedback.state == "draft"]
        if name not in drafts:
            return None
        at = drafts.index(name)
        rest = drafts[at + 1 :] + drafts[:at]
        return rest[0] if rest else None

    def _undo(self, name: str) -> None:
        def done(_done: object) -> None:
            self.list.choose(self.list.lines.place(name))
            self._looking.anew()

        self.jobs.fetch(partial(queue.undo, self.kit, name), done, self._fail)

    def _undecide(self, attempt: str) -> None:
        notice = Notice(_("The decision was taken back."), tone="quiet", key=_KEY)
        self._do(partial(decide.undecide, self.kit, self.classroom, attempt), notice)

    def _do(self, act: Callable[[], object], notice: Notice | None) -> None:
        def done(_done: object) -> None:
            if notice is not None:
                self.told.emit(notice)
            self._looking.anew()

        self.jobs.fetch(act, done, self._fail)

    def _begin(self, work: Work, then: Callable[[object], None]) -> None:
        """Draft beside the window; one at a time."""
        if self._job is not None:
            return
        self._job = self.jobs.prepare(work)
        self._job.progressed.connect(self.busy.show_progress)
        self._job.finished.connect(then)
        self._job.failed.connect(self._fail)
        self._job.ended.connect(self._ended)
        for one in (self.draft, self.empty_draft, self.entry.saying.again):
            one.setEnabled(False)
        self._job.start()

    def _ended(self) -> None:
        self._job = None
        self.busy.show_progress(None)
        for one in (self.draft, self.empty_draft, self.entry.saying.again):
            one.setEnabled(True)
        self._looking.anew()

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key=_KEY))
        self._looking.again()

    def _measure(self) -> None:
        theme = self._theme
        self._column.setSpacing(theme.size("space_small"))
        self._sides.setSpacing(theme.size("space_medium"))
        narrow = self.width() < _NARROW * theme.size("type_body")
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.list.setMaximumHeight(self.height() // 3 if narrow else 16_777_215)


def _put_aside(kit: Kit, name: str, text: str) -> None:
    """Put it aside with what was written of it last, so that it is there again when it is taken back."""
    if text:
        queue.edit(kit, name, text[:LONGEST])
    queue.set_aside(kit, name)


def _name(entry: Entry) -> str:
    return beside(entry.pupil.name, 60)
