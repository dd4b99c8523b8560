"""Practice in the place of the chat: where it begins, an item at a time, and what came of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carrel.assessment.attempts.model import PracticeMissing
from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.flows.classes.policy import Rules, rules_of
from carrel.flows.kit import Kit
from carrel.flows.practice_offer import Offer, offer
from carrel.flows.practise import NothingToPractise, Wish
from carrel.flows.practised import Outcome, outcome
from carrel.flows.standing import Standing
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.practice import words
from carrel.ui.panes.practice.acts import Acts
from carrel.ui.panes.practice.drafts import Drafts
from carrel.ui.panes.practice.empty import EmptyPractice
from carrel.ui.panes.practice.head import Head
from carrel.ui.panes.practice.item import ItemPage
from carrel.ui.panes.practice.phrasing import Phrasing
from carrel.ui.panes.practice.session import Session
from carrel.ui.panes.practice.start import StartPage
from carrel.ui.panes.practice.summary import SummaryPage
from carrel.ui.panes.practice.talk import Talk
from carrel.ui.theme import Theme
from carrel.ui.widgets.place_pane import PlacePane

_KEY = "practice"


class PracticePane(PlacePane):
    """stood: where the session stands, whenever that is new; None while none is shown. below: see ItemPage.

    draft_kept: the answer that was not checked yet, as a text. suggested: a Suggestion that was taken.
    foundations_requested, library_requested, progress_requested: what was pressed. link_requested: an address.
    text_requested: a title and a text to be read.
    """

    stood = Signal(object)
    draft_kept = Signal(str)
    suggested = Signal(object)
    foundations_requested = Signal()
    library_requested = Signal()
    progress_requested = Signal()
    link_requested = Signal(str)
    text_requested = Signal(str, str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, draft: str = "") -> None:
        super().__init__("practicePane")
        self.setAccessibleName(_("Practice"))
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self.session = Session(kit, jobs, self)
        self._drafts = Drafts(draft, self)
        self._wants_focus = False
        self.rules: Rules | None = None
        self.head = Head(theme)
        self.start = StartPage(theme)
        self.empty = EmptyPractice(theme)
        self.item = ItemPage(theme)
        self.below = self.item.below
        self.talk = Talk(kit, jobs, theme)
        self.below.addWidget(self.talk)
        self.phrasing = Phrasing(kit, jobs, self)
        self.summary = SummaryPage(theme)
        self.acts = Acts(theme)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._blank = QWidget()
        for page in (self._blank, self.start, self.empty, self.item, self.summary):
            self._stack.addWidget(page)
        self._top, self._foot = QWidget(), QWidget()
        self._tops, self._feet = QVBoxLayout(self._top), QVBoxLayout(self._foot)
        self._tops.addWidget(self.head)
        self._tops.addWidget(self.notices)
        self._feet.addWidget(self.acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for held in (self._top, self._stack, self._foot):
            if held is self._stack:
                column.addWidget(held, 1)
                continue
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(held, 1000)
            row.addStretch(1)
            column.addLayout(row)
        self.head.show_start()
        self._foot.hide()
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        session, item, acts, summary = self.session, self.item, self.acts, self.summary
        session.stood.connect(self._take)
        session.failed.connect(self._refuse)
        session.busy.connect(acts.say_busy)
        self.head.left.connect(self.left)
        self.head.skip_requested.connect(session.go_on)
        self.head.end_requested.connect(session.end)
        self.head.start_requested.connect(self.show_start)
        self.head.text_requested.connect(self.text_requested)
        self.start.begun.connect(session.begin)
        self.start.resumed.connect(session.resume)
        self.empty.foundations_requested.connect(self.foundations_requested)
        self.empty.library_requested.connect(self.library_requested)
        item.submitted.connect(self._submit)
        item.changed.connect(self._changed)
        item.contested.connect(session.contest)
        item.link_requested.connect(self.link_requested)
        acts.check_requested.connect(self._check)
        acts.hint_requested.connect(session.hint)
        acts.solution_requested.connect(session.give_up)
        acts.next_requested.connect(session.go_on)
        summary.again_requested.connect(self._again)
        summary.progress_requested.connect(self.progress_requested)
        summary.left.connect(self.left)
        summary.suggested.connect(self.suggested)
        self._drafts.kept.connect(self.draft_kept)
        self.stood.connect(self.talk.show_standing)
        self.stood.connect(self.phrasing.show_standing)
        self.phrasing.said.connect(item.feedback.show_phrased)
        self.talk.failed.connect(self._refuse)
        self.talk.grown.connect(self._show_talk)
        self.talk.link_requested.connect(self.link_requested)

    @property
    def standing(self) -> Standing | None:
        """Where the session stands that is shown; None while none is."""
        return self.session.now

    def refresh(self) -> None:
        """Look again at what it shows."""
        if self.session.now is not None:
            self.session.look_again()
        else:
            self._jobs.fetch(partial(offer, self._kit), self._offer, self._fail)

    def look_again(self) -> None:
        """Something was written: what can be chosen may be new. A summary stays for whoever reads it."""
        if self.session.now is None and self._stack.currentWidget() is not self.summary:
            self.refresh()

    def begin(self, wish: Wish) -> None:
        """Begin a session over this."""
        self._wants_focus = True
        self.session.begin(wish)

    def resume(self, session: str) -> None:
        """Go on with a session that lies open."""
        self._wants_focus = True
        self.session.resume(session)

    def show_start(self) -> None:
        """Show where practice begins; a session that is open stays so."""
        self._drafts.flush()
        self.session.forget()
        self.stood.emit(None)
        self.take_focus()
        self.refresh()

    def flush(self) -> None:
        """Keep what is written and not checked yet."""
        self._drafts.flush()

    def offer_progress(self, offered: bool) -> None:
        """Whether there is a place that shows progress."""
        self.summary.progress.setVisible(offered)

    def look_for(self) -> None:
        """Look for something to practise, where one chooses it."""
        if self._stack.currentWidget() is self.start:
            self.start.search.setFocus()

    def say_adding(self, adding: bool) -> None:
        """Whether lessons are being added to practise with."""
        self.empty.say_adding(adding)

    def take_focus(self) -> None:
        """Where one would begin, as soon as it is there."""
        self._wants_focus = True
        self.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing that was written waits for a clock."""
        self._drafts.flush()
        super().hideEvent(event)

    def _offer(self, found: Offer) -> None:
        if self.session.now is not None:
            return
        self._show_page(self.start if found.choices or found.lying is not None else self.empty)
        self.start.show_offer(found)
        self.empty.say_adding(False)
        self.head.show_start()
        if self._wants_focus:
            self._wants_focus = False
            (self.start.take_focus if found.choices else self.empty.add.setFocus)()

    def _name(self, session: str, found: Offer) -> None:
        """Say what the session is about, where that is still shown."""
        now, lying = self.session.now, found.lying
        if now is not None and lying is not None and now.session == lying.session == session:
            self.head.show_about(words.about(lying))
            self.head.show_rules(self.rules)

    def _rule(self, session: str, found: Rules | None) -> None:
        """Say what a teacher allows in the session, where that is still shown."""
        if self.session.now is not None and self.session.now.session == session:
            self.rules = found
            self.head.show_rules(found)
            self.talk.show_rules(found)

    def _take(self, now: Standing | None, act: str) -> None:
        """Show where the session stands after an act."""
        if now is None or (now.state != "open" and act in {"look", "resume"}):
            self.show_start()
            return
        self.notices.clear()
        if act in {"begin", "resume", "go_on"} and self.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()  # from what goes, the focus would jump through what stays, and scroll the page
        if act in {"begin", "resume"}:
            self.head.show_about("")  # until it is known
            self.rules = None
            self.head.show_rules(None)
            self._jobs.fetch(partial(offer, self._kit), partial(self._name, now.session), self._fail)
            self._jobs.fetch(partial(rules_of, self._kit, now.session), partial(self._rule, now.session), self._fail)
        self.head.show_standing(now)
        if now.state != "open":
            self.stood.emit(now)
            self._drafts.forget()
            self._jobs.fetch(partial(outcome, self._kit, now.session), partial(self._look_back, now), self._refuse)
            return
        self._show_page(self.item)
        self.acts.show_standing(now)
        if now.settled:
            self._drafts.forget()
            self.acts.next.setFocus(Qt.FocusReason.OtherFocusReason)  # before the answer, which may have it, is locked
        self.item.show_standing(now, self._drafts.of(now))
        self.stood.emit(now)
        self._order_stops()
        self._say_blank()
        self._after(now, act)

    def _show_talk(self) -> None:
        self._order_stops()
        if self.talk.box.hasFocus():
            self.item.show_part(self.talk.sheet)

    def _order_stops(self) -> None:
        self.acts.come_after(self.item.order_stops())

    def _after(self, now: Standing, act: str) -> None:
        """Put the focus where one goes on, and say what is new."""
        if act == "give_up" or (act == "hint" and now.settled):
            self.item.show_solution()
        elif act in {"attempt", "contest"}:
            self.item.show_feedback()
        wanted, self._wants_focus = self._wants_focus, False
        if not now.settled and (wanted or act in {"begin", "resume", "go_on", "attempt", "hint"}):
            self.item.take_focus()
        if act == "contest" and not now.settled:
            self.item.take_focus()

    def _look_back(self, now: Standing, told: Outcome) -> None:
        if self.session.now is not now or self.session.is_busy:
            return  # somebody practises something else already
        self.session.forget()
        self.summary.show_outcome(told, whole=now.state == "done")
        self.stood.emit(None)
        self._show_page(self.summary)
        self.summary.take_focus()

    def _again(self) -> None:
        if self.session.wish is not None:
            self.session.begin(self.session.wish)
        else:
            self.show_start()

    def _submit(self) -> None:
        """Enter checks an answer; while there is none, it goes to the button that says so."""
        answer = self.item.answer
        if answer is not None and answer.is_blank():
            self.acts.check.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._check()

    def _check(self) -> None:
        if self.item.answer is not None:
            self._drafts.flush()
            self.session.attempt(self.item.answer.value())

    def _changed(self) -> None:
        if self.session.now is not None and self.item.answer is not None:
            self._drafts.note(self.session.now, self.item.answer.value())
            self._say_blank()

    def _say_blank(self) -> None:
        self.acts.say_blank(self.item.answer is not None and self.item.answer.is_blank())

    def _refuse(self, error: CarrelError) -> None:
        """An act could not be done: the session stays where it stands, or there is none to show."""
        self._fail(error)
        if self.session.now is None or isinstance(error, PracticeMissing | NothingToPractise):
            self.session.forget()
            self.refresh()
        else:
            self.acts.show_standing(self.session.now)

    def _fail(self, error: CarrelError) -> None:
        self.notices.show_notice(Notice.of(error, key=_KEY))

    def _show_page(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self._foot.setVisible(page is self.item)

    def _measure(self) -> None:
        theme = self._theme
        side, pad = theme.size("space_large"), theme.size("space_medium")
        widest = theme.size("size_dialog") + 2 * side
        for held, column in ((self._top, self._tops), (self._foot, self._feet)):
            column.setContentsMargins(side, pad, side, pad)
            column.setSpacing(theme.size("space_small"))
            held.setMaximumWidth(widest)
