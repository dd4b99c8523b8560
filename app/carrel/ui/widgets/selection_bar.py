"""What can be done with the chats that are chosen, under the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carrel.base.words import _, counted
from carrel.courses.model import Course
from carrel.ui.theme import Theme
from carrel.ui.widgets.course_menu import fill_with_places
from carrel.ui.widgets.parts import IconButton, button, label


class SelectionBar(QWidget):
    """move_requested: the id of a course or None. all_requested: choose all. done: choose no longer."""

    move_requested = Signal(object)
    new_course_requested = Signal()
    pin_requested = Signal()
    delete_requested = Signal()
    all_requested = Signal()
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("selectionBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.count = label("", "strong", name="selectedCount")
        self.all = IconButton(theme, "check", _("Select all"), name="selectAll")
        self.leave = button(_("Done"), "plain", "selectionDone")
        self.move_to = button(_("Move to…"), "outline", "selectionMove")
        self._places = QMenu(self.move_to)
        self.move_to.setMenu(self._places)
        self.pin = button(_("Pin"), "outline", "selectionPin")
        self.delete = button(_("Delete"), "outline", "selectionDelete")
        self._lay_out()
        for one, signal in (
            (self.all, self.all_requested),
            (self.leave, self.done),
            (self.pin, self.pin_requested),
            (self.delete, self.delete_requested),
        ):
            one.clicked.connect(signal)
        theme.changed.connect(self._measure)
        self._measure()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.count, 1)
        top.addWidget(self.all)
        top.addWidget(self.leave)
        self._grid = QGridLayout()
        for place, one in enumerate((self.move_to, self.pin, self.delete)):
            self._grid.addWidget(one, 0, place)
            one.setSizePolicy(one.sizePolicy().Policy.Expanding, one.sizePolicy().Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addLayout(self._grid)

    def show_count(self, count: int) -> None:
        """Say how many are chosen; with none there is nothing to do with them."""
        self.count.setText(counted("{count} selected", "{count} selected", count))
        for one in (self.move_to, self.pin, self.delete):
            one.setEnabled(count > 0)

    def show_courses(self, courses: Sequence[Course]) -> None:
        """Offer these to move to."""
        fill_with_places(self._places, courses, self.move_requested.emit, self.new_course_requested.emit)

    def _measure(self) -> None:
        gap = self._theme.size("space_tight")
        self._column.setContentsMargins(0, gap, 0, 0)
        self._column.setSpacing(gap)
        self._grid.setHorizontalSpacing(gap)
