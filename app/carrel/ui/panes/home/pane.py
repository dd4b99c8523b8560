"""The first screen: where one begins."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.flows.home import Home, home
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.home import words
from carrel.ui.panes.home.asking import AskBox
from carrel.ui.panes.home.empty import Invitation
from carrel.ui.panes.home.sections import AsideSection, GoalsSection, OpenSection
from carrel.ui.panes.home.step import StepCard
from carrel.ui.plain import breakable
from carrel.ui.theme import Theme
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.place_pane import PlacePane

_DAY_MS = 60_000
"""How often it looks whether another study day has begun, while it is in sight."""


class HomePane(PlacePane):
    """chosen: a Suggestion to be done. set_aside: one that is not useful. taken_back: an Aside.

    review_requested; resume_requested: a session; chat_requested: a chat; asked: a question for a new one;
    place_requested: the id of a place; foundations_requested: install the lessons that come with Carrel.
    """

    chosen = Signal(object)
    set_aside = Signal(object)
    taken_back = Signal(object)
    review_requested = Signal()
    resume_requested = Signal(str)
    chat_requested = Signal(str)
    asked = Signal(str)
    place_requested = Signal(str)
    foundations_requested = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__("homePane")
        self.setAccessibleName(_("Home"))
        self._kit, self._theme = kit, theme
        self.shown: Home | None = None
        self._adding = self._wants_focus = False
        self._looking = Looking(self, jobs, partial(home, kit), self._take, self._fail)
        self._page = Page(theme, "homePage", above=1, below=3)
        self.greeting = label("", "display", wrap=True, name="homeGreeting")
        self.ask = AskBox(theme)
        self.ask.asked.connect(self.asked)
        self._steps, self._rest = QWidget(), QWidget()
        self._day = QTimer(self, interval=_DAY_MS)
        self._day.timeout.connect(self._look_at_day)
        self._lay_out()

    def _lay_out(self) -> None:
        for held in (self._steps, self._rest):
            QVBoxLayout(held).setContentsMargins(0, 0, 0, 0)
        for part in (self.greeting, self._steps, self.ask, self._rest):
            self._page.column.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self._page, 1)
        self._theme.changed.connect(self._measure)
        self._measure()

    def refresh(self) -> None:
        """Look again, soon; one that is not shown is looked at when it is."""
        self._looking.again()

    def say_adding(self, adding: bool) -> None:
        """Lessons are being installed, or no longer."""
        if adding != self._adding:
            self._adding = adding
            self._wants_focus = adding or self._wants_focus  # to what comes of it
            if self.shown is not None and not self.shown.packs:
                self._show(self.shown)
            self.refresh()

    def take_focus(self) -> None:
        """To the next step, once it is there."""
        self._wants_focus = True
        if self.shown is not None:
            self._focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        """It may be another day by now."""
        super().showEvent(event)
        self._day.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._day.stop()

    def _look_at_day(self) -> None:
        if self.shown is not None and self._kit.stamp.now().day != self.shown.day:
            self.refresh()

    def _take(self, told: Home) -> None:
        if told != self.shown:
            self._show(told)
        if self._wants_focus and not self._adding:
            self._focus_first()

    def _fail(self, error: CarrelError) -> None:
        self.notices.show_notice(Notice.of(error, key="home"))

    def _show(self, told: Home) -> None:
        """Show all of it anew, with the focus where it was."""
        focus = QApplication.focusWidget()
        held = focus.objectName() if focus is not None and self._page.isAncestorOf(focus) else ""
        self.shown = told
        self.greeting.setText(breakable(words.greeting(told.called)))
        _clear(self._steps)
        _clear(self._rest)
        self._show_steps(told)
        self._show_rest(told)
        self._keep_tab_order()
        if held and held != "homeAsk":
            again = [one for one in self._page.findChildren(QWidget, held) if one.isVisibleTo(self)]
            (again[0] if again else self._first()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_steps(self, told: Home) -> None:
        column = self._steps.layout()
        assert column is not None
        for number, step in enumerate(told.steps):
            if number == 1:
                column.addWidget(label(_("Or"), "muted", wrap=True))
            card = StepCard(step, self._theme, first=number == 0)
            card.chosen.connect(self.chosen)
            card.set_aside.connect(self.set_aside)
            column.addWidget(card)
            card.show()  # at once: what is not shown yet takes no focus
        if not told.steps:
            invitation = Invitation(told, self._theme, adding=self._adding)
            invitation.foundations_requested.connect(self.foundations_requested)
            invitation.place_requested.connect(self.place_requested)
            column.addWidget(invitation)
            invitation.show()

    def _show_rest(self, told: Home) -> None:
        column = self._rest.layout()
        assert column is not None
        lying = OpenSection(told, self._theme)
        lying.review_requested.connect(self.review_requested)
        lying.resume_requested.connect(self.resume_requested)
        lying.chat_requested.connect(self.chat_requested)
        if lying.is_empty:
            lying.deleteLater()
        else:
            column.addWidget(lying)
            lying.show()
        goals = GoalsSection(told.goals, self._theme)
        goals.profile_requested.connect(lambda: self.place_requested.emit("profile"))
        column.addWidget(goals)
        goals.show()
        if told.resting:
            resting = AsideSection(told.resting, self._theme)
            resting.taken_back.connect(self.taken_back)
            column.addWidget(resting)
            resting.show()

    def _first(self) -> QWidget:
        """Where one would begin: the button of the next step, or what is invited to."""
        stops = [one for one in _stops(self._steps) if one.isEnabled()]
        return stops[0] if stops else self.ask.field

    def _focus_first(self) -> None:
        if self.isVisible() and self.shown is not None:
            self._wants_focus = False
            if self.ask.field.text():
                return  # somebody writes
            self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_tab_order(self) -> None:
        """Parts that were made anew come where they stand, and not at the end."""
        order = [*_stops(self._steps), self.ask.field, self.ask.send, *_stops(self._rest)]
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def _measure(self) -> None:
        size = self._theme.size
        self._page.column.setContentsMargins(0, size("space_wide"), 0, size("space_wide"))
        self._page.column.setSpacing(size("space_large"))
        for held in (self._steps, self._rest):
            column = held.layout()
            if column is not None:
                column.setSpacing(size("space_medium" if held is self._steps else "space_large"))
        self._page.measure()
        if self.shown is not None:
            self._show(self.shown)


def _clear(held: QWidget) -> None:
    column = held.layout()
    while column is not None and (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _stops(held: QWidget) -> list[QWidget]:
    """What the Tab key meets in it, from the top down."""
    shown = (one for one in held.findChildren(QWidget) if one.isVisibleTo(held))  # what is cleared goes a little later
    return [one for one in shown if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
