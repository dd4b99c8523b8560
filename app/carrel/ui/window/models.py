"""The models a person can choose from, and what becomes of one that is being got or added."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.flows.model_words import size_words
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Choice, Notice
from carrel.ui.widgets.model_chooser import ModelChoice, ModelChoices, ModelChooser
from carrel.ui.widgets.model_work import ADDING, ModelWork, Outcome, Working


class Models(QObject):
    """Keeps the chooser up to date, and tells of work that nobody looks at.

    told: a Notice. listed: the choices and the name of the current one. window_requested: show the Models window.
    """

    told = Signal(object)
    listed = Signal(object, str)
    window_requested = Signal()

    def __init__(self, choices: ModelChoices, chooser: ModelChooser, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices, self.chooser, self.jobs, self._parent = choices, chooser, jobs, parent
        self.work = ModelWork(choices, jobs, self)
        self.known: list[ModelChoice] = []
        self._watched = False
        self._told = ""
        chooser.add_requested.connect(self.ask_for_file)
        chooser.window_requested.connect(self.window_requested)
        self.work.moved.connect(self._say)
        self.work.ended.connect(self._ended)
        self.work.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Ask what there is."""
        self.jobs.fetch(lambda: (list(self._choices.list()), self._choices.current), self._show, self._fail)

    def use(self, name: str) -> None:
        """Answer with this model from now on."""
        self.chooser.say_state("")
        self.jobs.fetch(lambda: self._choices.use(name), lambda _done: self.refresh(), self._fail)

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
        self.work.add(path)

    def watch(self, watched: bool) -> None:
        """Whether the Models window is open: then it shows itself how the work goes."""
        self._watched, self._told = watched, ""
        if not watched and self.work.working is not None:
            self._say(self.work.working)

    def _say(self, working: Working) -> None:
        """Tell each tenth, so that the notice is not another one all the time."""
        if self._watched:
            return
        tenth = f" {10 * (10 * working.done // working.total)} %" if working.total else ""
        words = _("{title}: {what}").format(title=working.title, what=f"{working.label}{tenth}")
        if working.label and words != self._told:
            self._told = words
            choice = Choice(_("Show"), self.window_requested.emit, "showModels")
            if working.key == ADDING:
                choice = Choice(_("Stop"), self.work.stop, "stopAdding")
            self._tell(words, choice)

    def _ended(self, outcome: Outcome) -> None:
        self._told = ""
        if self._watched:
            return
        if outcome.error is not None:
            self._fail(outcome.error)
        elif outcome.card is not None:
            show = Choice(_("Show"), self.window_requested.emit, "showModels")
            self._tell(_("{title} was tested.").format(title=outcome.title), show)
        elif outcome.name and outcome.key == ADDING:
            self._use_added(outcome)
        elif outcome.name:
            use = Choice(_("Use it"), lambda: self.use(outcome.name), "useNewModel")
            self._tell(_("{title} is on this computer now.").format(title=outcome.title), use)
        else:
            self._tell(_("{title}: stopped.").format(title=outcome.title))

    def _use_added(self, outcome: Outcome) -> None:
        """Whoever adds a file from the chooser wants an answer from it; one for the search cannot give any."""
        words = _("{title} was added and answers from now on.").format(title=outcome.title)
        self.chooser.say_state("")
        self.jobs.fetch(lambda: self._choices.use(outcome.name), lambda _done: self._tell(words), self._fail)

    def _tell(self, words: str, *choices: Choice) -> None:
        self.told.emit(Notice(words, tone="quiet", choices=choices, key="model"))

    def _fail(self, error: CarrelError) -> None:
        self.told.emit(Notice.of(error, key="model"))

    def _show(self, found: tuple[list[ModelChoice], str]) -> None:
        choices, current = found
        self.known = choices
        self.chooser.show_choices(choices, current)
        self.listed.emit(choices, current)


def model_words(choices: list[ModelChoice], current: str) -> str:
    """A sentence about the model that would answer now."""
    for one in choices:
        if one.name == current:
            return _("{title} is ready, {size}. You can use it now or add another one.").format(
                title=one.title, size=size_words(one.bytes)
            )
    return _("There is no model yet. Add a model file (GGUF) from this computer or a stick.")
