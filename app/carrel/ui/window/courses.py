"""Opens the dialog of a course, and keeps what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from carrel.attachments.model import Attachment
from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.behaviours.model import Kept
from carrel.courses.model import Course
from carrel.flows import attach, courses
from carrel.flows.behaviours import keeping as behaviours
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.conversation.chat import Chat
from carrel.ui.theme import Theme
from carrel.ui.window.models import Models


class Courses(QObject):
    """told: a Notice. made: the id of a new course. move_requested: chats, and the course they are to go into."""

    told = Signal(object)
    made = Signal(str)
    move_requested = Signal(object, str)

    def __init__(self, kit: Kit, jobs: Jobs, models: Models, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._jobs, self._models, self._theme, self._window = kit, jobs, models, theme, parent

    def open(self, course: str | None = None, chats: Sequence[str] = ()) -> None:
        """Edit a course, or make one into which these chats then go."""

        def read() -> tuple[Course, list[Attachment], list[Kept]]:
            here = behaviours.everything(self._kit)
            if course is None:
                return Course(self._kit.stamp.new_id(), self._kit.stamp.now(), ""), [], here
            return courses.named(self._kit, course), courses.sources(self._kit, course), here

        self._jobs.fetch(read, lambda found: self._show(found[0], found[1], found[2], chats), self._fail)

    def choose_behaviour(self, chat: Chat) -> None:
        """Let a person choose the manner in which the open chat is answered."""
        from carrel.ui.dialogs.manner import MannerDialog  # noqa: PLC0415 - not for the first paint

        def show(here: list[Kept]) -> None:
            course = chat.course
            inherited = course.behaviour if course is not None else None
            dialog = MannerDialog(here, chat.behaviour, inherited, self._theme, self._window)
            dialog.chosen.connect(chat.set_behaviour)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._jobs.fetch(partial(behaviours.everything, self._kit), show, self._fail)

    def _show(self, course: Course, sources: Sequence[Attachment], here: Sequence[Kept], chats: Sequence[str]) -> None:
        from carrel.ui.dialogs.course import CourseDialog, Draft  # noqa: PLC0415 - not for the first paint

        models = [(one.title, one.name) for one in self._models.known]
        manners = [(one.behaviour.title, one.behaviour.name) for one in here]
        dialog = CourseDialog(course, sources, models, self._theme, self._window, manners)

        def save(draft: Draft) -> None:
            def done(_nothing: object) -> None:
                dialog.accept()
                if chats:
                    self.move_requested.emit(chats, course.id)
                elif not course.title:
                    self.made.emit(course.id)

            work = draft.course, draft.added, draft.removed
            self._jobs.fetch(lambda: courses.save(self._kit, *work), done, dialog.say_error)

        def read(paths: Sequence[Path]) -> None:
            for path in paths:
                work = partial(attach.read_file, self._kit, path)
                self._jobs.fetch(work, lambda found: dialog.add_sources([found]), dialog.say_error)

        def delete() -> None:
            dialog.reject()
            self._delete(course)

        dialog.save_requested.connect(save)
        dialog.files_chosen.connect(read)
        dialog.delete_requested.connect(delete)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _delete(self, course: Course) -> None:
        def undo() -> None:
            self._jobs.fetch(lambda: courses.undelete(self._kit, course.id), failed=self._fail)

        def tell(_done: object) -> None:
            words = _("{course} was deleted; its chats stay.").format(course=beside(course.title))
            self.told.emit(Notice(words, tone="quiet", choices=(Choice(_("Undo"), undo, "undo"),), key="undo"))

        self._jobs.fetch(lambda: courses.delete(self._kit, course.id), tell, self._fail)

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="course"))
