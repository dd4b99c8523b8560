"""Which chats the list shows: all of them, or those of one course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.courses.model import Course
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import menu_words, tip


class CourseChooser(QToolButton):
    """chosen: the id of a course, or None for all chats. edit_requested: the id of a course."""

    chosen = Signal(object)
    new_requested = Signal()
    edit_requested = Signal(str)
    empty_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("courseChooser")
        self.setProperty("kind", "choice")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._course: Course | None = None
        self._count = 0
        menu = QMenu(self)
        menu.setObjectName("courseMenu")
        self.setMenu(menu)
        theme.changed.connect(self._draw)
        self._draw()

    def show_courses(self, courses: Sequence[Course], counts: Mapping[str | None, int], course: Course | None) -> None:
        """Offer these, and show which one is chosen."""
        self._course = course
        total = sum(counts.values())
        self._count = counts.get(course.id, 0) if course is not None else total
        menu = self.menu()
        menu.clear()
        self._do(_("New course…"), "newCourse", self.new_requested.emit)
        if course is not None:
            words = _("Edit {course}…").format(course=menu_words(course.title, 40))
            self._do(words, "editCourse", lambda: self.edit_requested.emit(course.id))
        menu.addSeparator()
        group = QActionGroup(menu)
        self._offer(group, _("All chats"), total, None)
        for one in courses:
            self._offer(group, menu_words(one.title, 40), counts.get(one.id, 0), one.id)
        menu.addSeparator()
        self._do(_("Delete empty chats"), "deleteEmpty", self.empty_requested.emit)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title of a course gives way."""
        super().resizeEvent(event)
        self._draw()

    def _offer(self, group: QActionGroup, words: str, count: int, course: str | None) -> None:
        action = QAction(f"{words}   ·   {count}", group)
        action.setObjectName("chooseCourse")
        action.setData(course)
        action.setCheckable(True)
        action.setChecked(course == (self._course.id if self._course is not None else None))
        action.triggered.connect(lambda: self.chosen.emit(course))
        self.menu().addAction(action)

    def _do(self, words: str, name: str, act: object) -> None:
        action = self.menu().addAction(words)
        action.setObjectName(name)
        action.triggered.connect(act)

    def _draw(self) -> None:
        theme = self._theme
        edge = theme.size("size_icon")
        self.setIconSize(QSize(edge, edge))
        self.setIcon(theme.icon("course"))
        title = one_line(self._course.title) if self._course is not None else _("All chats")
        room = max(0, self.width() - 2 * edge - 5 * theme.size("space_small"))
        shown = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        tip(self, title)
        chats = counted("{count} chat", "{count} chats", self._count)
        self.setAccessibleName(_("Course: {course}, {chats}").format(course=beside(title), chats=chats))
