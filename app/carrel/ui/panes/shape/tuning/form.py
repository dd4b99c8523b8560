"""What an adapter is to be trained from, for which model, for how long and under which name; and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _
from carrel.base.work import Progress
from carrel.flows.model_words import left_words
from carrel.flows.tune.run import Step
from carrel.flows.tune.words import examples_words
from carrel.flows.tune.workshop import Found
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.parts import button, label, tip

_MINUTES, _MOST_MINUTES = 10, 1440
_MOST_FIGURES = 6


@dataclass(frozen=True)
class Given:
    """How many examples there are, to learn from and held out; why they are too few, or None. path: of their file."""

    learned: int = 0
    held_out: int = 0
    problem: CarrelError | None = None
    path: Path | None = None


@dataclass(frozen=True)
class Wanted:
    """What is to be trained. path: a file of chats; None for the examples that are kept here."""

    path: Path | None
    base: str
    name: str
    minutes: int


class TuningForm(QFrame):
    """given: a Wanted. file_requested, stop_requested: what was pressed."""

    given = Signal(object)
    file_requested = Signal()
    stop_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        self._found: Found | None = None
        self._kept, self._file = Given(), Given()
        self._is_training = False
        self._losses: list[float] = []
        self.kept, self.file = QRadioButton(_("What you would have said")), QRadioButton(_("A file of chats"))
        self.kept_said = label("", "muted", wrap=True, name="tuneKeptSaid")
        self.file_said = label("", "muted", wrap=True, name="tuneFileSaid")
        self.choose = button(_("Choose a file…"), "outline", "tuneChooseFile")
        self.base = ChoiceBox(_("For which model"), "tuneBase")
        self.minutes, self.name = QSpinBox(), QLineEdit()
        self.reason = label("", wrap=True, name="tuneReason")
        self.train = button(_("Train"), "primary", "tuneTrain")
        self.busy = Busy(theme, "tuneBusy", "tuneStop")
        self.loss = label("", "muted", wrap=True, name="tuneLoss")
        self._fields = QWidget()
        self._fill()
        self._lay_out()
        self._connect()
        self._tell()

    def show_found(self, found: Found, kept: Given) -> None:
        """Offer what there is."""
        before, self._found, self._kept = self._found, found, kept
        self.base.offer([(beside(one.title, 60), one.name) for one in found.bases])
        if before is None:
            self.base.setCurrentIndex(max(0, self.base.findData(found.current)))
        taken = {one.adapter.name for one in found.made} | set(found.waiting)
        if not self.name.isModified() or not self.name.text():
            self.name.setText(_free_name(taken))
        self._tell()

    def show_file(self, given: Given) -> None:
        """Train on this file."""
        self._file = given
        self.file.setChecked(True)
        self._tell()

    def say_training(self, training: bool) -> None:
        """Whether something is being trained: one adapter is at a time."""
        self._is_training = training
        self._losses = []
        self.loss.clear()
        self.loss.hide()
        self._fields.setVisible(not training)
        self._tell()
        if training:
            self.busy.show_progress(Progress(_("Training")))
            self.busy.stop.setFocus()
            return
        self.name.setModified(False)
        if self.busy.stop.hasFocus():
            self.train.setFocus()
        self.busy.show_progress(None)

    def say_step(self, step: Step) -> None:
        """How far the training is, and whether what is held out becomes likelier."""
        self.busy.show_progress(Progress(_("Training"), step.step, step.steps))
        if step.held_out is not None or not self._losses:
            self._losses.append(step.best if step.held_out is None else step.held_out)
        figures = ", ".join(f"{one:.2f}" for one in self._losses[-_MOST_FIGURES:])
        words = _("Held-out loss after each pass: {figures} nats a token; less is better. Training: {left}.")
        self.loss.setText(words.format(figures=figures, left=left_words(step.seconds_left)))
        self.loss.show()

    def _fill(self) -> None:
        group = QButtonGroup(self)
        for name, one in (("tuneFromKept", self.kept), ("tuneFromFile", self.file)):
            one.setObjectName(name)
            group.addButton(one)
        self.kept.setChecked(True)
        self.minutes.setObjectName("tuneMinutes")
        self.minutes.setRange(1, _MOST_MINUTES)
        self.minutes.setValue(_MINUTES)
        self.name.setObjectName("tuneName")
        self.name.setMaxLength(60)
        self.loss.hide()

    def _lay_out(self) -> None:
        gap, theme = self._theme.size("space_small"), self._theme
        column, fields = QVBoxLayout(self), QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(gap)
        column.setSpacing(theme.size("space_medium"))
        fields.addWidget(label(_("From what"), "strong", wrap=True))
        for part in (self.kept, self.kept_said, self.file, self.file_said):
            fields.addWidget(part)
        self._row(fields, self.choose)
        fielded: tuple[tuple[str, QWidget], ...] = (
            (_("For which model"), self.base),
            (_("At most so many minutes"), self.minutes),
            (_("What the adapter is to be called"), self.name),
        )
        for words, field in fielded:
            title = label(words, "strong", wrap=True)
            title.setBuddy(field)
            field.setAccessibleName(words)
            fields.addWidget(title)
            fields.addWidget(field)
        column.addWidget(self._fields)
        column.addWidget(self.reason)
        self._row(column, self.train)
        column.addWidget(self.busy)
        column.addWidget(self.loss)

    def _row(self, column: QVBoxLayout, part: QWidget) -> None:
        row = Flow(self._theme.size("space_small"))
        row.addWidget(part)
        column.addLayout(row)

    def _connect(self) -> None:
        self.choose.clicked.connect(self.file_requested)
        self.train.clicked.connect(self._give)
        self.name.returnPressed.connect(self._give, Qt.ConnectionType.QueuedConnection)  # the key is not for Stop, too
        self.busy.stop_requested.connect(self.stop_requested)
        self.file.toggled.connect(self._tell)
        self.name.textChanged.connect(self._tell)

    def _give(self) -> None:
        if self.train.isEnabled():
            path = self._file.path if self.file.isChecked() else None
            self.given.emit(Wanted(path, self.base.currentData(), self.name.text().strip(), self.minutes.value()))

    def _tell(self) -> None:
        """Say what there is, and why it cannot be trained on where it cannot."""
        self.kept_said.setText(_said(self._kept))
        file = self._file
        self.file_said.setText(
            f"{beside(file.path.name, 80)}: {_said(file)}"
            if file.path is not None
            else _("Each line is a chat, as {form}, and ends with the reply to learn.").format(form='{"messages": […]}')
        )
        reason = self._reason()
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.train.setVisible(not self._is_training)
        self.train.setEnabled(not reason)
        self.train.setAccessibleDescription(reason)
        tip(self.train, reason)

    def _reason(self) -> str:
        """Why nothing can be trained now; empty where it can."""
        found = self._found
        if found is None or self._is_training:
            return ""
        if found.missing:
            return _(
                "Training needs parts that are not installed: {names}. Install them with {command}, and start Carrel "
                "again."
            ).format(names=", ".join(found.missing), command='pip install "carrel[tune]"')
        if self.file.isChecked() and self._file.path is None:
            return _("Choose the file to train on.")
        if not self.file.isChecked() and self._kept.problem is not None:
            return _("Write more examples, or train on a file.")
        if not found.bases:
            return _("There is no model to train. Add one first.")
        return "" if self.name.text().strip() else _("Give the adapter a name.")


def _said(given: Given) -> str:
    if given.problem is not None:
        return f"{given.problem.what} {given.problem.next_step}"
    return examples_words(given.learned, given.held_out) if given.learned else ""


def _free_name(taken: set[str]) -> str:
    number, name = 1, "my-tutor"
    while name in taken:
        number += 1
        name = f"my-tutor-{number}"
    return name
