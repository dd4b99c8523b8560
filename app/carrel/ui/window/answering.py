"""Which model answers in the open chat: shown over it, and chosen for it or for its course."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.courses.model import Course
from carrel.flows import browse, courses
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.panes.conversation import ConversationPane
from carrel.ui.widgets.model_chooser import ModelChooser
from carrel.ui.window.dialogs import Dialogs
from carrel.ui.window.models import Models


class Answering(QObject):
    """Where a chat or its course has a model of its own, choosing one is for that chat; elsewhere for all. told: a
    Notice.
    """

    told = Signal(object)

    def __init__(self, kit: Kit, jobs: Jobs, pane: ConversationPane, models: Models, dialogs: Dialogs) -> None:
        super().__init__(pane)
        self._kit, self._jobs, self._chat, self._models, self._dialogs = kit, jobs, pane.chat, models, dialogs
        self._chooser: ModelChooser = models.chooser
        pane.opened.connect(self.show_here)
        self._chooser.use_requested.connect(self.choose)
        dialogs.use_for_course_requested.connect(self.use_for_course)

    def show_here(self) -> None:
        """Show the model that answers in the open chat."""
        self._chooser.show_own(self._own())
        self._dialogs.in_course = self._chat.course is not None

    def choose(self, name: str) -> None:
        """Answer with this model from now on."""
        if self._own() is None:
            self._models.use(name)
        elif self._chat.id is None:
            self._chat.model = name
            self.show_here()
        else:
            work = partial(browse.set_model, self._kit, self._chat.id, name)
            self._jobs.fetch(work, lambda _done: self._chat.look_again(), self._fail)

    def use_for_course(self, name: str) -> None:
        """Answer the chats of the open chat's course with this model."""
        course = self._chat.course
        if course is None:
            return
        title = next((one.title for one in self._models.known if one.name == name), name)
        words = _("{model} answers in {course} from now on.").format(model=title, course=beside(course.title))
        undo = Choice(_("Undo"), lambda: self._set(course, course.model), "undo")
        self._set(course, name, Notice(words, tone="quiet", choices=(undo,), key="undo"))

    def _set(self, course: Course, name: str | None, then: Notice | None = None) -> None:
        def done(_nothing: object) -> None:
            if then is not None:
                self.told.emit(then)

        self._jobs.fetch(partial(courses.use_model, self._kit, course.id, name), done, self._fail)

    def _own(self) -> str | None:
        """The model that the open chat, or its course, has of its own."""
        chat = self._chat
        chosen = chat.conversation.model if chat.conversation is not None else chat.model
        return chosen or (chat.course.model if chat.course is not None else None)

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="model"))
