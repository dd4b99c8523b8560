"""What all who carry out something in a place of the window need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.theme import Theme
from carrel.ui.window.saving import usual_folder
from carrel.ui.window.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

UNDO = "undo"


class Form(Protocol):
    """A dialog that is filled in, and stays open until what it gave was kept."""

    def accept(self) -> None: ...
    def say_error(self, error: CarrelError) -> None: ...


@dataclass(frozen=True)
class Doing:
    """How things are done in a place, and told there. key: of its notices, so that one replaces another."""

    kit: Kit
    jobs: Jobs
    theme: Theme
    stage: Stage
    window: QWidget
    key: str

    def do(self, work: Callable[[], object], then: Callable[[Any], None] = lambda _done: None) -> None:
        """Do a short thing beside the window; what cannot be done is told."""
        self.jobs.fetch(work, then, self.fail)

    def keep(self, form: Form, work: Callable[[], object], then: Callable[[Any], None] = lambda _done: None) -> None:
        """Keep what a form gave, and close it; what cannot be kept is told in the form."""

        def kept(done: object) -> None:
            form.accept()
            then(done)

        self.jobs.fetch(work, kept, form.say_error)

    def tell(self, words: str, more: str = "", *choices: Choice, tone: str = "quiet", key: str = "") -> None:
        """Say what was done."""
        self.stage.tell(Notice(words, more, tone, choices, key or self.key))

    def tell_undoable(self, words: str, undo: Callable[[], object]) -> None:
        """Say what was taken away, and offer it back."""
        self.tell(words, "", Choice(_("Undo"), lambda: self.do(undo), UNDO), key=UNDO)

    def fail(self, error: CarrelError) -> None:
        """Say what cannot be done."""
        self.stage.tell(Notice.of(error, key=self.key))

    def open(self, dialog: QDialog) -> None:
        """Show a dialog, and forget it when it is closed."""
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def file_dialog(self, title: str, name: str, mode: QFileDialog.FileMode) -> QFileDialog:
        """A dialog that chooses files of this computer."""
        folder = usual_folder()
        dialog = QFileDialog(self.window, title, folder)
        dialog.setObjectName(name)
        dialog.setFileMode(mode)
        return dialog


def show_folder(path: Path) -> Choice:
    """The button that shows where a file lies."""
    return Choice(_("Show folder"), lambda: show_in_files(path), "showFolder")


def show_in_files(path: Path) -> None:
    """Let the system show the folder of the file."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
