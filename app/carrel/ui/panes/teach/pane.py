"""The teacher's place: a class, and under its tabs what there is to see of it and to do for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget

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
from carrel.ui.widgets.paged_place import PagedPlace, TabPage

KEY = "teach"


class TeachPane(PagedPlace):
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

    pages: tuple[ClassPage, ...]

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, pages: Sequence[ClassPage]) -> None:
        super().__init__(theme, "teach", _("What to see of the class"), pages)
        self.setAccessibleName(_("Teach"))
        self.classes: Sequence[Classroom] = ()
        self.classroom = ""
        self._wants_focus = False
        self._looking = Looking(self, jobs, partial(classes, kit), self._take, self._fail)
        self.head = Head(theme)
        self.busy = Busy(theme, "teachBusy", "stopTaking")
        self.empty = EmptyTeach(theme)
        self._faces = QStackedWidget()
        for face in (self.paged, self.empty):
            self._faces.addWidget(face)
        self.frame((self.head, self.busy), self._faces)
        words = _("Results that your pupils gave back are taken in; a list of the class is looked through first.")
        self.drop = DropSheet(theme, self, _("Let go to take in"), words)
        self.head.show_classes((), "")
        self._connect()

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

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    @property
    def page(self) -> ClassPage | None:
        """The page in sight; None before there is a class."""
        return self.pages[self.tabs.currentIndex()] if self.classroom and self.pages else None

    def fill_page(self, page: TabPage) -> None:
        """Let this page show the class."""
        if isinstance(page, ClassPage):
            page.show_class(self.classroom)

    def refresh(self) -> None:
        """Look again, soon; a pane that is not shown is looked at when it is."""
        self.stale |= set(self.pages)
        self._looking.again()

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        concerned = {page for page in self.pages if rooms & page.rooms}
        self.stale |= concerned
        if concerned or "classroom" in rooms:
            self._looking.again()

    def show_class(self, classroom: str) -> None:
        """Show this class, by its id; one that was made this moment is found when it is looked for."""
        if classroom == self.classroom:
            return
        self.classroom = classroom
        self.stale |= set(self.pages)
        if classroom in {one.id for one in self.classes}:
            self.head.show_classes(self.classes, classroom)
            self.fill()
        else:
            self._looking.anew()

    def take_focus(self) -> None:
        """Where one would begin, as soon as it is known whether there is a class."""
        self._wants_focus = True
        self.setFocus()

    def _take(self, found: Sequence[Classroom]) -> None:
        self.classes = found
        if self.classroom not in {one.id for one in found}:
            self.classroom = found[0].id if found else ""
            self.stale |= set(self.pages)
        self.head.show_classes(found, self.classroom)
        self._show_face()
        self.fill()

    def _show_face(self) -> None:
        self._faces.setCurrentWidget(self.paged if self.classroom else self.empty)
        if self._wants_focus:
            self._wants_focus = False
            if QApplication.focusWidget() in {self, None}:
                (self.tabs if self.classroom else self.empty.new).setFocus()

    def _drop(self, paths: Sequence[Path]) -> None:
        if self.classroom:
            self.dropped.emit(self.classroom, paths)
        else:
            self.notices.show_notice(Notice(_("There is no class yet."), _("Make one first."), key=KEY))

    def _fail(self, error: CarrelError) -> None:
        self.notices.show_notice(Notice.of(error, key=KEY))
