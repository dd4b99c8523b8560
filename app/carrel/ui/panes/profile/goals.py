"""What a learner works towards: lines that are changed where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.flows.profile import Subject
from carrel.learner.model import LONGEST_GOAL, Goal
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, button, label

_AHEAD = 30  # days, for a day that nobody has chosen yet
_LONGEST_NAME = 60


class GoalList(QWidget):
    """add_requested: the words of a new one. changed: a Goal as it is to be. drop_requested: a goal's id.
    move_requested: a goal's id, and -1 or 1. entered: as in a field.
    """

    add_requested = Signal(str)
    changed = Signal(object)
    drop_requested = Signal(str)
    move_requested = Signal(str, int)
    entered = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("goalList")
        self._theme = theme
        self.rows: dict[str, GoalRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.new = QLineEdit()
        self.new.setObjectName("newGoal")
        self.new.setMaxLength(LONGEST_GOAL)
        self.new.setAccessibleName(_("A new goal"))
        self.new.setPlaceholderText(_("Such as: pass the maths test"))
        self._add = button(_("Add"), "outline", "addGoal")
        self._add.setAccessibleName(_("Add the goal"))
        row = self._row = QHBoxLayout()
        row.addWidget(self.new, 1)
        row.addWidget(self._add)
        self._column.addLayout(row)
        self._none = label(_("No goals yet. A goal with a day shows on the home page."), "muted", wrap=True)
        self._none.setObjectName("noGoals")
        self._column.addWidget(self._none)
        self._lines = QVBoxLayout()
        self._column.addLayout(self._lines)
        self.new.returnPressed.connect(self._ask)
        self._add.clicked.connect(self._ask)
        theme.changed.connect(self.measure)
        self.measure()

    def show_goals(self, goals: Sequence[Goal], subjects: Sequence[Subject]) -> None:
        """Show them in their order; a line that is being written in keeps what is typed."""
        for name in set(self.rows) - {goal.id for goal in goals}:
            self._take_away(name)
        for place, goal in enumerate(goals):
            if goal.id not in self.rows:
                made = self.rows[goal.id] = GoalRow(goal, self._theme)
                made.changed.connect(self.changed)
                made.drop_requested.connect(self.drop_requested)
                made.move_requested.connect(self.move_requested)
                made.entered.connect(self.entered)
            row = self.rows[goal.id]
            if self._lines.indexOf(row) != place:
                self._lines.removeWidget(row)
                self._lines.insertWidget(place, row)
            row.show_goal(goal, subjects)
            row.offer_moves(up=place > 0, down=place < len(goals) - 1)
        self._none.setVisible(not goals)
        self._keep_order()

    def measure(self) -> None:
        """Take the theme's sizes."""
        small = self._theme.size("space_small")
        for layout in (self._column, self._lines, self._row):
            layout.setSpacing(small)

    def _take_away(self, name: str) -> None:
        row = self.rows.pop(name)
        focus = QApplication.focusWidget()
        if focus is not None and row.isAncestorOf(focus):
            self.new.setFocus()
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _keep_order(self) -> None:
        """The Tab key goes through the lines from the top down."""
        before: QWidget = self._add
        for index in range(self._lines.count()):
            item = self._lines.itemAt(index)
            row = item.widget() if item is not None else None
            for one in row.stops if isinstance(row, GoalRow) else ():
                QWidget.setTabOrder(before, one)
                before = one

    def _ask(self) -> None:
        words = self.new.text().strip()
        if words:
            self.new.clear()
            self.add_requested.emit(words)
        self.new.setFocus()


class GoalRow(QFrame):
    """One goal. Its words are kept when one leaves the line, everything else at once."""

    changed = Signal(object)
    drop_requested = Signal(str)
    move_requested = Signal(str, int)
    entered = Signal(str)

    def __init__(self, goal: Goal, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("goalRow")
        self._goal, self._theme = goal, theme
        self._subjects: tuple[Subject, ...] = ()
        self._showing = False
        self.done = QCheckBox()
        self.done.setObjectName("goalDone")
        self.words = QLineEdit(goal.words)
        self.words.setObjectName("goalWords")
        self.words.setMaxLength(LONGEST_GOAL)
        self.add_day = button(_("Add a day"), "plain", "goalAddDay")
        self.day = QDateEdit()
        self.day.setObjectName("goalDay")
        self.day.setCalendarPopup(True)
        self.no_day = IconButton(theme, "close", _("No day"), kind="small", name="goalNoDay")
        self.about = QComboBox()
        self.about.setObjectName("goalAbout")
        self.about.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.about.setMinimumContentsLength(14)
        self.up = IconButton(theme, "chevron-up", "", kind="small", name="goalUp")
        self.down = IconButton(theme, "chevron-down", "", kind="small", name="goalDown")
        self.drop = IconButton(theme, "trash", "", kind="small", name="goalDrop")
        self.stops = (
            self.done,
            self.words,
            self.add_day,
            self.day,
            self.no_day,
            self.about,
            self.up,
            self.down,
            self.drop,
        )
        for one in self.stops:
            one.installEventFilter(self)
        self._lay_out()
        self._connect()

    def show_goal(self, goal: Goal, subjects: Sequence[Subject]) -> None:
        """Show what is kept; words that are being typed stay."""
        self._showing = True
        self._goal = goal
        self.done.setChecked(goal.done)
        if not self.words.hasFocus():
            self.words.setText(goal.words)
            self.words.setCursorPosition(0)
        self.words.setEnabled(not goal.done)
        has_day = goal.date is not None
        had_focus = self.add_day.hasFocus() or self.no_day.hasFocus()
        if has_day and not self.day.hasFocus():
            self.day.setDate(QDate.fromString(goal.date or "", Qt.DateFormat.ISODate))
        self.day.setVisible(has_day)
        self.no_day.setVisible(has_day)
        self.add_day.setVisible(not has_day)
        if had_focus:
            (self.day if has_day else self.add_day).setFocus()
        self._offer_subjects(tuple(subjects))
        self._name()
        self._showing = False

    def offer_moves(self, *, up: bool, down: bool) -> None:
        """Whether there is a line above it, and below it."""
        for one, other, can in ((self.up, self.down, up), (self.down, self.up, down)):
            if one.hasFocus() and not can:
                other.setFocus()
        self.up.setEnabled(up)
        self.down.setEnabled(down)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus is here; the wheel scrolls the page, and changes only what one is at."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.entered.emit("goals" if event.type() is QEvent.Type.FocusIn else "")
        at_it = isinstance(watched, QWidget) and watched.hasFocus()
        if event.type() is QEvent.Type.Wheel and watched in {self.day, self.about} and not at_it:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        small, tight = self._theme.size("space_small"), self._theme.size("space_tight")
        first = QHBoxLayout()
        first.setSpacing(small)
        first.addWidget(self.done)
        first.addWidget(self.words, 1)
        second = Flow(small)
        dated = QWidget()
        row = QHBoxLayout(dated)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tight)
        row.addWidget(self.add_day)
        row.addWidget(self.day)
        row.addWidget(self.no_day)
        second.addWidget(dated)
        second.addWidget(self.about)
        moves = QWidget()
        moving = QHBoxLayout(moves)
        moving.setContentsMargins(0, 0, 0, 0)
        moving.setSpacing(tight)
        moving.addWidget(self.up)
        moving.addWidget(self.down)
        moving.addWidget(self.drop)
        second.addWidget(moves)
        column = QVBoxLayout(self)
        pad = self._theme.size("space_medium")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(small)
        column.addLayout(first)
        column.addLayout(second)

    def _connect(self) -> None:
        self.done.clicked.connect(lambda done: self._change(done=done))
        self.words.editingFinished.connect(self._say_words)
        self.add_day.clicked.connect(lambda: self._change(date=QDate.currentDate().addDays(_AHEAD).toString(_ISO)))
        self.no_day.clicked.connect(lambda: self._change(date=None))
        self.day.dateChanged.connect(lambda day: self._change(date=day.toString(_ISO)))
        self.about.activated.connect(lambda index: self._change(about=self.about.itemData(index)))
        self.up.clicked.connect(lambda: self.move_requested.emit(self._goal.id, -1))
        self.down.clicked.connect(lambda: self.move_requested.emit(self._goal.id, 1))
        self.drop.clicked.connect(lambda: self.drop_requested.emit(self._goal.id))

    def _say_words(self) -> None:
        words = self.words.text().strip()
        if words and words != self._goal.words:
            self._change(words=words)
        elif not words:
            self.words.setText(self._goal.words)

    def _change(self, **news: object) -> None:
        if not self._showing:
            self._goal = replace(self._goal, **news)  # type: ignore[arg-type]
            self.changed.emit(self._goal)

    def _offer_subjects(self, subjects: tuple[Subject, ...]) -> None:
        if not self.about.count() or subjects != self._subjects:
            self._subjects = subjects
            self.about.clear()
            self.about.addItem(_("About no one topic"), "")
            for one in subjects:
                self.about.addItem(beside(one.name, _LONGEST_NAME), one.id)
        at = self.about.findData(self._goal.about)
        if at < 0:  # its pack is not here any more
            self.about.addItem(one_line(self._goal.about, _LONGEST_NAME), self._goal.about)
            at = self.about.count() - 1
        self.about.setCurrentIndex(at)
        self.about.setVisible(bool(subjects) or bool(self._goal.about))

    def _name(self) -> None:
        goal = beside(self._goal.words, _LONGEST_NAME)
        for one, words in (
            (self.done, _("Reached: {goal}")),
            (self.words, _("The goal {goal}, to be changed")),
            (self.add_day, _("Add a day to {goal}")),
            (self.day, _("The day of {goal}")),
            (self.about, _("What {goal} is about")),
        ):
            one.setAccessibleName(words.format(goal=goal))
        self.about.view().setAccessibleName(self.about.accessibleName())
        self.no_day.say(_("No day for {goal}").format(goal=goal))
        self.up.say(_("Move up: {goal}").format(goal=goal))
        self.down.say(_("Move down: {goal}").format(goal=goal))
        self.drop.say(_("Remove {goal}").format(goal=goal))


_ISO = Qt.DateFormat.ISODate
