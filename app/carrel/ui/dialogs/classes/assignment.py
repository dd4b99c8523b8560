"""What a class is asked to do, filled in: to practise, to read, to write, with which help, by when and for whom."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.classroom.classes.model import LONGEST_TITLE, MOST_ITEMS, POLICIES, Assignment
from carrel.flows.classes.choices import Choices
from carrel.flows.classes.give_out import told
from carrel.flows.classes.policies import policy_words
from carrel.flows.classes.policy import speaks
from carrel.ui.dialogs.classes.check_list import Checkable, CheckList
from carrel.ui.dialogs.classes.day_field import DayField
from carrel.ui.dialogs.classes.form import FormDialog
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label

_WEEK = 7


class AssignmentDialog(FormDialog):
    """given: an Assignment as it was filled in; its title is empty for a new one.

    lessons_requested: there are none here yet, and those that come with Carrel are wanted.
    """

    given = Signal(object)
    lessons_requested = Signal()

    def __init__(
        self, assignment: Assignment, choices: Choices, theme: Theme, parent: QWidget, *, went_out: bool = False
    ) -> None:
        is_new = not assignment.title
        title = _("New assignment") if is_new else _("Change the assignment")
        yes = _("Set the assignment") if is_new else _("Save")
        super().__init__(title, yes, "assignmentDialog", theme, parent)
        self._assignment, self._choices = assignment, choices
        self.title, self.task = QLineEdit(one_line(assignment.title, LONGEST_TITLE)), QPlainTextEdit(assignment.task)
        self.topics = CheckList(_topics(choices), assignment.topics, _("Topics to practise"), "taskTopics", theme)
        self.add_lessons = button(_("Add the Foundations lessons"), "outline", "taskAddLessons")
        papers = _documents(choices)
        self.documents: CheckList | None = None
        if papers or assignment.documents:
            self.documents = CheckList(papers, assignment.documents, _("Documents to read"), "taskDocuments", theme)
        self.items, self.behaviour = QSpinBox(), QComboBox()
        self.policies, self.groups = QButtonGroup(self), QButtonGroup(self)
        self.groups.setExclusive(False)
        self.opens = DayField(_("Opens on a day"), "taskOpens", assignment.opens, 0, theme)
        self.due = DayField(_("Has a last day"), "taskDue", assignment.due, _WEEK, theme)
        self.transcript = QCheckBox(_("The talk with the tutor comes back, too"))
        self._told = label(wrap=True, name="taskTold")
        self._no_lessons = label(_("There are no lessons on this computer yet."), wrap=True, name="taskNoLessons")
        if went_out:
            said = _("This went out already. What you change reaches your pupils with the next pack.")
            self.form.addWidget(label(said, "muted", wrap=True, name="taskWentOut"))
        self._fill()
        self._connect()
        self._show_topics(bool(choices.topics or assignment.topics))
        self._look()
        self.lay_out(1.1, 1.1)
        self.title.setFocus()

    def draft(self) -> Assignment:
        """The assignment as it is filled in now."""
        groups = tuple(one.property("group") for one in self.groups.buttons() if one.isChecked())
        return replace(
            self._assignment,
            title=self.title.text().strip(),
            task=self.task.toPlainText().strip(),
            topics=self.topics.checked,
            documents=self.documents.checked if self.documents is not None else (),
            count=self.items.value(),
            behaviour=self.behaviour.currentData(),
            policy=POLICIES[self.policies.checkedId()],
            opens=self.opens.day,
            due=self.due.day,
            groups=groups,
            transcript=self.transcript.isChecked() and self.transcript.isEnabled(),
        )

    def show_topics(self, choices: Choices) -> None:
        """Offer the topics of the lessons that are here now."""
        self.topics.offer(_topics(choices), self.topics.checked)
        self._show_topics(bool(choices.topics))

    def give(self) -> None:
        """Hand over what was filled in."""
        self.given.emit(self.draft())

    def _fill(self) -> None:
        self.title.setMaxLength(LONGEST_TITLE)
        self.part(_("Title"), self.title, "taskTitle")
        said = _("Choose topics of the lessons that are here. Your pupils need the same lessons.")
        self.part(_("To practise"), self.topics, "", said)
        self.form.addWidget(self._no_lessons)
        self.form.addWidget(self.add_lessons, 0, Qt.AlignmentFlag.AlignLeading)
        self.items.setRange(1, MOST_ITEMS)
        self.items.setValue(self._assignment.count)
        self._row(self.items, "taskItems", _("Number of questions"))
        if self.documents is not None:
            self.part(_("To read"), self.documents, "", _("These files of your library go along in the pack."))
        self.task.setProperty("kind", "lines")
        self.task.setTabChangesFocus(True)
        self.task.setFixedHeight(round(self.theme.size("type_body") * 6))
        self.part(_("To write"), self.task, "taskText", _("What your pupils are to write; empty where nothing is."))
        self._fill_policies()
        self.transcript.setObjectName("taskTranscript")
        self.transcript.setChecked(self._assignment.transcript)
        self.form.addWidget(self.transcript)
        self._fill_behaviours()
        self.heading(_("When"))
        for field in (self.opens, self.due):
            self.form.addWidget(field)
        self._fill_groups()
        self.heading(_("What your pupils will be told:"))
        self.form.addWidget(self._told)

    def _row(self, box: QSpinBox, name: str, words: str) -> None:
        """A number beside its words."""
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self)
        row = Flow(self.theme.size("space_small"))
        said = label(words)
        said.setBuddy(box)
        row.addWidget(box)
        row.addWidget(said)
        self.form.addLayout(row)

    def _fill_policies(self) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.size("space_hair"))
        for number, policy in enumerate(POLICIES):
            words = policy_words()[policy]
            choice = QRadioButton(words.name)
            choice.setObjectName(f"policy_{policy}")
            choice.setAccessibleName(words.name)
            choice.setAccessibleDescription(words.says)
            choice.setChecked(policy == self._assignment.policy)
            self.policies.addButton(choice, number)
            column.addWidget(choice)
            row = QHBoxLayout()
            row.setContentsMargins(self.theme.size("space_wide"), 0, 0, self.theme.size("space_tight"))
            row.addWidget(label(words.says, "muted", wrap=True))
            column.addLayout(row)
        self.part(_("What the tutor may do"), box, "", _("Your pupils cannot change it."))

    def _fill_behaviours(self) -> None:
        """One that is gone is still offered where the assignment names it."""
        self.behaviour.addItem(_("The usual manner"), "")
        for title, name in self._choices.behaviours:
            self.behaviour.addItem(one_line(title, 60), name)
        held = self._assignment.behaviour
        if self.behaviour.findData(held) < 0:
            self.behaviour.addItem(_("{name} (not here)").format(name=one_line(held, 60)), held)
        self.behaviour.setCurrentIndex(self.behaviour.findData(held))
        self.behaviour.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        said = _("How it speaks with feedback, or with all help. Its text goes along, and your pupils can read it.")
        self.part(_("Behaviour of the tutor"), self.behaviour, "taskBehaviour", said)

    def _fill_groups(self) -> None:
        """A group that is gone from the class is still offered where the assignment names it."""
        offered = dict.fromkeys((*self._choices.groups, *self._assignment.groups))
        if not offered:
            return
        box = QWidget()
        row = Flow(self.theme.size("space_medium"))
        for number, group in enumerate(offered):
            check = QCheckBox(one_line(group).replace("&", "&&"))
            check.setObjectName(f"taskGroup_{number}")
            check.setAccessibleName(one_line(group))
            check.setProperty("group", group)
            check.setChecked(group in self._assignment.groups)
            self.groups.addButton(check)
            row.addWidget(check)
        box.setLayout(row)
        self.part(_("For these groups"), box, "", _("Without any, it is for everybody."))

    def _show_topics(self, there: bool) -> None:
        self.topics.setVisible(there)
        for one in (self._no_lessons, self.add_lessons):
            one.setVisible(not there)

    def _connect(self) -> None:
        self.add_lessons.clicked.connect(self.lessons_requested)
        self.topics.changed.connect(self._look)
        self.policies.idToggled.connect(lambda _id, _on: self._look())
        self.transcript.toggled.connect(lambda _on: self._look())

    def _look(self) -> None:
        """What is told follows what is filled in."""
        self.transcript.setEnabled(self.policies.checkedId() != POLICIES.index("off"))
        self.behaviour.setEnabled(speaks(POLICIES[self.policies.checkedId()]))
        draft = self.draft()
        self._told.setText(told((draft,)))
        self.items.setEnabled(bool(draft.topics))


def _topics(choices: Choices) -> list[Checkable]:
    return [Checkable(one.id, one.title, ", ".join(filter(None, (one.subject, *one.skills)))) for one in choices.topics]


def _documents(choices: Choices) -> list[Checkable]:
    return [Checkable(one.id, one.title or one.name, one.name) for one in choices.documents]
