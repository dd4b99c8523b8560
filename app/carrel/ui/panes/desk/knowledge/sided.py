"""A page of a desk with a list at its side, and beside it what is chosen there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.matching import folded
from carrel.base.words import _
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.desk.page import DeskPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.nothing import Nothing
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.search_field import SearchField

_NARROW = 50
"""Letters: in a narrower page the list stands above."""
_TALL = 44
"""Letters: as high is a narrow page at least; in a lower window the place scrolls."""


@dataclass(frozen=True)
class About:
    """What a page is. title: on its tab. search: the words of its search. name: for tests and notices.

    rooms: those of the store that it looks at.
    """

    title: str
    search: str
    name: str
    rooms: frozenset[str] = frozenset({"desk"})


UNDO = "undo"
"""The key of notices that offer to take something back: a newer one takes the place of the one before."""


class SidedPage(DeskPage):
    """Whoever inherits from this says how it looks, and shows what was found.

    ways: what can be done without anything being chosen. nothing: the face of a page with nothing on it. desk: the id.
    """

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, about: About, nothing: Nothing) -> None:
        super().__init__(about.title, about.rooms)
        title, name = about.title, about.name
        self.setObjectName(f"{name}Page")
        self.kit, self.jobs, self.theme, self.name = kit, jobs, theme, name
        self.desk = ""
        self.nothing = nothing
        self._lines: Sequence[Line] = ()
        self._wanted = ""
        self._looking = Looking(self, jobs, self._look_at, self._take, self.fail)
        self.ways = Flow(theme.size("space_small"))
        self.search = SearchField()
        self.search.setObjectName(f"{name}Search")
        self.search.setPlaceholderText(about.search)
        self.search.setAccessibleName(about.search)
        self.list = LineList(theme, title, f"{name}List")
        self.count = label("", "tiny", wrap=True, name=f"{name}Count")
        self.beside = QStackedWidget()

    def frame(self) -> None:
        """Lay it out, once everything is there."""
        self._unfound = label(_("Nothing here is like that. Try fewer letters."), "muted", wrap=True)
        self._unfound.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._side, self._lists, self._full, self._faces = QWidget(), QStackedWidget(), QWidget(), QStackedWidget()
        for face in (self.list, self._unfound):
            self._lists.addWidget(face)
        side, column = QVBoxLayout(self._side), QVBoxLayout(self)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._full)
        for one in (side, column, self._sides):
            one.setContentsMargins(0, 0, 0, 0)
            one.setSpacing(self.theme.size("space_small"))
        for part in (self.search, self.count):
            side.addWidget(part)
        side.addWidget(self._lists, 1)
        self._sides.addWidget(self._side, 1)
        self._sides.addWidget(self.beside, 2)
        self._faces.addWidget(self._full)
        self._faces.addWidget(self.nothing)
        column.addLayout(self.ways)
        column.addWidget(self._faces, 1)
        self.search.textChanged.connect(lambda _text: self._show_lines())
        self.search.leave_requested.connect(self.search.clear)
        self.search.down_requested.connect(self.list.setFocus)
        self.list.chosen_changed.connect(self.show_chosen)
        self.theme.changed.connect(self._measure)
        self.search.show_icon(self.theme)
        self._measure()

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    def show_desk(self, desk: str) -> None:
        """Show what there is on this desk, by its id, fresh from the store."""
        if desk != self.desk:
            self.flush()
            self.desk = desk
        self._looking.anew()

    def look(self) -> object:
        """What there is; in a thread beside the window."""
        raise NotImplementedError

    def lines(self, found: object) -> Sequence[Line]:
        """The lines of the list for what was found."""
        raise NotImplementedError

    def show_chosen(self) -> None:
        """Show what is chosen in the list, or that nothing is."""
        raise NotImplementedError

    def choose(self, wanted: str) -> None:
        """Choose the line of this id, now or when it is found."""
        self._wanted = wanted
        if wanted in {one.id for one in self._lines}:
            self._choose_wanted()
        else:
            self._looking.anew()

    def do(
        self, act: Callable[[], object], said: str = "", undo: Callable[[object], Callable[[], object]] | None = None
    ) -> None:
        """Do something beside the window, say so, and offer to take it back. undo: for what the act returned."""

        def done(result: object) -> None:
            if said:
                choices = (Choice(_("Undo"), lambda: self.do(undo(result)), UNDO),) if undo is not None else ()
                self.told.emit(Notice(said, tone="quiet", choices=choices, key=UNDO if choices else self.name))
            self._looking.anew()

        self.jobs.fetch(act, done, self.fail)

    def fail(self, error: CarrelError) -> None:
        """Say what cannot be done."""
        self.told.emit(Notice.of(error, key=self.name))

    def open_search(self) -> bool:
        """Go to the search."""
        self.search.setFocus()
        self.search.selectAll()
        return True

    def step_back(self) -> bool:
        """Leave a search."""
        if not self.search.text():
            return False
        self.search.clear()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has the list above."""
        super().resizeEvent(event)
        self._measure()

    def _look_at(self) -> object:
        return (self.desk, self.look()) if self.desk else None

    def _take(self, told: tuple[str, object] | None) -> None:
        if told is None or told[0] != self.desk:
            return
        self._lines = self.lines(told[1])
        self._faces.setCurrentWidget(self._full if self._lines else self.nothing)
        self._show_lines()
        if self._wanted in {one.id for one in self._lines}:
            self._choose_wanted()
        elif self.list.chosen is None and self.list.lines.lines:
            self.list.choose(self.list.lines.lines[0].id)
        self.show_chosen()

    def _choose_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted not in {one.id for one in self.list.lines.lines}:
            self.search.clear()
        self.list.choose(wanted)

    def _show_lines(self) -> None:
        wanted = folded(self.search.text()).split()
        shown = [one for one in self._lines if all(word in one.searched for word in wanted)]
        self.list.show_lines(shown)
        self.count.setText(_("{shown} of {count}").format(shown=len(shown), count=len(self._lines)))
        self._lists.setCurrentWidget(self._unfound if self._lines and not shown else self.list)

    def _measure(self) -> None:
        self._sides.setSpacing(self.theme.size("space_large"))
        narrow = self.width() < _NARROW * self.theme.size("type_body")
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._side.setMaximumHeight(self.height() // 3 if narrow else 16_777_215)
        self.need(round(_TALL * self.theme.size("type_body")) if narrow else 0)
