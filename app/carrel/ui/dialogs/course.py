"""What a course says: its title, instructions, help, model and sources, changed together and kept together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from carrel.attachments.model import Attachment
from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.courses.model import HELPS, LONGEST_INSTRUCTIONS, LONGEST_TITLE, Course, Help
from carrel.ui.notices import Notice, NoticeBar
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.source_list import SourceList


@dataclass(frozen=True)
class Draft:
    """A course as it is to be kept, with the sources it gains, and the ids of those it loses."""

    course: Course
    added: Sequence[Attachment]
    removed: Sequence[str]


class CourseDialog(QDialog):
    """save_requested: a Draft. files_chosen: paths of files that are to become sources. delete_requested: it."""

    save_requested = Signal(object)
    files_chosen = Signal(object)
    delete_requested = Signal()

    def __init__(
        self,
        course: Course,
        sources: Sequence[Attachment],
        models: Sequence[tuple[str, str]],
        theme: Theme,
        parent: QWidget,
        behaviours: Sequence[tuple[str, str]] = (),
    ) -> None:
        """models, behaviours: words and name of each that is here. A course without a title is a new one."""
        super().__init__(parent)
        self.setObjectName("courseDialog")
        self.setAcceptDrops(True)
        self._course, self._theme = course, theme
        self._new = not course.title
        self.setWindowTitle(_("New course") if self._new else _("Course"))
        self.notices = NoticeBar(theme.size("space_small"))
        self.title = QLineEdit(one_line(course.title, LONGEST_TITLE))
        self.instructions = QPlainTextEdit(course.instructions)
        self.helps = QButtonGroup(self)
        self.model, self.behaviour = QComboBox(), QComboBox()
        self.sources_only = QCheckBox(_("Answer only from the sources of this course"))
        self.sources = SourceList(theme, sources)
        self._count = label("", "muted", name="instructionsCount")
        self._save = button(_("Make the course") if self._new else _("Save"), "primary", "saveCourse")
        self._form = QVBoxLayout()
        self._form.setSpacing(theme.size("space_tight"))
        self._fill(models, behaviours)
        self._lay_out()
        self._count_letters()

    def add_sources(self, sources: Sequence[Attachment]) -> None:
        """Show texts that were read; they are kept with the rest."""
        self.sources.add(sources)

    def say_error(self, error: CarrelError) -> None:
        """Say in the dialog what cannot be done."""
        self.notices.show_notice(Notice.of(error))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere in the dialog."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files as sources."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.files_chosen.emit(paths)

    def _fill(self, models: Sequence[tuple[str, str]], behaviours: Sequence[tuple[str, str]]) -> None:
        self._part(_("Title"), self.title, "courseTitle")
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.textChanged.connect(self._look_at_title)
        self._part(
            _("Instructions"),
            self.instructions,
            "courseInstructions",
            _("The tutor is told this in every chat of the course, from the next turn on."),
        )
        self.instructions.setTabChangesFocus(True)
        self.instructions.setFixedHeight(round(self._theme.size("type_body") * 8))
        self.instructions.textChanged.connect(self._count_letters)
        self._form.addWidget(self._count, alignment=Qt.AlignmentFlag.AlignTrailing)
        self._offer_behaviours(behaviours)
        self._offer_helps()
        self._offer_models(models)
        said = _("Every chat of the course looks into these documents. Drop files here, or add them.")
        self._part(_("Sources"), self.sources, "", said)
        self.sources.add_requested.connect(self._ask_for_files)
        only = _("Where they do not hold an answer, the tutor says so.")
        self.sources_only.setObjectName("courseSourcesOnly")
        self.sources_only.setAccessibleDescription(only)
        self.sources_only.setChecked(self._course.mode == "sources")
        self._form.addWidget(self.sources_only)
        self._form.addWidget(label(only, "muted", wrap=True))

    def _part(self, words: str, editor: QWidget, name: str, said: str = "") -> None:
        """One part of the form: its name, what it does, and what it holds."""
        if self._form.count():
            self._form.addSpacing(self._theme.size("space_medium"))
        heading = label(words, "strong")
        heading.setBuddy(editor)
        self._form.addWidget(heading)
        if said:
            self._form.addWidget(label(said, "muted", wrap=True))
            editor.setAccessibleDescription(said)
        if name:
            editor.setObjectName(name)
            editor.setAccessibleName(words)
        self._form.addWidget(editor)

    def _offer_helps(self) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.size("space_hair"))
        for number, kind in enumerate(HELPS):
            words, said = help_words(kind)
            choice = QRadioButton(words)
            choice.setObjectName(f"help_{kind}")
            choice.setAccessibleName(words)
            choice.setAccessibleDescription(said)
            choice.setChecked(kind == self._course.help)
            self.helps.addButton(choice, number)
            column.addWidget(choice)
            row = QHBoxLayout()
            row.setContentsMargins(self._theme.size("space_wide"), 0, 0, self._theme.size("space_tight"))
            row.addWidget(label(said, "muted", wrap=True))
            column.addLayout(row)
        self._part(_("Help"), box, "")

    def _offer_behaviours(self, behaviours: Sequence[tuple[str, str]]) -> None:
        self.behaviour.addItem(_("The usual manner"), "")
        for words, name in behaviours:
            self.behaviour.addItem(one_line(words, 60), name)
        held = self._course.behaviour
        if held and self.behaviour.findData(held) < 0:
            self.behaviour.addItem(_("{name} (not here)").format(name=one_line(held, 60)), held)
        self.behaviour.setCurrentIndex(self.behaviour.findData(held))
        self.behaviour.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.behaviour.view().setAccessibleName(_("Behaviour"))
        said = _("How its replies sound. It lifts no rule of the course; “Shape” shows each.")
        self._part(_("Behaviour"), self.behaviour, "courseBehaviour", said)

    def _offer_models(self, models: Sequence[tuple[str, str]]) -> None:
        self.model.addItem(_("The usual model"), None)
        for words, name in models:
            self.model.addItem(one_line(words, 60), name)
        if self._course.model is not None and self.model.findData(self._course.model) < 0:
            words = _("{model} (not on this computer)").format(model=one_line(self._course.model, 60))
            self.model.addItem(words, self._course.model)
        self.model.setCurrentIndex(self.model.findData(self._course.model) if self._course.model is not None else 0)
        self.model.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.model.view().setAccessibleName(_("Model"))
        self._part(_("Model"), self.model, "courseModel", _("Its chats are answered by this model."))

    def _lay_out(self) -> None:
        theme = self._theme
        inner = QWidget()
        self._form.setContentsMargins(0, 0, theme.size("space_small"), 0)
        self._form.addStretch()
        inner.setLayout(self._form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.size("space_medium"))
        column.addWidget(label(self.windowTitle(), "heading"))
        column.addWidget(area, 1)
        column.addWidget(self.notices)
        column.addLayout(self._foot())
        screen = self.screen().availableGeometry()
        wide = min(theme.size("size_column") * 4 // 5, screen.width() - 2 * pad)
        self.resize(wide, min(round(theme.size("type_body") * 48), screen.height() - 4 * pad))
        self.title.setFocus()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        if not self._new:
            delete = button(_("Delete course"), "danger", "deleteCourse")
            delete.clicked.connect(self.delete_requested)
            row.addWidget(delete)
        row.addStretch()
        leave = button(_("Cancel"), "outline", "leaveCourse")
        leave.clicked.connect(self.reject)
        self._save.clicked.connect(self._ask_to_save)
        self._save.setDefault(True)
        row.addWidget(leave)
        row.addWidget(self._save)
        self._look_at_title()
        return row

    def _look_at_title(self) -> None:
        self._save.setEnabled(bool(self.title.text().strip()))

    def _count_letters(self) -> None:
        count = len(self.instructions.toPlainText().strip())
        words = counted("{count} character", "{count} characters", count)
        self._count.setText(_("{characters} of {most}").format(characters=words, most=f"{LONGEST_INSTRUCTIONS:,}"))

    def _ask_for_files(self) -> None:
        dialog = QFileDialog(self, _("Add sources"), "", _("All files (*)"))
        dialog.setObjectName("sourceFilesDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.files_chosen.emit([Path(path) for path in paths]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_to_save(self) -> None:
        course = replace(
            self._course,
            title=self.title.text(),
            instructions=self.instructions.toPlainText(),
            help=HELPS[self.helps.checkedId()],
            model=self.model.currentData(),
            mode="sources" if self.sources_only.isChecked() else "open",
            behaviour=self.behaviour.currentData(),
        )
        self.notices.clear()
        self.save_requested.emit(Draft(course, self.sources.added, self.sources.removed))


def help_words(kind: Help) -> tuple[str, str]:
    """The name of a way to help, and what it means."""
    return {
        "open": (_("Open"), _("The tutor helps as it is asked to.")),
        "hints": (_("Hints only"), _("The tutor points the way and leaves the answer to the learner.")),
        "feedback": (_("Feedback only"), _("The tutor looks at the learner's own work and does none of it.")),
        "off": (_("Off"), _("The tutor does not answer in this course.")),
    }[kind]
