"""A dataset before it is written: what it is made of, what was found in that, and what it will hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.base.work import Cancel
from carrel.conversations.model import Conversation
from carrel.courses.model import Course
from carrel.desk.model import Desk
from carrel.examples.model import CHATS, Place
from carrel.exchange.datasets import DATASET_FORMATS
from carrel.exchange.datasets.api import DatasetFormat
from carrel.flows.datasets import making
from carrel.flows.datasets.card import left
from carrel.flows.datasets.made import Looked, Made
from carrel.flows.datasets.sources import Wanted
from carrel.flows.kit import Kit
from carrel.ui.dialogs.classes.check_list import Checkable, CheckList
from carrel.ui.dialogs.classes.form import FormDialog
from carrel.ui.dialogs.examples.finds import FindList, treatments
from carrel.ui.jobs import Job, Jobs
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.parts import label

_PAUSE_MS = 250
_MOST_TWINS = 20


class DatasetDialog(FormDialog):
    """folder_requested: where to write is to be asked. written: the DatasetOut; the dialog closes then.

    made: what will be written; None while that is being found out.
    """

    folder_requested = Signal()
    written = Signal(object)

    def __init__(
        self,
        kit: Kit,
        jobs: Jobs,
        offered: tuple[Sequence[Course], Sequence[Conversation], Sequence[Desk]],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(_("Make a dataset"), _("Choose where…"), "datasetDialog", theme, parent)
        self._kit, self._jobs = kit, jobs
        self._job: Job | None = None
        self._looked: tuple[Wanted, Looked] | None = None
        self.made: Made | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._make)
        self.examples = QCheckBox(_("What you would have said"))
        self.feedback = QCheckBox(_("Feedback that you rewrote"))
        self.place, self.kind, self.usual = QComboBox(), QComboBox(), QComboBox()
        chats = [Checkable(chat.id, chat.title or _("Untitled chat")) for chat in offered[1]]
        self.chats = CheckList(chats, (), _("Whole chats, too"), "datasetChats", theme)
        desks = [Checkable(desk.id, desk.title) for desk in offered[2]]
        self.desks = CheckList(desks, (), _("Solved cases of desks"), "datasetDesks", theme)
        self.percent, self.licence = QSpinBox(), QLineEdit()
        self.finds = FindList(theme)
        self.busy = Busy(theme, "datasetBusy", "stopDataset")
        self.told = label("", wrap=True, name="datasetTold")
        self._offer(offered[0])
        self._fill()
        self._connect()
        self.lay_out(1.0, 1.0)
        self._soon.start()

    def give(self) -> None:
        """Ask where to write."""
        if self.made is not None:
            self.folder_requested.emit()

    def write(self, parent: Path) -> None:
        """Write it into a new folder in this one."""
        made, licence, written_as = self.made, self.licence.text(), self._written_as
        if made is None:
            return
        self.yes.setEnabled(False)
        day = self._kit.stamp.now().day

        def work() -> making.DatasetOut:
            folder = making.free_folder(parent, f"dataset-{written_as.name}-{day}")
            return making.write(made, written_as, folder, licence, day)

        def done(out: making.DatasetOut) -> None:
            self.accept()
            self.written.emit(out)

        def failed(error: CarrelError) -> None:
            self.yes.setEnabled(True)
            self.say_error(error)

        self._jobs.fetch(work, done, failed)

    def done(self, result: int) -> None:
        """Whoever closes it wants nothing looked for any more."""
        self._stop()
        super().done(result)

    def _offer(self, courses: Sequence[Course]) -> None:
        self.examples.setChecked(True)
        self.place.addItem(_("In all courses and outside"), None)
        self.place.addItem(_("In chats of no course"), CHATS)
        for course in courses:
            self.place.addItem(one_line(course.title, 60), Place("course", course.id))
        for written_as in DATASET_FORMATS:
            self.kind.addItem(written_as.title(), written_as.name)
        for words, treatment in treatments():
            self.usual.addItem(words, treatment)
        for box in (self.place, self.kind, self.usual):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.percent.setRange(0, 90)
        self.percent.setSuffix(" %")
        self.percent.setValue(making.HELD_OUT)
        self.licence.setPlaceholderText(_("Private: nobody may pass it on or use it"))

    def _fill(self) -> None:
        self.heading(_("What to learn from"))
        for name, box in (("datasetExamples", self.examples), ("datasetFeedback", self.feedback)):
            box.setObjectName(name)
            self.form.addWidget(box)
        self.part(_("Examples of which chats"), self.place, "datasetPlace")
        whole = _("The last reply of each is learned, after all before it.")
        self.heading(_("Whole chats, too"), whole).setBuddy(self.chats.list)
        self.form.addWidget(self.chats)
        if self.desks.list.count():
            self.heading(_("Solved cases of desks")).setBuddy(self.desks.list)
        self.form.addWidget(self.desks)
        self.desks.setVisible(bool(self.desks.list.count()))
        self.part(_("Kind of file"), self.kind, "datasetKind")
        found = _("Rules look for names, addresses and numbers. They miss some: read what goes out.")
        self.part(_("Personal data"), self.usual, "datasetUsual", found)
        self.form.addWidget(self.finds)
        out = _("So many of a hundred rows are kept back, to measure by. A row never changes sides when more come.")
        self.part(_("Held out"), self.percent, "datasetPercent", out)
        self.part(_("Licence"), self.licence, "datasetLicence", _("What others may do with it; it stands on the card."))
        self.heading(_("What it will hold"))
        self.form.addWidget(self.busy)
        self.form.addWidget(self.told)

    def _connect(self) -> None:
        for box in (self.examples, self.feedback):
            box.toggled.connect(lambda _on: self._again())
        for choice in (self.place, self.kind):
            choice.currentIndexChanged.connect(lambda _at: self._again())
        self.usual.currentIndexChanged.connect(lambda _at: self.finds.use(self.usual.currentData()))
        self.finds.chosen.connect(lambda _choices: self._again())
        for checks in (self.chats, self.desks):
            checks.changed.connect(self._again)
        self.percent.valueChanged.connect(lambda _value: self._again())
        self.busy.stop_requested.connect(self._stop)

    @property
    def _written_as(self) -> DatasetFormat:
        return next(one for one in DATASET_FORMATS if one.name == self.kind.currentData())

    @property
    def _wanted(self) -> Wanted:
        place, feedback = self.place.currentData(), self.feedback.isChecked()
        places = () if place is None else (place,)
        return Wanted(self.examples.isChecked(), places, feedback, self.chats.checked, self.desks.checked)

    def _again(self) -> None:
        """Something was chosen otherwise: find out soon what comes of it."""
        self._stop()
        self.made = None
        self.yes.setEnabled(False)
        self._soon.start()

    def _stop(self) -> None:
        self._soon.stop()
        if self._job is not None:
            self._job.stop()

    def _make(self) -> None:
        if self._job is not None:  # it was stopped, and is about to end
            self._soon.start()
            return
        wanted, choices, percent = self._wanted, self.finds.choices, self.percent.value()
        before = self._looked

        def work(cancel: Cancel) -> Iterator[object]:
            looked = before[1] if before is not None and before[0] == wanted else None
            for step in making.look(self._kit, wanted, cancel) if looked is None else ():
                if isinstance(step, Looked):
                    looked = step
                else:
                    yield step
            if looked is not None:
                yield making.make(looked, choices, percent, cancel)

        self._job = job = self._jobs.prepare(work)
        job.progressed.connect(self.busy.show_progress)
        job.finished.connect(lambda made: self._show(wanted, made))
        job.failed.connect(self.say_error)
        job.stopped.connect(self._say_stopped)
        job.ended.connect(self._ended)
        job.start()

    def _ended(self) -> None:
        self._job = None
        self.busy.show_progress(None)

    def _say_stopped(self) -> None:
        if not self._soon.isActive():
            self.told.setText(_("Stopped. Choose anything here to look again."))

    def _show(self, wanted: Wanted, made: Made) -> None:
        if self._soon.isActive():
            return
        self._looked, self.made = (wanted, made.looked), made
        self.finds.show_finds([one for some in made.looked.found.values() for one in some])
        written = self._written_as.writes(made.rows)
        lines = [
            counted("One row to learn from.", "{count} rows to learn from.", len(made.learned)),
            counted("One row is held out.", "{count} rows are held out.", len(made.held_out)),
            *left(made),
            *written.lost.sentences(),
        ]
        for twin in made.twins[:_MOST_TWINS]:
            pair = one_line(twin.row.asked, 60), one_line(twin.older.asked, 60)
            lines.append(_("Nearly the same: “{one}” and “{other}”").format(one=pair[0], other=pair[1]))
        self.told.setText("\n".join(lines))
        self.yes.setEnabled(bool(made.learned) and written.count > 0)
