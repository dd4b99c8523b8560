"""What can be done with the documents that are chosen, under the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from carrel.base.words import _, counted
from carrel.courses.model import Course
from carrel.ui.flow import Flow
from carrel.ui.panes.library.lines import Line
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label, menu_words


class ChosenBar(QWidget):
    """course_requested: the id of a course, and whether the documents are to be in it. The others: what was pressed."""

    open_requested = Signal()
    quiz_requested = Signal()
    again_requested = Signal()
    recognise_requested = Signal()
    remove_requested = Signal()
    course_requested = Signal(str, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("chosenBar")
        self._lines: Sequence[Line] = ()
        self._courses: Sequence[Course] = ()
        self.said = label(name="chosenWords", role="muted", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # a command stands in it
        self.open = button(_("Open"), "outline", "openDocument")
        self.quiz = button(_("Quiz me on this"), "outline", "quizDocument")
        self.courses = button(_("Courses…"), "outline", "documentCourses")
        self.again = button(_("Try again"), "outline", "tryAgain")
        self.recognise = button(_("Recognise the text"), "outline", "recognisePages")
        self.remove = button(_("Remove"), "outline", "removeDocument")
        self._menu = QMenu(self.courses)
        self._menu.aboutToShow.connect(lambda: self.fill(self._menu))
        self.courses.setMenu(self._menu)
        row = Flow(theme.size("space_small"))
        for one in (self.open, self.quiz, self.courses, self.again, self.recognise, self.remove):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_tight"))
        column.addWidget(self.said)
        column.addLayout(row)
        self.open.clicked.connect(self.open_requested)
        self.quiz.clicked.connect(self.quiz_requested)
        self.again.clicked.connect(self.again_requested)
        self.recognise.clicked.connect(self.recognise_requested)
        self.remove.clicked.connect(self.remove_requested)
        self.hide()

    def show_chosen(self, lines: Sequence[Line], courses: Sequence[Course]) -> None:
        """Offer what can be done with these."""
        self._lines, self._courses = lines, courses
        kept = [one for one in lines if one.kind == "document"]
        self.setVisible(bool(lines) and all(one.kind in {"document", "failed"} for one in lines))
        one = lines[0] if len(lines) == 1 else None
        many = counted("{count} selected", "{count} selected", len(lines))
        self.said.setText(many if one is None else one.remedy)
        self.said.setHidden(not self.said.text())
        self.open.setVisible(one is not None and one.document is not None)
        self.quiz.setVisible(one is not None and one.document is not None and one.kind == "document")
        self.courses.setVisible(bool(kept and courses))
        self.again.setVisible(any(line.can_try_again for line in lines))
        self.recognise.setVisible(one is not None and one.can_be_recognised)
        self.remove.setEnabled(all(line.pack is None for line in lines))

    def menu(self) -> QMenu:
        """The same, as a menu."""
        menu = QMenu(self)
        menu.setObjectName("documentMenu")
        ways = (
            (self.open, self.open_requested),
            (self.quiz, self.quiz_requested),
            (self.again, self.again_requested),
            (self.recognise, self.recognise_requested),
        )
        for one, signal in ways:
            if not one.isHidden():
                menu.addAction(one.text()).triggered.connect(signal)
        if not self.courses.isHidden():
            self.fill(menu.addMenu(_("Courses")))
        removing = menu.addAction(self.remove.text())
        removing.setEnabled(self.remove.isEnabled())
        removing.triggered.connect(self.remove_requested)
        return menu

    def fill(self, menu: QMenu) -> None:
        """Each course, checked where all chosen documents are in it."""
        menu.clear()
        kept = [one for one in self._lines if one.kind == "document"]
        for course in self._courses:
            action = menu.addAction(menu_words(course.title))
            action.setObjectName("putIntoCourse")
            action.setCheckable(True)
            action.setChecked(all(course.id in one.courses for one in kept))
            action.triggered.connect(lambda on, id_=course.id: self.course_requested.emit(id_, on))
