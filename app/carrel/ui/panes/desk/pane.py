"""The place for answering other people's questions: a desk, with its tickets and what it answers from under tabs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.desk.model import Desk
from carrel.flows.desks.bringing import is_desk
from carrel.flows.desks.desks import desks
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.desk.empty import EmptyDesk
from carrel.ui.panes.desk.head import Head
from carrel.ui.panes.desk.page import DeskPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.drop_sheet import DropSheet
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.paged_place import PagedPlace, TabPage

KEY = "desk"


class DeskPane(PagedPlace):
    """used: another desk was chosen, by its id. stop_requested: what is under way.

    sample_requested, new_requested, folder_requested, settings_requested, remove_requested: what was pressed.
    dropped: a folder that was let go over the place.
    """

    used = Signal(str)
    sample_requested = Signal()
    new_requested = Signal()
    folder_requested = Signal()
    settings_requested = Signal()
    remove_requested = Signal()
    stop_requested = Signal()
    dropped = Signal(object)

    pages: tuple[DeskPage, ...]

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, pages: Sequence[DeskPage]) -> None:
        super().__init__(theme, "desk", _("What to see of the desk"), pages)
        self.setAccessibleName(_("Desk"))
        self.desks: Sequence[Desk] = ()
        self.desk = ""
        self._wants_focus = False
        self._looking = Looking(self, jobs, partial(desks, kit), self._take, self._fail)
        self.head = Head(theme)
        self.busy = Busy(theme, "deskBusy", "stopDesk")
        self.empty = EmptyDesk(theme)
        self._faces = QStackedWidget()
        for face in (self.paged, self.empty):
            self._faces.addWidget(face)
        self.frame((self.head, self.busy), self._faces)
        words = _("Mails and texts become tickets; on the other pages you see first what a file would bring.")
        self.drop = DropSheet(theme, self, _("Let go to bring in"), words)
        self.head.show_desks((), "")
        self._connect()

    def _connect(self) -> None:
        head, empty = self.head, self.empty
        head.left.connect(self.left)
        head.chosen.connect(self._choose)
        for asked, told in (
            (head.settings_requested, self.settings_requested),
            (head.remove_requested, self.remove_requested),
            (head.new_requested, self.new_requested),
            (head.folder_requested, self.folder_requested),
            (empty.sample_requested, self.sample_requested),
            (empty.new_requested, self.new_requested),
            (empty.folder_requested, self.folder_requested),
            (self.busy.stop_requested, self.stop_requested),
        ):
            asked.connect(told)
        self.drop.dropped.connect(self._drop)

    @property
    def here(self) -> Desk | None:
        """The desk that is shown."""
        return next((one for one in self.desks if one.id == self.desk), None)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest and (self.page is None or self.page.is_at_rest)

    @property
    def page(self) -> DeskPage | None:
        """The page in sight; None before there is a desk."""
        return self.pages[self.tabs.currentIndex()] if self.desk and self.pages else None

    def fill_page(self, page: TabPage) -> None:
        """Let this page show the desk."""
        if isinstance(page, DeskPage):
            page.show_desk(self.desk)

    def refresh(self) -> None:
        """Look again, soon; a pane that is not shown is looked at when it is."""
        self.stale |= set(self.pages)
        self._looking.again()

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        concerned = {page for page in self.pages if rooms & page.rooms}
        self.stale |= concerned
        if concerned:
            self._looking.again()

    def show_desk(self, desk: str) -> None:
        """Show this desk, by its id; one that was made this moment is found when it is looked for."""
        self.desk = desk
        self.stale |= set(self.pages)
        self._looking.anew()

    def take_focus(self) -> None:
        """Where one would begin, as soon as it is known whether there is a desk."""
        self._wants_focus = True
        self.setFocus()

    def step_back(self) -> bool:
        """Leave something within the page in sight."""
        return self.page is not None and self.page.step_back()

    def is_begun(self, begun: bool) -> None:
        """Whether something is being brought in, so that nothing else can be begun."""
        for way in (self.empty.sample, self.empty.new, self.empty.folder, self.head.more):
            way.setEnabled(not begun)

    def _choose(self, desk: str) -> None:
        self.show_desk(desk)
        self.used.emit(desk)

    def _take(self, found: Sequence[Desk]) -> None:
        self.desks = found
        if self.desk not in {one.id for one in found}:
            self.desk = found[0].id if found else ""
            self.stale |= set(self.pages)
        self.head.show_desks(found, self.desk)
        self._show_face()
        self.fill()

    def _show_face(self) -> None:
        self._faces.setCurrentWidget(self.paged if self.desk else self.empty)
        if self._wants_focus:
            self._wants_focus = False
            if QApplication.focusWidget() in {self, None}:
                (self.tabs if self.desk else self.empty.sample).setFocus()

    def _drop(self, paths: Sequence[Path]) -> None:
        local = [path for path in paths if path != Path()]
        if len(local) == 1 and is_desk(local[0]):
            self.dropped.emit(local[0])
            return
        if not self.desk:
            self._hint(_("There is no desk yet."), _("Make one first, or try the sample."))
            return
        first = [self.page] if self.page is not None else []
        for page in (*first, *(one for one in self.pages if one not in first)):
            if local and page.take_files(local):
                self.tabs.setCurrentIndex(self.pages.index(page))
                return
        self._hint(_("This cannot be brought in here."), _("Bring in the kind of file that one of these pages is for."))

    def _hint(self, what: str, next_step: str) -> None:
        self.notices.show_notice(Notice(what, next_step, tone="hint", key=KEY))

    def _fail(self, error: CarrelError) -> None:
        self.notices.show_notice(Notice.of(error, key=KEY))
