"""A teacher's own questions: a file of them is chosen, one is written, and some are drafted from a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from carrel.base.words import _
from carrel.ui.window.teaching.desk import Desk

if TYPE_CHECKING:
    from carrel.ui.panes.teach.authoring import QuestionsPage


class OwnQuestions(QObject):
    """Carries out what is asked on the page of a teacher's own questions."""

    def __init__(self, desk: Desk, page: QuestionsPage) -> None:
        super().__init__(desk.pane)
        self._desk, self._page = desk, page
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
