"""The page of a teacher's own questions: written, brought in, drafted and approved, tried out and taken out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from carrel.assessment.model import Answer
from carrel.base.errors import CarrelError
from carrel.base.show import beside, one_line
from carrel.base.words import _, counted
from carrel.classroom.classes.model import Assignment
from carrel.flows.authoring import items
from carrel.flows.authoring.items import Questions, Written
from carrel.flows.authoring.trial import trial
from carrel.flows.classes import rooms
from carrel.flows.classes.own import Raw
from carrel.flows.kit import Kit
from carrel.library.model import Document
from carrel.library.packs.findings import faults
from carrel.ui.flow import Flow
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.teach.authoring import words
from carrel.ui.panes.teach.authoring.acts import Acts
from carrel.ui.panes.teach.authoring.question_list import Line, QuestionList
from carrel.ui.panes.teach.authoring.question_page import QuestionPage
from carrel.ui.panes.teach.page import ClassPage
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.looking import Looking
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import label

_ROOMS = frozenset({"assessment", "classroom", "library"})
_KEY = "questions"
_NARROW = 52
"""Letters: in a narrower place the list stands above."""


@dataclass(frozen=True)
class _Look:
    """The assignments of a class; of the one that is shown, its questions and the documents that are read for it."""

    classroom: str
    assignments: Sequence[Assignment]
    questions: Questions | None = None
    papers: Sequence[Document] = ()


class QuestionsPage(ClassPage):
    """write_requested: the id of an assignment for which a question is to be written.

    change_requested: the ids of an assignment and of a question. bring_requested: the id of an assignment for which a
    file of questions is to be chosen; then `bring_in`.
    """

    write_requested = Signal(str)
    change_requested = Signal(str, str)
    bring_requested = Signal(str)

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme) -> None:
        super().__init__(_("Own questions"), _ROOMS)
        self.setObjectName("questionsPage")
        self.kit, self.jobs, self._theme = kit, jobs, theme
        self.classroom = self.assignment = ""
        self._drafting: Job | None = None
        self._looking = Looking(self, jobs, self._look, self._take, self._fail)
        self.which = ChoiceBox(_("Assignment"), "questionsAssignment")
        self.busy = Busy(theme, "questionsBusy", "stopDrafting")
        self.acts = Acts(theme, "questions", "outline")
        self.list = QuestionList(theme)
        self.question = QuestionPage(theme)
        self.empty = Page(theme, "questionsEmpty", widest=2 / 3)
        self._faces = QStackedWidget()
        self._lay_out()
        self.which.currentIndexChanged.connect(self._turn_to)
        self.list.chosen_changed.connect(self._show_chosen)
        self.question.approve_requested.connect(self.approve)
        self.question.change_requested.connect(self._ask_to_change)
        self.question.remove_requested.connect(self.remove)
        self.question.sandbox.tried.connect(self.try_answer)
        self.busy.stop_requested.connect(self.stop)
        for acts in (self.acts, self.empty_acts):
            acts.write.clicked.connect(lambda: self.write_requested.emit(self.assignment))
            acts.bring.clicked.connect(lambda: self.bring_requested.emit(self.assignment))
            acts.draft_requested.connect(self.draft)

    def _lay_out(self) -> None:
        bar = Flow(self._theme.size("space_medium"))
        bar.addWidget(self.which)
        bar.addWidget(self.acts)
        self._full = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._full)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self.list, 2)
        self._sides.addWidget(self.question, 5)
        self.empty_title = label(role="heading", wrap=True, name="questionsEmptyTitle")
        self.empty_more = label(role="muted", wrap=True, name="questionsEmptyMore")
        self.empty_acts = Acts(self._theme, "questionsEmpty", "card")
        for part in (self.empty_title, self.empty_more):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for one in (self.empty_title, self.empty_more, self.empty_acts):
            self.empty.column.addWidget(one)
        for face in (self.empty, self._full):
            self._faces.addWidget(face)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(bar)
        self._column.addWidget(self.busy)
        self._column.addWidget(self._faces, 1)
        self._theme.changed.connect(self._measure)
        self._measure()

    @property
    def is_at_rest(self) -> bool:
        """Whether what is shown is what there is."""
        return self._looking.is_at_rest

    def show_class(self, classroom: str) -> None:
        """Show what there is of this class, by its id, fresh from the store."""
        if classroom != self.classroom:
            self.classroom, self.assignment = classroom, ""
        self._looking.anew()

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while nobody looked."""
        super().showEvent(event)
        self._looking.again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has the list above."""
        super().resizeEvent(event)
        self._measure()

    def bring_in(self, assignment: str, path: Path) -> None:
        """Bring the questions of a file into this assignment, by its id."""
        act = partial(items.bring_in, self.kit, self.classroom, assignment, path)
        self.jobs.fetch(act, self._brought, self._fail)

    def draft(self, document: str) -> None:
        """Have questions made from this document of the assignment, by its id."""
        if self._drafting is not None:
            self._tell(_("Questions are being drafted already."), _("Wait until that is done, or stop it."), "hint")
            return
        about = (self.classroom, self.assignment)
        waited = sum(line.is_draft for line in self.list.lines)
        job = self._drafting = self.jobs.prepare(lambda cancel: items.draft(self.kit, *about, document, cancel))
        job.progressed.connect(self.busy.show_progress)
        job.finished.connect(partial(self._drafted, waited))
        job.stopped.connect(self._say_stopped)
        job.failed.connect(self._fail)
        job.ended.connect(self._end_drafting)
        job.start()

    def stop(self) -> None:
        """Stop drafting; nothing of it is kept."""
        if self._drafting is not None:
            self._drafting.stop()

    def look_anew(self) -> None:
        """Something was written for the assignment that is shown."""
        self._looking.anew()

    def approve(self) -> None:
        """Let the chosen draft go out."""
        line = self.list.chosen
        if line is not None:
            act = partial(items.approve, self.kit, self.classroom, self.assignment, line.item.id)
            self._do(act, Notice(_("Approved. It goes out with the next class pack."), tone="quiet", key=_KEY))

    def remove(self) -> None:
        """Take the chosen question out; Undo puts it back."""
        line = self.list.chosen
        if line is None:
            return
        about = (self.classroom, self.assignment)

        def removed(gone: Raw) -> None:
            undo = Choice(_("Undo"), partial(self._put_back, about, gone), "questionUndo")
            said = _("Taken out: {question}").format(question=beside(words.asked(line.item), 80))
            self.told.emit(Notice(said, tone="quiet", choices=(undo,), key=_KEY))
            self._looking.anew()

        self.jobs.fetch(partial(items.remove, self.kit, *about, line.item.id), removed, self._fail)

    def try_answer(self, answer: Answer) -> None:
        """Show how this answer to the chosen question would be marked."""
        line = self.list.chosen
        if line is not None:
            act = partial(trial, line.item, answer)
            self.jobs.fetch(act, self.question.sandbox.show_trial, self._fail)

    def _ask_to_change(self) -> None:
        line = self.list.chosen
        if line is not None:
            self.change_requested.emit(self.assignment, line.item.id)

    def _drafted(self, waited: int, told: Questions) -> None:
        new = len(told.drafts) - waited
        if new > 0:
            said = counted("One draft is new.", "{count} drafts are new.", new)
            self._tell(said, _("Look at each, and approve those that are to go out."))
        else:
            self._tell(_("No new draft was made from this document."), _("Its drafts stand in the list."), "hint")
        self._looking.anew()

    def _say_stopped(self) -> None:
        self._tell(_("You stopped. Nothing was drafted."))

    def _end_drafting(self) -> None:
        self._drafting = None
        self.busy.show_progress(None)

    def _tell(self, what: str, more: str = "", tone: str = "quiet") -> None:
        self.told.emit(Notice(what, more, tone=tone, key=_KEY))

    def _put_back(self, about: tuple[str, str], gone: Raw) -> None:
        self._do(partial(items.add, self.kit, *about, [gone]), None)

    def _look(self) -> object:
        if not self.classroom:
            return None
        listed = rooms.room(self.kit, self.classroom).assignments
        known = {one.id for one in listed}
        wanted = self.assignment if self.assignment in known else listed[0].id if listed else ""
        if not wanted:
            return _Look(self.classroom, listed)
        found = items.questions(self.kit, self.classroom, wanted)
        return _Look(self.classroom, listed, found, items.papers(self.kit, found.assignment))

    def _take(self, told: _Look | None) -> None:
        if told is None or told.classroom != self.classroom:
            return
        self.assignment = told.questions.assignment.id if told.questions is not None else ""
        before = self.which.blockSignals(True)
        self.which.offer([(one_line(one.title, 60), one.id) for one in told.assignments])
        self.which.setCurrentIndex(max(0, self.which.findData(self.assignment)))
        self.which.blockSignals(before)
        lines = []
        if told.questions is not None:
            lines = [Line(item, is_draft=False) for item in told.questions.items]
            lines += [Line(item, is_draft=True) for item in told.questions.drafts]
        self._say_empty(has_assignment=bool(self.assignment))
        self._faces.setCurrentWidget(self._full if lines else self.empty)
        self.which.setVisible(bool(self.assignment))
        self.acts.setVisible(bool(lines))
        for acts in (self.acts, self.empty_acts):
            acts.show_papers(told.papers)
        self.list.show_lines(lines)
        self._show_chosen()

    def _say_empty(self, *, has_assignment: bool) -> None:
        self.empty_acts.setVisible(has_assignment)
        if has_assignment:
            self.empty_title.setText(_("There are no questions of your own here yet."))
            more = _("Write one, or bring in a file that you wrote, or that Moodle, Anki or another program exported.")
        else:
            self.empty_title.setText(_("Nothing is set for this class yet."))
            more = _("Set an assignment first; questions of your own belong to one.")
        self.empty_more.setText(more)

    def _turn_to(self, _index: int) -> None:
        self.assignment = str(self.which.currentData() or "")
        self._looking.anew()

    def _show_chosen(self) -> None:
        line = self.list.chosen
        if line is not None:
            self.question.show_item(line.item, is_draft=line.is_draft)

    def _brought(self, told: Written) -> None:
        self.told.emit(_notice(told))
        self._looking.anew()

    def _do(self, act: Callable[[], object], notice: Notice | None) -> None:
        def done(_done: object) -> None:
            if notice is not None:
                self.told.emit(notice)
            self._looking.anew()

        self.jobs.fetch(act, done, self._fail)

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key=_KEY))

    def _measure(self) -> None:
        theme = self._theme
        self._column.setSpacing(theme.size("space_small"))
        self._sides.setSpacing(theme.size("space_medium"))
        narrow = self.width() < _NARROW * theme.size("type_body")
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(direction)
        self.list.setMaximumHeight(self.height() // 3 if narrow else 16_777_215)


def _notice(told: Written) -> Notice:
    """What came of a file of questions, with the first thing that kept one out."""
    said = counted("The assignment has one question now.", "The assignment has {count} questions now.", len(told.items))
    kept_out = told.refused + len(told.bad)
    if not kept_out:
        return Notice(said, " ".join(told.lost), tone="quiet", key=_KEY)
    left = counted("One was left out.", "{count} were left out.", kept_out)
    first = faults(told.findings)
    why = f"{first[0].what} {first[0].then}" if first else told.bad[0]
    return Notice(f"{said} {left}", why, tone="hint", key=_KEY)
