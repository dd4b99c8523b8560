"""What a class was asked to do: for whom, by when, with which help, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.classroom.watched.model import ClassFolder
from carrel.flows.classes.policies import policy_words
from carrel.flows.classes.setting import Task, tasks
from carrel.flows.classes.watching import watched_as
from carrel.flows.kit import Kit
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.teach.page import ClassPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.folder_line import FolderLine
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.nothing import Nothing
from carrel.ui.widgets.parts import button
from carrel.ui.widgets.times import full_day

_SEPARATOR = " · "


class AssignmentsPage(ClassPage):
    """new_requested: set something. change_requested, remove_requested: a Task. folder: the one that is watched."""

    new_requested = Signal()
    change_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Assignments"), frozenset({"classroom", "assessment"}))
        self.setObjectName("assignmentsPage")
        self._kit, self._theme = kit, theme
        self._classroom = ""
        self._tasks: dict[str, Task] = {}
        self._looking = Looking(self, jobs, self._look, self._take, self._fail)
        self.new = button(_("New assignment…"), "outline", "newAssignment")
        self.list = LineList(theme, _("Assignments"), "assignmentList")
        words = _("Choose what is to be practised, read or written. It goes out with the next pack.")
        self.nothing = Nothing(theme, _("Nothing was set yet."), words, _("New assignment…"), "emptyAssignment")
        self.change = button(_("Change…"), "outline", "changeAssignment")
        self.remove = button(_("Take back"), "outline", "removeAssignment")
        self.folder = FolderLine(theme, "teacher")
        self._top, self._stack, self._chosen = QWidget(), QStackedWidget(), QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        top, acts = Flow(gap), Flow(gap)
        top.addWidget(self.new)
        for act in (self.change, self.remove):
            acts.addWidget(act)
        self._top.setLayout(top)
        self._chosen.setLayout(acts)
        for face in (self.list, self.nothing):
            self._stack.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self._top)
        column.addWidget(self._stack, 1)
        column.addWidget(self._chosen)
        column.addWidget(self.folder)
        self._show()

    def _connect(self) -> None:
        for news in (self.new, self.nothing.step):
            news.clicked.connect(self.new_requested)
        self.list.opened.connect(lambda one: self.change_requested.emit(self._tasks[one]))
        self.list.removed.connect(lambda one: self.remove_requested.emit(self._tasks[one]))
        self.list.chosen_changed.connect(self._show_chosen)
        self.change.clicked.connect(lambda: self._ask(self.change_requested.emit))
        self.remove.clicked.connect(lambda: self._ask(self.remove_requested.emit))

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    def show_class(self, classroom: str) -> None:
        """Show what was set for this class."""
        if classroom != self._classroom:
            self._classroom = classroom
            self._looking.anew()
        else:
            self._looking.again()

    def _look(self) -> tuple[str, Sequence[Task], ClassFolder | None]:
        """The class that was looked at, what was set for it, and the folder that is watched."""
        classroom = self._classroom
        return classroom, tasks(self._kit, classroom), watched_as(self._kit, classroom, "teacher")

    def _take(self, found: tuple[str, Sequence[Task], ClassFolder | None]) -> None:
        classroom, given, folder = found
        if classroom == self._classroom:
            self._tasks = {one.assignment.id: one for one in given}
            self.folder.show_folder(folder)
            self._show()

    def _show(self) -> None:
        self.list.show_lines([_line(one) for one in self._tasks.values()])
        self._stack.setCurrentWidget(self.list if self._tasks else self.nothing)
        self._top.setVisible(bool(self._tasks))
        self._show_chosen()

    def _show_chosen(self) -> None:
        self._chosen.setVisible(self.list.chosen is not None)

    def _ask(self, act: Callable[[Task], None]) -> None:
        line = self.list.chosen
        if line is not None:
            act(self._tasks[line.id])

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="assignments"))


def _line(task: Task) -> Line:
    one = task.assignment
    return Line(one.id, one_line(one.title), below=_SEPARATOR.join(_said(task)))


def _said(task: Task) -> Iterator[str]:
    """What is said of it, each in a few words."""
    one = task.assignment
    if one.topics or one.items:
        yield counted("{count} question", "{count} questions", one.count if one.topics else len(one.items))
    if one.documents:
        yield counted("one document to read", "{count} documents to read", len(one.documents))
    if one.task:
        yield _("a text to write")
    yield policy_words()[one.policy].name
    yield _("for {groups}").format(groups=", ".join(map(one_line, one.groups))) if one.groups else _("for everybody")
    if one.opens:
        yield _("from {day}").format(day=full_day(one.opens))
    yield _("due by {day}").format(day=full_day(one.due)) if one.due else _("without a last day")
    if one.transcript:
        yield _("the talk with the tutor comes back")
    if not task.went_out:
        yield _("goes out with the next pack")
    elif one.topics or one.items:
        yield _("tries came back from {began} of {asked}").format(began=task.began, asked=task.asked)
