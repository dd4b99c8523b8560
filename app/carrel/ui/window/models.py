"""The models a person can choose from, and how another one is taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.base.work import Progress
from carrel.flows.model_words import size_words
from carrel.ui.jobs import Job, Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.widgets.model_chooser import ModelChoice, ModelChoices, ModelChooser


class Models(QObject):
    """Keeps the chooser up to date. told: a Notice. listed: the choices and the name of the current one."""

    told = Signal(object)
    listed = Signal(object, str)

    def __init__(self, choices: ModelChoices, chooser: ModelChooser, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices, self._chooser, self._jobs, self._parent = choices, chooser, jobs, parent
        self._adding: Job | None = None
        self.known: list[ModelChoice] = []
        chooser.use_requested.connect(self.use)
        chooser.add_requested.connect(self.ask_for_file)

    def refresh(self) -> None:
        """Ask what there is."""
        self._jobs.fetch(lambda: (list(self._choices.list()), self._choices.current), self._show, self._fail)

    def use(self, name: str) -> None:
        """Answer with this model from now on."""
        self._chooser.say_state("")
        self._jobs.fetch(lambda: self._choices.use(name), lambda _done: self.refresh(), self._fail)

    def ask_for_file(self) -> None:
        """Let a person choose a model file."""
        dialog = QFileDialog(self._parent, _("Add a model file"), "", _("Model files (*.gguf)"))
        dialog.setObjectName("modelFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.add(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add(self, path: Path) -> None:
        """Take in a model file, and use it."""
        if self._adding is not None:
            return
        job = self._adding = self._jobs.prepare(lambda cancel: self._choices.add(path, cancel))
        job.progressed.connect(lambda progress: self._say(progress, job))
        job.finished.connect(self._added)
        job.failed.connect(self._fail)
        job.ended.connect(self._end)
        job.start()

    def _say(self, progress: Progress, job: Job) -> None:
        share = f" {100 * progress.done // progress.total} %" if progress.total else ""
        stop = Choice(_("Stop"), job.stop, "stopAdding")
        self.told.emit(Notice(f"{progress.label}{share}", tone="quiet", choices=(stop,), key="model"))

    def _added(self, choice: ModelChoice | None) -> None:
        if choice is not None:
            words = _("{title} was added and answers from now on.").format(title=choice.title)
            self.told.emit(Notice(words, tone="quiet", key="model"))
            self.use(choice.name)

    def _end(self) -> None:
        self._adding = None

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="model"))

    def _show(self, found: tuple[list[ModelChoice], str]) -> None:
        choices, current = found
        self.known = choices
        self._chooser.show_choices(choices, current)
        self.listed.emit(choices, current)


def model_words(choices: list[ModelChoice], current: str) -> str:
    """A sentence about the model that would answer now."""
    for one in choices:
        if one.name == current:
            return _("{title} is ready, {size}. You can use it now or add another one.").format(
                title=one.title, size=size_words(one.bytes)
            )
    return _("There is no model yet. Add a model file (GGUF) from this computer or a stick.")
