"""The pupils of a class: who is there, with the codes that stand for them, and who has left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.matching import folded
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.classroom.classes.model import LONGEST_NAME, Pupil
from carrel.flows.classes.rooms import Room, room
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.teach.page import ClassPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.nothing import Nothing
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.search_field import SearchField

_SEARCHED_FROM = 12
"""So many pupils are found at a glance, without a search."""


class PupilsPage(ClassPage):
    """add_requested: the name of somebody new. change_requested, leave_requested, back_requested: a Pupil.

    list_requested: a list is to be brought in. codes_requested: they are to be written.
    """

    add_requested = Signal(str)
    change_requested = Signal(object)
    leave_requested = Signal(object)
    back_requested = Signal(object)
    list_requested = Signal()
    codes_requested = Signal()

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Pupils"), frozenset({"classroom"}))
        self.setObjectName("pupilsPage")
        self._kit, self._theme = kit, theme
        self._classroom = ""
        self._pupils: dict[str, Pupil] = {}
        self._is_sought = False
        self._looking = Looking(self, jobs, lambda: room(kit, self._classroom), self._take, self._fail)
        self.new = QLineEdit()
        self.add = button(_("Add"), "outline", "addPupil")
        self.bring = button(_("Bring in a list…"), "outline", "bringList")
        self.codes = button(_("Save the codes…"), "outline", "saveCodes")
        self.search = SearchField()
        self.count = label(role="tiny", wrap=True, name="pupilCount")
        self.list = LineList(theme, _("Pupils"), "pupilList")
        words = _("Type their names above, or bring in a list: CSV from a spreadsheet, or OneRoster.")
        self.nothing = Nothing(theme, _("Nobody is in this class yet."), words, _("Bring in a list…"), "emptyList")
        self._unfound = label(_("Nobody is called that. Try fewer letters."), "muted", wrap=True)
        self._unfound.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack, self._chosen = QStackedWidget(), QWidget()
        self.change = button(_("Change…"), "outline", "changePupil")
        self.leave = button(_("Mark as left"), "outline", "pupilLeft")
        self.back = button(_("Is there again"), "outline", "pupilBack")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        self.new.setObjectName("newPupil")
        self.new.setMaxLength(LONGEST_NAME)
        self.new.setAccessibleName(_("The name of a new pupil"))
        self.new.setPlaceholderText(_("The name of a new pupil"))
        self.add.setAccessibleName(_("Add the pupil"))
        self.search.setObjectName("pupilSearch")
        self.search.setPlaceholderText(_("Search the pupils"))
        self.search.setAccessibleName(_("Search the pupils"))
        adding, ways, acts = QHBoxLayout(), Flow(gap), Flow(gap)
        adding.setSpacing(gap)
        adding.addWidget(self.new, 1)
        adding.addWidget(self.add)
        for way in (self.bring, self.codes):
            ways.addWidget(way)
        for act in (self.change, self.leave, self.back):
            acts.addWidget(act)
        self._chosen.setLayout(acts)
        for face in (self.list, self.nothing, self._unfound):
            self._stack.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addLayout(adding)
        column.addLayout(ways)
        for part in (self.search, self.count):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self._chosen)
        self._measure()
        self._show()

    def _connect(self) -> None:
        self.new.returnPressed.connect(self._ask_to_add)
        self.add.clicked.connect(self._ask_to_add)
        for brings in (self.bring, self.nothing.step):
            brings.clicked.connect(self.list_requested)
        self.codes.clicked.connect(self.codes_requested)
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.leave_requested.connect(self.search.clear)
        self.search.down_requested.connect(self.list.setFocus)
        self.list.opened.connect(lambda one: self.change_requested.emit(self._pupils[one]))
        self.list.removed.connect(self._remove)
        self.list.chosen_changed.connect(self._show_chosen)
        self.change.clicked.connect(lambda: self._ask(self.change_requested.emit))
        self.leave.clicked.connect(lambda: self._ask(self.leave_requested.emit))
        self.back.clicked.connect(lambda: self._ask(self.back_requested.emit))
        self._theme.changed.connect(self._measure)

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    @property
    def groups(self) -> list[str]:
        """The groups of the class, in the order of their names."""
        return sorted({group for one in self._pupils.values() for group in one.groups})

    def show_class(self, classroom: str) -> None:
        """Show who is in this class."""
        if classroom != self._classroom:
            self._classroom = classroom
            self.search.clear()
            self._looking.anew()
        else:
            self._looking.again()

    def look_for_one(self) -> None:
        """Look for a pupil."""
        self._is_sought = True
        self._show()
        self.search.setFocus()

    def _take(self, found: Room) -> None:
        if found.classroom.id == self._classroom:
            self._pupils = {one.id: one for one in _in_order(found.pupils)}
            self._show()

    def _show(self) -> None:
        wanted = folded(self.search.text()).split()
        lines = [_line(one) for one in self._pupils.values()]
        found = [
            one for one in lines if all(word in f"{one.title} {one.code} {one.below}".casefold() for word in wanted)
        ]
        self.list.show_lines(found)
        self._stack.setCurrentWidget(self.nothing if not lines else self.list if found else self._unfound)
        self.bring.setVisible(bool(lines))
        self.codes.setVisible(bool(lines))
        self.search.setVisible(len(lines) >= _SEARCHED_FROM or bool(wanted) or self._is_sought)
        left = sum(one.left for one in self._pupils.values())
        there = counted("{count} pupil", "{count} pupils", len(lines) - left)
        gone = counted("{count} has left", "{count} have left", left) if left else ""
        self.count.setText(", ".join(filter(None, (there, gone))))
        self.count.setVisible(bool(lines))
        self._show_chosen()

    def _show_chosen(self) -> None:
        line = self.list.chosen
        pupil = self._pupils.get(line.id) if line is not None else None
        self._chosen.setVisible(pupil is not None)
        if pupil is not None:
            had_focus = self.leave.hasFocus() or self.back.hasFocus()
            self.leave.setVisible(not pupil.left)
            self.back.setVisible(pupil.left)
            if had_focus:
                (self.back if pupil.left else self.leave).setFocus()

    def _ask(self, act: Callable[[Pupil], None]) -> None:
        line = self.list.chosen
        if line is not None:
            act(self._pupils[line.id])

    def _remove(self, pupil: str) -> None:
        if not self._pupils[pupil].left:
            self.leave_requested.emit(self._pupils[pupil])

    def _ask_to_add(self) -> None:
        name = self.new.text().strip()
        if name:
            self.new.clear()
            self.add_requested.emit(name)
        self.new.setFocus()

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="pupils"))

    def _measure(self) -> None:
        self.search.show_icon(self._theme)


def _in_order(pupils: Sequence[Pupil]) -> list[Pupil]:
    """By name, whatever its accents; those who left last."""
    return sorted(pupils, key=lambda one: (one.left, folded(one.name), one.name))


def _line(pupil: Pupil) -> Line:
    groups = ", ".join(one_line(group) for group in pupil.groups)
    return Line(
        pupil.id, one_line(pupil.name), _("has left") if pupil.left else "", pupil.code, groups, is_past=pupil.left
    )
