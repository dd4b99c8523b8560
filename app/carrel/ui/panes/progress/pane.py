"""Progress: what one can do unaided, pictures of it, and the evidence behind each number."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.flows.figures.page import Page, page
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.progress.empty import EmptyProgress
from carrel.ui.panes.progress.head import Head
from carrel.ui.panes.progress.picture_view import PictureView
from carrel.ui.panes.progress.pictures.kinds import kinds
from carrel.ui.panes.progress.skills_view import SkillsView
from carrel.ui.theme import Theme
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.parts import button
from carrel.ui.widgets.place_pane import PlacePane

KEY = "progress"
_LEAST = 22
"""The least height of a list or a picture, in sizes of the letters; in a lower window the page scrolls."""


class ProgressPane(PlacePane):
    """practise_requested: the id of a skill. review_requested: of what is due. foundations_requested: the lessons.

    tries_requested: the tries at a skill (its id) are to be seen, and which. save_requested: as in PictureView.
    """

    practise_requested = Signal(str)
    review_requested = Signal()
    foundations_requested = Signal()
    tries_requested = Signal(str, str)
    save_requested = Signal(str, str, bytes)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__("progressPane")
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self.page = Page()
        self._wants_focus = self._wants_all = False
        self._looking = Looking(self, jobs, partial(page, kit), self._take, self._fail)
        self.kinds = {kind.id: kind for kind in kinds()}
        self.head = Head(theme)
        self.empty = EmptyProgress(theme)
        self.skills = SkillsView(theme)
        self.picture = PictureView(theme)
        self.group = QButtonGroup(self)
        self._body, self._faces = QStackedWidget(), QStackedWidget()
        self._full = QScrollArea()
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        tabs = Flow(self._theme.size("space_small"))
        for name, words in (("skills", _("Skills")), *((kind.id, kind.name) for kind in self.kinds.values())):
            made = button(words, "outline", f"view_{name}")
            made.setCheckable(True)
            made.clicked.connect(partial(self.show_view, name))
            self.group.addButton(made)
            tabs.addWidget(made)
        self.group.buttons()[0].setChecked(True)
        self._body.addWidget(self.skills)
        self._body.addWidget(self.picture)
        self._column.addWidget(self.head)
        self._column.addLayout(tabs)
        self._column.addWidget(self._body, 1)
        around = QWidget()
        around.setObjectName("transcriptPage")
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._inner, 100)
        row.addStretch(1)
        self._full.setObjectName("progressFull")
        self._full.setWidgetResizable(True)
        self._full.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._full.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._full.setWidget(around)
        self._faces.addWidget(self._full)
        self._faces.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notices)
        column.addWidget(self._faces, 1)
        self._theme.changed.connect(self._measure)
        self._measure()

    def _connect(self) -> None:
        for part in (self.head, self.empty):
            part.left.connect(self.left)
        for asks in (self.empty.practise_requested, self.skills.practise_requested):
            asks.connect(self.practise_requested)
        for reviews in (self.head.review_requested, self.skills.review_requested):
            reviews.connect(self.review_requested)
        self.empty.foundations_requested.connect(self.foundations_requested)
        self.empty.skills_requested.connect(self._show_all)
        self.head.state_requested.connect(self._narrow)
        self.skills.tries_requested.connect(self.tries_requested)
        self.skills.over_time_requested.connect(partial(self._show_picture, "over_time"))
        self.picture.opened.connect(lambda skill: self.tries_requested.emit(skill, "all"))
        self.picture.save_requested.connect(self.save_requested)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    def refresh(self) -> None:
        """Look again, soon; a pane that is not shown is looked at when it is."""
        self._looking.again()

    def take_focus(self) -> None:
        """Where one would begin, as soon as it is known whether there is anything."""
        self._wants_focus = True
        self.setFocus()

    def find_skill(self) -> None:
        """Look for a skill; where nothing was tried yet, among those that are here."""
        if self.page.known:
            self._wants_all = True
            self._show_face()
            self.show_view("skills")
            self.skills.search.setFocus()

    def show_view(self, name: str, _checked: bool = False) -> None:
        """Show the list of skills, or a kind of picture."""
        for made in self.group.buttons():
            made.setChecked(made.objectName() == f"view_{name}")
        if name in self.kinds:
            self.picture.show_kind(self.kinds[name], self.page)
        self._body.setCurrentWidget(self.picture if name in self.kinds else self.skills)

    @property
    def view(self) -> str:
        """Which is shown: skills, or the id of a kind of picture."""
        return next(made.objectName() for made in self.group.buttons() if made.isChecked()).removeprefix("view_")

    def step_back(self) -> bool:
        """Leave a search."""
        searched = bool(self.skills.search.text()) and self.view == "skills"
        if searched:
            self.skills.search.clear()
        return searched

    def _take(self, told: Page) -> None:
        self.page = told
        self.head.show_page(told)
        self.skills.show_page(told)
        self.empty.show_page(told)
        if self.view in self.kinds:
            self.picture.show_kind(self.kinds[self.view], told)
        self._show_face()

    def _show_face(self) -> None:
        full = self.page.was_tried or (self._wants_all and bool(self.page.known))
        self._faces.setCurrentWidget(self._full if full else self.empty)
        if self._wants_focus:
            self._wants_focus = False
            chosen = self.group.checkedButton()
            if full and chosen is not None:
                chosen.setFocus()
            elif not full:
                self.empty.take_focus()

    def _show_all(self) -> None:
        self._wants_all = self._wants_focus = True
        self._show_face()

    def _narrow(self, state: str) -> None:
        self.show_view("skills")
        self.skills.narrow(state)

    def _show_picture(self, kind: str, chosen: str) -> None:
        self.show_view(kind)
        self.picture.show_kind(self.kinds[kind], self.page, chosen)

    def _fail(self, error: CarrelError) -> None:
        self.notices.show_notice(Notice.of(error, key=KEY))

    def _measure(self) -> None:
        theme = self._theme
        pad = theme.size("space_large")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.size("space_medium"))
        self._inner.setMaximumWidth(round(theme.size("size_dialog") * 1.6))
        self._body.setMinimumHeight(_LEAST * theme.size("type_body"))
