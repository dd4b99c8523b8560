"""One class of a pupil: what its teacher sees, what it asks for, and handing in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.flows.classes.my_classes import MyClass, MyClasses
from carrel.ui.flow import Flow
from carrel.ui.panes.joined import words
from carrel.ui.panes.joined.said import SaidList
from carrel.ui.panes.joined.task import TaskCard
from carrel.ui.theme import Theme
from carrel.ui.widgets.folder_line import FolderLine
from carrel.ui.widgets.parts import button, label


class ClassSection(QFrame):
    """hand_in_requested, seen_requested, unwatch_requested: the id of the class: the last but one is to show what its
    teacher sees. watch_requested: the id, and the path of a folder. The others are those of its cards.
    """

    hand_in_requested = Signal(str)
    seen_requested = Signal(str)
    watch_requested = Signal(str, str)
    unwatch_requested = Signal(str)
    begun = Signal(object)
    resumed = Signal(str)
    read_requested = Signal(str)
    foundations_requested = Signal()
    write_requested = Signal(str)
    text_requested = Signal(str, str)

    def __init__(self, one: MyClass, told: MyClasses, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("classSection")
        self.setAccessibleName(one_line(one.joined.title))
        self._theme, self.one = theme, one
        pad, gap = theme.size("space_large"), theme.size("space_medium")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(gap)
        self._column.addWidget(label(one_line(one.joined.title), "heading", wrap=True, name="classTitle"))
        self._column.addWidget(label(self._who(), "muted", wrap=True, name="classTeacher"))
        self._column.addWidget(label(one.joined.told, wrap=True, name="classTold"))
        if one.problem:
            self._column.addWidget(label(f"{one.problem} {one.next_step}", "danger", wrap=True, name="classProblem"))
        if one.said:
            self._column.addWidget(SaidList(one.said, theme))
        self._show_tasks(told)
        self._show_hand_in(told.number)
        self._show_folder()

    def _who(self) -> str:
        code = one_line(self.one.joined.code)
        teacher = beside(self.one.joined.teacher)
        if not teacher:
            return _("Your code is {code}.").format(code=code)
        return _("With {teacher}. Your code is {code}.").format(teacher=teacher, code=code)

    def _show_tasks(self, told: MyClasses) -> None:
        for task in self.one.tasks:
            card = TaskCard(task, told.day, self._theme, has_foundations=told.has_foundations)
            card.begun.connect(self.begun)
            card.resumed.connect(self.resumed)
            card.read_requested.connect(self.read_requested)
            card.foundations_requested.connect(self.foundations_requested)
            card.write_requested.connect(self.write_requested)
            card.text_requested.connect(self.text_requested)
            self._column.addWidget(card)
        if not self.one.tasks and not self.one.problem:
            self._column.addWidget(label(_("There is nothing to do for you yet."), wrap=True, name="classNothing"))

    def _show_hand_in(self, number: str) -> None:
        one = self.one
        self._column.addWidget(label(words.handed_in(one), wrap=True, name="classHandedIn"))
        said = _("Your number on this computer, if your teacher asks: {number}").format(number=number)
        self._column.addWidget(label(said, "muted", wrap=True, name="classNumber"))
        self.hand_in = button(
            _("Hand in…"), "primary" if one.waiting or one.works else "outline", f"handIn_{one.joined.classroom}"
        )
        self.hand_in.setAccessibleName(_("Hand in for “{title}”").format(title=one_line(one.joined.title)))
        self.hand_in.setEnabled(bool(one.waiting or one.works or one.handed_in) and not one.problem)
        self.hand_in.clicked.connect(lambda: self.hand_in_requested.emit(one.joined.classroom))
        row = Flow(self._theme.size("space_small"))
        row.addWidget(self.hand_in)
        self.seen = button(_("What my teacher sees…"), "outline", f"seen_{one.joined.classroom}")
        self.seen.clicked.connect(lambda: self.seen_requested.emit(one.joined.classroom))
        row.addWidget(self.seen)
        self._column.addLayout(row)

    def _show_folder(self) -> None:
        classroom = self.one.joined.classroom
        self.folder = FolderLine(self._theme, "pupil")
        self.folder.show_folder(self.one.folder)
        self.folder.chosen.connect(lambda path: self.watch_requested.emit(classroom, path))
        self.folder.stop_requested.connect(lambda: self.unwatch_requested.emit(classroom))
        self._column.addWidget(self.folder)
