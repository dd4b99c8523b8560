"""A teacher's own questions: a file of them is chosen, one is written, and some are drafted from a document."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from carrel.base.words import _
from carrel.ui.window.teaching.desk import Desk

if TYPE_CHECKING:
    from carrel.flows.classes.own import Raw
    from carrel.ui.panes.teach.authoring import QuestionsPage


class OwnQuestions(QObject):
    """Carries out what is asked on the page of a teacher's own questions."""

    def __init__(self, desk: Desk, page: QuestionsPage) -> None:
        super().__init__(desk.pane)
        self._desk, self._page = desk, page
        page.write_requested.connect(self.ask_to_write)
        page.change_requested.connect(self._ask_to_change)
        page.bring_requested.connect(self.ask_for_file)

    def ask_for_file(self, assignment: str) -> None:
        """Let a person choose a file of questions for this assignment."""
        from carrel.flows.authoring import reading  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        dialog = desk.file_dialog(_("Bring in questions"), "questionsFileDialog", QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{ending}" for ending in reading.endings())
        dialog.setNameFilters([f"{_('Questions')} ({endings})", f"{_('All files')} (*)"])
        dialog.fileSelected.connect(lambda path: self._page.bring_in(assignment, Path(path)))
        desk.open(dialog)

    def ask_to_write(self, assignment: str) -> None:
        """Let a person write a question for this assignment."""
        self._open(assignment, "", {})

    def _ask_to_change(self, assignment: str, item: str) -> None:
        from carrel.flows.authoring import items  # noqa: PLC0415 - not for the first paint

        desk = self._desk
        found = partial(items.raw_of, desk.kit, desk.pane.classroom, assignment, item)
        desk.do(found, partial(self._open, assignment, item))

    def _open(self, assignment: str, item: str, raw: Raw) -> None:
        from carrel.flows.authoring import items  # noqa: PLC0415 - not for the first paint
        from carrel.ui.dialogs.classes.question import QuestionDialog  # noqa: PLC0415 - not for the first paint

        desk, classroom = self._desk, self._desk.pane.classroom
        dialog = QuestionDialog(raw, desk.jobs, desk.theme, desk.window)

        def keep(said: Raw) -> None:
            desk.keep(dialog, partial(items.write, desk.kit, classroom, assignment, said, item), self._tell)

        dialog.given.connect(keep)
        desk.open(dialog)

    def _tell(self, _written: object) -> None:
        self._desk.tell(_("Saved. It goes out with the next class pack."))
        self._page.look_anew()
