"""What the pages of a teacher who looks at a class have in common."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.flows.classes.seeing.group import Group
from carrel.flows.figures.table import Table, as_csv
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.teach.page import ClassPage
from carrel.ui.panes.teach.seeing.bar import SeeingBar
from carrel.ui.theme import Theme
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import label

_ROOMS = frozenset({"assessment", "classroom", "library"})


class SeeingPage(ClassPage):
    """pupil_requested: the id of a pupil whose page is to be seen. evidence_requested: the title of a figure, what it
    says in a sentence, and the figure, whose tries are to be seen. save_requested: a title, what a file name ends in,
    and the content. report_requested: what the file name of the report of the class ends in.

    classroom: the id of the class that is shown, empty before there is one; of: the group of it, empty for all.
    """

    pupil_requested = Signal(str)
    evidence_requested = Signal(str, str, object)
    save_requested = Signal(str, str, bytes)
    report_requested = Signal(str)

    def __init__(self, title: str, name: str, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(title, _ROOMS)
        self.setObjectName(name)
        self.kit, self.jobs, self.theme = kit, jobs, theme
        self.classroom = self.of = ""
        self._looking = Looking(self, jobs, self._look, self._take, self._fail)
        self.bar = SeeingBar(theme)
        self.empty = Page(theme, "seeingEmpty", widest=2 / 3)
        self._faces = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)
        self._column.addWidget(self._faces, 1)
        self.bar.hide()
        self.bar.group.currentIndexChanged.connect(self._narrow)
        self.bar.table_requested.connect(self._save)
        self.bar.report_requested.connect(self.report_requested)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    def show_class(self, classroom: str) -> None:
        """Show what there is of this class, by its id, fresh from the store."""
        if classroom != self.classroom:
            self.classroom, self.of = classroom, ""
        self._looking.anew()

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while nobody looked."""
        super().showEvent(event)
        self._looking.again()

    def look(self, classroom: str, of: str) -> object:
        """What there is to show, in any thread; it has a Group by the name of here."""
        raise NotImplementedError

    def take(self, told: Any) -> bool:
        """Show it; tells whether there is anything."""
        raise NotImplementedError

    def tables(self) -> Sequence[tuple[str, Table]]:
        """What is shown as tables, each with its title."""
        raise NotImplementedError

    def show_faces(self, full: QWidget, title: str, more: str) -> None:
        """Stand on full where there is something to show, and otherwise say these words."""
        self._faces.addWidget(full)
        self._faces.addWidget(self.empty)
        self.empty_words = label(more, "muted", wrap=True, name="seeingEmptyMore")
        for part in (label(title, "heading", wrap=True, name="seeingEmptyTitle"), self.empty_words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.empty.column.addWidget(part)

    def _look(self) -> object:
        return self.look(self.classroom, self.of) if self.classroom else None

    def _take(self, told: Any) -> None:
        if told is None or told.here.classroom.id != self.classroom:
            return
        self._offer_groups(told.here)
        there = self.take(told)
        self._faces.setCurrentIndex(0 if there else 1)
        self.bar.offer(self.tables() if there else ())
        self.bar.show()

    def _offer_groups(self, here: Group) -> None:
        offered = [(_("All pupils"), ""), *((name, name) for name in here.groups)]
        before = self.bar.group.blockSignals(True)
        self.bar.group.offer(offered)
        self.bar.group.setCurrentIndex(max(0, self.bar.group.findData(self.of)))
        self.bar.group.blockSignals(before)
        self.bar.group.setVisible(bool(here.groups))

    def _narrow(self, _index: int) -> None:
        self.of = str(self.bar.group.currentData() or "")
        self._looking.anew()

    def _save(self, place: int) -> None:
        title, table = self.tables()[place]
        self.save_requested.emit(title, "csv", as_csv(table))

    def _fail(self, error: CarrelError) -> None:
        if self.of:  # the group may be gone; the class is told of by itself
            self.of = ""
            self._looking.anew()
        else:
            self.told.emit(Notice.of(error, key="seeing"))


def asks(page: SeeingPage, title: str, said: str, figure: object) -> partial[None]:
    """Asks for the tries behind a figure, when it is called."""
    return partial(page.evidence_requested.emit, title, said, figure)
