"""Who may need the teacher now: the most urgent first, each with why, for how long and what to try."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.flows.classes.seeing import settle
from carrel.flows.classes.seeing.case import Case
from carrel.flows.classes.seeing.looks import NowLook, look_now
from carrel.flows.classes.seeing.meaning import came_back, nobody
from carrel.flows.classes.seeing.sheets import queue_sheet
from carrel.flows.classes.seeing.words import flag, why
from carrel.flows.figures.table import Table
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.teach.seeing.aside_list import AsideList
from carrel.ui.panes.teach.seeing.case_card import CaseCard
from carrel.ui.panes.teach.seeing.page import SeeingPage, asks
from carrel.ui.panes.teach.seeing.words import urgency
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label

_MOST = 20
"""So many cards are shown at once; a teacher begins at the top."""
_KEY = "case"


class NowPage(SeeingPage):
    """dismiss_requested: a Case that is to be put aside for good, once a reason is given."""

    dismiss_requested = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Now"), "nowPage", kit, jobs, theme)
        self.shown: NowLook | None = None
        self.cards: list[CaseCard] = []
        self._most = _MOST
        self.page = Page(theme, "nowCases", widest=1.1, above=0, below=1)
        self.calm = label(nobody(), "heading", wrap=True, name="nowCalm")
        self.back = label(role="muted", wrap=True, name="nowBack")
        self._cases = QWidget()
        self._column = QVBoxLayout(self._cases)
        self.more = button("", "outline", "nowMore")
        self.aside = AsideList(theme)
        for unsaid in (self.more, self.aside):
            unsaid.hide()  # neither has words before anything was looked at
        for part in (self.calm, self.back, self._cases, self.more, self.aside):
            self.page.column.addWidget(part)
        self.more.clicked.connect(self._show_more)
        self.aside.taken_back.connect(self.take_back)
        self.show_faces(self.page, nobody(), "")
        theme.changed.connect(self._measure)
        self._measure()

    def look(self, classroom: str, of: str) -> object:
        """The queue, and what came back."""
        return look_now(self.kit, classroom, of)

    def take(self, told: Any) -> bool:
        """Show the cards anew where anything is different."""
        look: NowLook = told
        before, self.shown = self.shown, look
        if before is None or (before.queue, before.handed, before.here.classroom) != (
            look.queue,
            look.handed,
            look.here.classroom,
        ):
            if before is None or before.here.classroom != look.here.classroom:
                self._most = _MOST
            self._show(look)
        return True

    def tables(self) -> Sequence[tuple[str, Table]]:
        """The cases that wait."""
        return [(_("Who may need you"), queue_sheet(self.shown.queue.waiting))] if self.shown is not None else []

    def dismiss(self, case: Case, because: str) -> None:
        """Put it aside for good, for this reason."""
        said = _("Put aside: {who}, {sign}.").format(who=beside(case.pupil.name), sign=flag(case.kind))
        self._settle(case, partial(settle.dismiss, self.kit, self.classroom, case.id, because), said)

    def put_off(self, case: Case, days: int) -> None:
        """Put it aside for so many days."""
        rest = counted("for one day", "for {count} days", days)
        said = _("Put aside {time}: {who}, {sign}.").format(
            time=rest, who=beside(case.pupil.name), sign=flag(case.kind)
        )
        self._settle(case, partial(settle.snooze, self.kit, self.classroom, case.id, days), said)

    def take_back(self, case: Case) -> None:
        """Let it wait again."""
        self._take_back(self.classroom, case)

    def _take_back(self, classroom: str, case: Case) -> None:
        said = _("{who} waits for you again.").format(who=beside(case.pupil.name))

        def tell(_done: object) -> None:
            self.told.emit(Notice(said, tone="quiet", key=_KEY))
            self._looking.anew()

        self.jobs.fetch(partial(settle.undo, self.kit, classroom, case.id), tell, self._fail)

    def _settle(self, case: Case, act: partial[Case], said: str) -> None:
        undo = Choice(_("Undo"), partial(self._take_back, self.classroom, case), "caseUndo")

        def tell(_done: object) -> None:
            self.told.emit(Notice(said, tone="quiet", choices=(undo,), key=_KEY))
            self._looking.anew()

        self.jobs.fetch(act, tell, self._fail)

    def _show(self, look: NowLook) -> None:
        """All of it anew, with the focus where it was, or on the card in its place."""
        held = self._held()
        waiting, resting = look.queue.waiting, look.queue.resting
        self.calm.setVisible(not waiting)
        self.back.setText(came_back(look.handed))
        for old in self.cards:
            old.hide()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = []
        for level, cases in groupby(waiting[: self._most], key=lambda case: case.urgency):
            self._column.addWidget(label(urgency(level), "strong", wrap=True))
            for case in cases:
                self._column.addWidget(self._card(case))
        left = len(waiting) - self._most
        self.more.setVisible(left > 0)
        words = counted("Show one more", "Show {count} more", min(left, _MOST))
        self.more.setText(words)
        self.more.setAccessibleName(words)
        self.aside.show_resting(resting)
        self._keep_tab_order()
        if held is not None:
            self._focus(*held)

    def _card(self, case: Case) -> CaseCard:
        card = CaseCard(case, self.theme)
        title = f"{one_line(case.pupil.name)}: {flag(case.kind)}"
        card.pupil_requested.connect(partial(self.pupil_requested.emit, case.pupil.id))
        card.tries_requested.connect(asks(self, title, why(case), case))
        card.dismiss_requested.connect(partial(self.dismiss_requested.emit, case))
        card.later_requested.connect(partial(self.put_off, case))
        self.cards.append(card)
        return card

    def _show_more(self) -> None:
        first = len(self.cards)
        self._most += _MOST
        if self.shown is not None:
            self._show(self.shown)
            self.cards[first].show()  # at once: what is not shown yet takes no focus
            self.cards[first].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _held(self) -> tuple[int, str] | None:
        """At which card, and on what of it, the focus is; None where it is not on a card."""
        focus = QApplication.focusWidget()
        for place, card in enumerate(self.cards):
            if focus is not None and card.isAncestorOf(focus):
                return place, focus.objectName()
        return None

    def _focus(self, place: int, name: str) -> None:
        same = next((one for card in self.cards for one in card.findChildren(QWidget, name)), None)
        if same is None and self.cards:
            same = self.cards[min(place, len(self.cards) - 1)].name
        target = same or self.bar.save
        self._cases.show()
        for card in self.cards:
            card.show()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_tab_order(self) -> None:
        """Cards that were made anew come where they stand, and not at the end."""
        stops = [stop for card in self.cards for stop in (card.name, card.tries, card.dismiss, card.later)]
        for one, other in pairwise([self.bar.save, *stops, self.more, self.aside.fold]):
            QWidget.setTabOrder(one, other)

    def _measure(self) -> None:
        size = self.theme.size
        self.page.column.setContentsMargins(0, size("space_small"), 0, size("space_wide"))
        self.page.column.setSpacing(size("space_medium"))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(size("space_medium"))
        if self.shown is not None:
            self._show(self.shown)
