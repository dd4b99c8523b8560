"""A task of a class: its days, its rule, how far it is, and what can be done for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.flows.classes.my_classes import MyTask
from carrel.flows.classes.policy import follows, in_words
from carrel.ui.flow import Flow
from carrel.ui.panes.joined import words
from carrel.ui.plain import label, tip
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button

_LONGEST = 60


class TaskCard(QFrame):
    """begun: the MyTask is to be practised. resumed: the id of its session. read_requested: the id of a document.

    foundations_requested: the lessons that come with Carrel. write_requested: the id of the assignment.
    text_requested: a title and a text to be read.
    """

    begun = Signal(object)
    resumed = Signal(str)
    read_requested = Signal(str)
    foundations_requested = Signal()
    write_requested = Signal(str)
    text_requested = Signal(str, str)

    def __init__(self, task: MyTask, today: str, theme: Theme, *, has_foundations: bool) -> None:
        super().__init__()
        self.setObjectName("taskCard")
        self.setAccessibleName(one_line(task.asked.title))
        self.task = task
        pad, gap = theme.size("space_medium"), theme.size("space_small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(gap)
        self._column.addWidget(label(one_line(task.asked.title), "strong", wrap=True, name="taskTitle"))
        for text, name in (
            (words.days(task, today), "taskDays"),
            (in_words(task.asked.policy) if task.is_work else "", "taskRule"),
            (follows(task.behaviour), "taskFollows"),
            (words.far(task), "taskFar"),
            (words.written(task), "taskWritten"),
        ):
            if text:
                self._column.addWidget(label(text, "muted", wrap=True, name=name))
        self._row = Flow(gap)
        if task.wanted:
            self._offer_practice(has_foundations=has_foundations)
        if task.wants_text:
            self._offer_writing()
        self._offer_reading()
        self._offer_manner()
        if self._row.count():
            self._column.addLayout(self._row)

    def _offer_practice(self, *, has_foundations: bool) -> None:
        task = self.task
        if task.lacks:
            self._say_lacking(has_foundations=has_foundations)
            return
        said = words.press(task)
        go = button(said, "outline" if task.is_practised else "primary", f"start_{task.asked.id}")
        go.setAccessibleName(f"{said}: {one_line(task.asked.title)}")
        go.setEnabled(task.when != "to_come")
        if task.session:
            go.clicked.connect(partial(self._resume, task.session))
        else:
            go.clicked.connect(lambda: self.begun.emit(task))
        self._row.addWidget(go)

    def _say_lacking(self, *, has_foundations: bool) -> None:
        said = _("Its lessons are not on this computer yet.")
        if has_foundations:
            said = f"{said} {_('Ask your teacher for the course pack, and add it to the library.')}"
        self._column.addWidget(label(said, wrap=True, name="taskLacks"))
        if not has_foundations:
            add = button(_("Add the Foundations lessons"), "primary", "taskFoundations")
            add.clicked.connect(self.foundations_requested)
            self._row.addWidget(add)

    def _offer_writing(self) -> None:
        task = self.task
        said = _("Write") if task.written is None else _("Go on writing")
        kind = "outline" if task.handed is not None and not task.is_changed else "primary"
        write = button(said, kind, f"write_{task.asked.id}")
        write.setAccessibleName(f"{said}: {one_line(task.asked.title)}")
        write.setEnabled(task.when != "to_come")
        write.clicked.connect(lambda: self.write_requested.emit(task.asked.id))
        self._row.addWidget(write)

    def _offer_reading(self) -> None:
        for one in self.task.to_read:
            title = _("Read “{title}”").format(title=beside(one.title, _LONGEST))
            read = button(title.replace("&", "&&"), "outline", f"read_{one.document}")
            read.setAccessibleName(title)
            read.setEnabled(bool(one.document))
            if not one.document:
                read.setAccessibleDescription(_("It was taken out of the library. Open the class pack again."))
                tip(read, read.accessibleDescription())
            read.clicked.connect(partial(self._read, one.document))
            self._row.addWidget(read)

    def _offer_manner(self) -> None:
        behaviour = self.task.behaviour
        if behaviour is not None:
            title = one_line(behaviour.title, 80)
            read = button(_("Read what the tutor follows"), "outline", f"manner_{self.task.asked.id}")
            read.setAccessibleDescription(title)
            read.clicked.connect(lambda: self.text_requested.emit(title, behaviour.text))
            self._row.addWidget(read)

    def _resume(self, session: str, _checked: bool = False) -> None:
        self.resumed.emit(session)

    def _read(self, document: str, _checked: bool = False) -> None:
        self.read_requested.emit(document)
