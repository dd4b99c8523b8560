"""A list of a class, looked through before anything is done: what would be different, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.exchange.rosters.api import RosterClass
from carrel.flows.classes.roster import Listed, Plan
from carrel.ui.dialogs.classes.sentences import Sentences
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.flow import Flow
from carrel.ui.notices import Notice, NoticeBar
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class RosterDialog(QDialog):
    """chosen: a RosterClass of the list, whose plan is wanted. given: a Plan that is to be done."""

    chosen = Signal(object)
    given = Signal(object)

    def __init__(self, listed: Listed, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rosterDialog")
        self.setWindowTitle(_("Bring in a list"))
        self._listed = listed
        self._plan: Plan | None = None
        self.notices = NoticeBar(theme.size("space_small"))
        self.choice = QComboBox()
        self.changes = Sentences(_("What will be different"), "rosterChanges")
        self.faults = Sentences(_("What is wrong in the list"), "rosterFaults")
        self._said, self._wrong = label("", "strong", wrap=True, name="rosterSaid"), label("", "strong", wrap=True)
        self._wrong.setObjectName("rosterWrong")
        self.yes = button(_("Bring in"), "primary", "rosterYes")
        self._lay_out(theme)
        self._offer(listed.read.classes)
        self._show_faults()
        self.show_plan(None)
        fit_screen(self, theme.size("size_dialog"), theme.size("size_dialog"))

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_small"))
        lead = _("Nothing was changed yet. Nobody is taken out of the class, and codes stay as they are.")
        leave = button(_("Cancel"), "outline", "rosterNo")
        leave.clicked.connect(self.reject)
        self.yes.clicked.connect(self._give)
        self.yes.setDefault(True)
        foot = Flow(theme.size("space_small"), at_end=True)
        for one in (leave, self.yes):
            foot.addWidget(one)
        self._which = label(_("Which class of the list is it?"), "strong", wrap=True)
        self._which.setBuddy(self.choice)
        column.addWidget(label(self.windowTitle(), "heading", wrap=True))
        column.addWidget(label(lead, "muted", wrap=True))
        for part in (self._which, self.choice, self._said):
            column.addWidget(part)
        column.addWidget(self.changes, 3)
        column.addWidget(self._wrong)
        column.addWidget(self.faults, 2)
        column.addWidget(self.notices)
        column.addStretch()
        column.addLayout(foot)

    def _offer(self, classes: Sequence[RosterClass]) -> None:
        """Which class it is, where there are several; nobody guesses where none is called like ours."""
        self.choice.setObjectName("rosterClass")
        self.choice.setAccessibleName(self._which.text())
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.view().setAccessibleName(self._which.text())
        several = len(classes) > 1
        self._which.setVisible(several)
        self.choice.setVisible(several)
        likely = self._listed.likely
        if likely is None:
            self.choice.addItem(_("Choose a class"), None)
        for number, one in enumerate(classes):
            many = counted("{count} pupil", "{count} pupils", len(one.pupils))
            title = one_line(one.title) or _("No class")
            self.choice.addItem(_("{title}: {pupils}").format(title=title, pupils=many), number)
        if likely is not None:
            self.choice.setCurrentIndex(self.choice.findData(classes.index(likely)))
        self.choice.currentIndexChanged.connect(lambda _index: self._ask())

    def ask(self) -> None:
        """Ask for the plan of the class that is likely; to be called once somebody listens."""
        self._ask()

    def show_plan(self, plan: Plan | None) -> None:
        """Say what would be different; None while nobody knows."""
        self._plan = plan
        changes = plan.sentences() if plan is not None else []
        self.changes.show_sentences(changes)
        if plan is not None:
            many = counted("One thing will be different:", "{count} things will be different:", len(changes))
            self._said.setText(many if changes else _("Nothing will be different."))
        elif len(self._listed.read.classes) > 1 and self.choice.currentData() is None:
            self._said.setText(_("Choose the class first."))
        elif not self._listed.read.classes:
            self._said.setText(_("There is nobody in this list."))
        else:
            self._said.setText(_("Looking…"))
        self.yes.setEnabled(bool(changes))

    def say_error(self, error: CarrelError) -> None:
        """Say in the dialog what cannot be done."""
        self.notices.show_notice(Notice.of(error, key="roster"))

    def _show_faults(self) -> None:
        read = self._listed.read
        told = [*(fault.sentence() for fault in read.faults), *read.notes]
        rows = read.left_out()
        if rows:
            words = counted("One row cannot be read:", "{count} rows cannot be read:", rows)
        else:
            words = _("What else was found in the list:")
        self._wrong.setText(words)
        self._wrong.setVisible(bool(told))
        self.faults.show_sentences(told)

    def _ask(self) -> None:
        number = self.choice.currentData()
        self.show_plan(None)
        if number is not None:
            self.chosen.emit(self._listed.read.classes[number])

    def _give(self) -> None:
        if self._plan is not None:
            self.given.emit(self._plan)
