"""Assignments are set, changed and taken back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from carrel.base.show import beside
from carrel.base.words import _
from carrel.classroom.classes.model import Assignment
from carrel.flows.classes import rooms
from carrel.ui.window.teaching.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from carrel.flows.classes.choices import Choices
    from carrel.flows.classes.setting import Task
    from carrel.ui.panes.teach.assignments import AssignmentsPage


class Tasks(QObject):
    """Carries out what is asked on the page of the assignments."""

    def __init__(self, desk: Desk, page: AssignmentsPage, add_lessons: Callable[[], object]) -> None:
        super().__init__(desk.pane)
        self._desk, self._add_lessons = desk, add_lessons
        page.new_requested.connect(self.ask_for_new)
        page.change_requested.connect(self._ask_to_change)
        page.remove_requested.connect(self._remove)
        page.folder.chosen.connect(self.watch)
        page.folder.stop_requested.connect(self.unwatch)

    def ask_for_new(self) -> None:
        """Let a person set something."""
        desk = self._desk
        blank = Assignment("", desk.pane.classroom, "", desk.kit.stamp.now())
        self._ask(blank, went_out=False)

    def look_again(self, rooms: frozenset[str]) -> None:
        """These rooms were written to: lessons may have come while somebody chooses among them."""
        from carrel.flows.classes.choices import choices  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.classes.assignment import AssignmentDialog  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        dialog = desk.window.findChild(AssignmentDialog)
        if dialog is not None and "library" in rooms:
            self._desk.jobs.fetch(partial(choices, desk.kit, desk.pane.classroom), dialog.show_topics)

    def watch(self, folder: str) -> None:
        """Watch a folder for the class that is shown."""
        from carrel.flows.classes import watching  # noqa: PLC0415 - not for the first paint

        self._desk.do(partial(watching.choose, self._desk.kit, self._desk.pane.classroom, Path(folder)))

    def unwatch(self) -> None:
        """Watch none any more."""
        from carrel.flows.classes import watching  # noqa: PLC0415 - not for the first paint

        self._desk.do(partial(watching.stop, self._desk.kit, self._desk.pane.classroom))

    def _ask_to_change(self, task: Task) -> None:
        self._ask(task.assignment, went_out=task.went_out)

    def _ask(self, assignment: Assignment, *, went_out: bool) -> None:
        from carrel.flows.classes.choices import choices  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        desk.do(partial(choices, desk.kit, assignment.classroom), partial(self._open, assignment, went_out))

    def _open(self, assignment: Assignment, went_out: bool, offered: Choices) -> None:
        from carrel.flows.classes import setting  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.classes.assignment import AssignmentDialog  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        dialog = AssignmentDialog(assignment, offered, desk.theme, desk.window, went_out=went_out)

        def keep(wish: Assignment) -> None:
            if assignment.id:
                desk.keep(dialog, partial(setting.change, desk.kit, wish))
            else:
                desk.keep(dialog, partial(rooms.assign, desk.kit, assignment.classroom, wish), self._tell)

        dialog.given.connect(keep)
        dialog.lessons_requested.connect(self._add_lessons)
        desk.open(dialog)

    def _tell(self, made: Assignment) -> None:
        self._desk.tell(_("“{title}” goes out with the next pack.").format(title=beside(made.title)))

    def _remove(self, task: Task) -> None:
        from carrel.flows.classes import setting  # noqa: PLC0415 - not for the first paint

        desk, gone = self._desk, task.assignment

        def tell(before: Assignment) -> None:
            said = (
                _("“{title}” was taken back.")
                if not task.went_out
                else _("“{title}” was taken back. Your pupils see it until they open the next pack.")
            )
            desk.tell_undoable(said.format(title=beside(gone.title)), partial(setting.put_back, desk.kit, before))

        desk.do(partial(setting.remove, desk.kit, gone.id), tell)
