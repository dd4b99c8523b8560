"""The teacher's place: its pane with all its pages, and who carries out what is asked there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.theme import Theme
from carrel.ui.window.library import Library
from carrel.ui.window.teaching.desk import Desk
from carrel.ui.window.teaching.naming import Naming
from carrel.ui.window.teaching.own_questions import OwnQuestions
from carrel.ui.window.teaching.parcels import Parcels
from carrel.ui.window.teaching.people import People
from carrel.ui.window.teaching.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from carrel.ui.panes.teach import TeachPane
    from carrel.ui.panes.teach.page import ClassPage
    from carrel.ui.panes.teach.pupils import PupilsPage


class Teaching(QObject):
    """pane: made when it is first wanted."""

    def __init__(self, kit: Kit, jobs: Jobs, theme: Theme, library: Library) -> None:
        super().__init__(library.stage)
        self._kit, self._jobs, self._theme = kit, jobs, theme
        self._stage, self._window, self._library = library.stage, library.window, library
        self.pane: TeachPane | None = None
        self._pupils: PupilsPage | None = None
        self._stage.add("teach", self._made)

    def find(self, otherwise: Callable[[], object]) -> Callable[[], object]:
        """Find a pupil while the class is shown, otherwise elsewhere."""
        return lambda: self._find() if self.pane is not None and self._stage.here == "teach" else otherwise()

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to."""
        if self.pane is not None:
            self.pane.look_again(rooms)
            self._tasks.look_again(rooms)

    def open(self, classroom: str) -> None:
        """Show this class, by its id, in the teacher's place."""
        self._made().show_class(classroom)
        self._stage.open("teach")

    def _find(self) -> None:
        if self.pane is not None and self._pupils is not None and self.pane.classroom:
            self.pane.show_page(self._pupils)
            self._pupils.look_for_one()

    def take(self, classroom: str, paths: Sequence[Path]) -> None:
        """Take in what came back for this class, in its place."""
        self.open(classroom)
        self._parcels.take(classroom, paths)

    def _made(self) -> TeachPane:
        from carrel.ui.panes.teach import TeachPane  # noqa: PLC0415 - not for the first paint
        from carrel.ui.panes.teach.assignments import AssignmentsPage  # noqa: PLC0415 - not for the first paint
        from carrel.ui.panes.teach.authoring import QuestionsPage  # noqa: PLC0415 - not for the first paint
        from carrel.ui.panes.teach.feedback import FeedbackPage  # noqa: PLC0415 - not for the first paint
        from carrel.ui.panes.teach.pupils import PupilsPage  # noqa: PLC0415 - not for the first paint
        from carrel.ui.window.seeing import Seeing  # noqa: PLC0415 - not for the first paint

        if self.pane is None:
            pupils = self._pupils = PupilsPage(self._kit, self._jobs, self._theme)
            assignments = AssignmentsPage(self._kit, self._jobs, self._theme)
            questions = QuestionsPage(self._kit, self._jobs, self._theme)
            feedback = FeedbackPage(self._kit, self._jobs, self._theme)
            seeing = Seeing(self._kit, self._jobs, self._theme, self._window, self._stage.tell)
            pages: list[ClassPage] = [*seeing.pages(), feedback, pupils, assignments, questions]  # as their tabs
            self.pane = TeachPane(self._kit, self._jobs, self._theme, pages)
            desk = Desk(self._kit, self._jobs, self._theme, self._stage, self._window, "teach", self.pane)
            people = People(desk, pupils)
            Naming(desk, partial(self.pane.show_page, pupils))
            self._tasks = Tasks(desk, assignments, self._library.add_foundations)
            OwnQuestions(desk, questions)
            self._parcels = Parcels(desk, people.bring)
        return self.pane
