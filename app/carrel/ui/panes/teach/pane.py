"""The teacher's place: a class, and under its tabs what there is to see of it and to do for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.classroom.classes.model import Classroom
from carrel.flows.classes.rooms import classes
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.teach.empty import EmptyTeach
from carrel.ui.panes.teach.head import Head
from carrel.ui.panes.teach.page import ClassPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.drop_sheet import DropSheet
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.place_pane import PlacePane

KEY = "teach"
_WIDEST = 2.2
"""In widths of a dialog: pupils beside skills take room."""
_LEAST = 20
"""The least height of a page, in sizes of the letters; in a lower window the pane scrolls."""


class TeachPane(PlacePane):
    """new_requested: make a class. change_requested: what this one is called, by its id.

    send_requested: the pack of a class. take_requested, take_folder_requested: choose what came back for it. dropped:
    the id of a class, and the paths that were let go over it. stop_requested: what is under way.
    """

    new_requested = Signal()
    change_requested = Signal(str)
    send_requested = Signal(str)
    take_requested = Signal(str)
    take_folder_requested = Signal(str)
    dropped = Signal(str, object)
    stop_requested = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, pages: Sequence[ClassPage]) -> None:
        super().__init__("teachPane")
        self.setAccessibleName(_("Teach"))
        self._theme = theme
        self.classes: Sequence[Classroom] = ()
        self.classroom = ""
        self.pages = tuple(pages)
        self._stale = set(self.pages)
        self._wants_focus = False
        self._looking = Looking(self, jobs, partial(classes, kit), self._take, self._fail)
        self.head = Head(theme)
        self.busy = Busy(theme, "teachBusy", "stopTaking")
        self.tabs = QTabBar()
        self.empty = EmptyTeach(theme)
        self._body, self._faces, self._full = QStackedWidget(), QStackedWidget(), QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tabs.setObjectName("teachTabs")
        self.tabs.setAccessibleName(_("What to see of the class"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for page in self.pages:
            self.tabs.addTab(page.title)
            self._body.addWidget(page)
        self._within = QVBoxLayout(self._full)
        self._within.setContentsMargins(0, 0, 0, 0)
        self._within.addWidget(self.tabs)
        self._within.addWidget(self._body, 1)
        for face in (self._full, self.empty):
            self._faces.addWidget(face)
        self._inner, around = QWidget(), QWidget()
        self._column = QVBoxLayout(self._inner)
        for part in (self.head, self.busy):
            self._column.addWidget(part)
        self._column.addWidget(self._faces, 1)
        around.setObjectName("transcriptPage")
        self._told = QVBoxLayout()
        self._told.addWidget(self.notices)
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._inner, 100)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("teachScroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(around)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._told)
        whole.addWidget(scroll, 1)
        words = _("Results that your pupils gave back are taken in; a list of the class is looked through first.")
        self.drop = DropSheet(self._theme, self, _("Let go to take in"), words)
        self._theme.changed.connect(self._measure)
        self._measure()
        self.head.show_classes((), "")

    def _connect(self) -> None:
        head = self.head
        head.left.connect(self.left)
        head.chosen.connect(self.show_class)
        for part in (head, self.empty):
            part.new_requested.connect(self.new_requested)
        for asked, told in (
            (head.change_requested, self.change_requested),
            (head.send_requested, self.send_requested),
            (head.take_requested, self.take_requested),
            (head.take_folder_requested, self.take_folder_requested),
        ):
            asked.connect(lambda signal=told: signal.emit(self.classroom))
        self.busy.stop_requested.connect(self.stop_requested)
        self.drop.dropped.connect(self._drop)
        self.tabs.currentChanged.connect(self._turn_to)
        for page in self.pages:
            page.told.connect(self.notices.show_notice)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    @property
    def page(self) -> ClassPage | None:
        """The page in sight; None before there is a class."""
        return self.pages[self.tabs.currentIndex()] if self.classroom and self.pages else None

    def refresh(self) -> None:
        """Look again, soon; a pane that is not shown is looked at when it is."""
        self._stale |= set(self.pages)
        self._looking.again()

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        concerned = {page for page in self.pages if rooms & page.rooms}
        self._stale |= concerned
        if concerned or "classroom" in rooms:
            self._looking.again()

    def show_class(self, classroom: str) -> None:
        """Show this class, by its id; one that was made this moment is found when it is looked for."""
        if classroom == self.classroom:
            return
        self.classroom = classroom
        self._stale |= set(self.pages)
        if classroom in {one.id for one in self.classes}:
            self.head.show_classes(self.classes, classroom)
            self._fill()
        else:
            self._looking.anew()

    def show_page(self, page: ClassPage) -> None:
        """Bring this page into sight, with the focus in it."""
        self.tabs.setCurrentIndex(self.pages.index(page))
        page.setFocus()

    def take_focus(self) -> None:
        """Where one would begin, as soon as it is known whether there is a class."""
        self._wants_focus = True
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Control with Tab turns to the next page, and with Shift to the one before."""
        steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps and self.classroom:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + steps[Qt.Key(event.key())]) % len(self.pages))
            self.tabs.setFocus()
        else:
            super().keyPressEvent(event)

    def _take(self, found: Sequence[Classroom]) -> None:
        self.classes = found
        if self.classroom not in {one.id for one in found}:
            self.classroom = found[0].id if found else ""
            self._stale |= set(self.pages)
        self.head.show_classes(found, self.classroom)
        self._show_face()
        self._fill()

    def _show_face(self) -> None:
        self._faces.setCurrentWidget(self._full if self.classroom else self.empty)
        if self._wants_focus:
            self._wants_focus = False
            if QApplication.focusWidget() in {self, None}:
                (self.tabs if self.classroom else self.empty.new).setFocus()

    def _turn_to(self, index: int) -> None:
        self._body.setCurrentIndex(index)
        self._fill()

    def _fill(self) -> None:
        """Let the page in sight show the class, where that is not what it shows already."""
        page = self.page
        if page is not None and page in self._stale:
            self._stale.discard(page)
            page.show_class(self.classroom)

    def _drop(self, paths: Sequence[Path]) -> None:
        if self.classroom:
            self.dropped.emit(self.classroom, paths)
        else:
            self.notices.show_notice(Notice(_("There is no class yet."), _("Make one first."), key=KEY))

    def _fail(self, error: CarrelError) -> None:
        self.notices.show_notice(Notice.of(error, key=KEY))

    def _measure(self) -> None:
        theme = self._theme
        pad = theme.size("space_large")
        self._told.setContentsMargins(pad, theme.size("space_small"), pad, 0)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.size("space_small"))
        self._within.setSpacing(theme.size("space_medium"))
        self._inner.setMaximumWidth(round(theme.size("size_dialog") * _WIDEST))
        self._body.setMinimumHeight(_LEAST * theme.size("type_body"))
