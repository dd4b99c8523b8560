"""The list of skills with its search and filters, and what can be done with the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.flows.figures.page import Page
from carrel.ui.flow import Flow
from carrel.ui.panes.progress.skill_lines import Narrowed, SkillLine, SkillLines, orders, skill_lines, state_choices
from carrel.ui.panes.progress.skill_painter import SkillPainter
from carrel.ui.theme import Theme
from carrel.ui.widgets.choice_box import ChoiceBox
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.search_field import SearchField

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SkillList(QListView):
    """opened: a SkillLine. chosen_changed: another one is chosen."""

    opened = Signal(object)
    chosen_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("skillList")
        self.setAccessibleName(_("Skills"))
        self.lines = SkillLines()
        self.setModel(self.lines)
        self.setItemDelegate(SkillPainter(theme, self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        self.lines.modelReset.connect(self.chosen_changed)
        self.lines.dataChanged.connect(lambda *_changed: self.chosen_changed.emit())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def chosen(self) -> SkillLine | None:
        """The chosen line."""
        return next((self.lines.line(index) for index in self.selectionModel().selectedIndexes()), None)

    def enter(self) -> None:
        """Take the focus, on the first line when there was none."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard has chosen a line, so that something can be done with it."""
        super().focusInEvent(event)
        if self.chosen is None and self.lines.lines and event.reason() != Qt.FocusReason.MouseFocusReason:
            at = self.currentIndex()
            self.setCurrentIndex(at if at.isValid() else self.lines.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height of what is wrapped."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        line = self.lines.line(index)
        if line is not None:
            self.opened.emit(line)


class SkillsView(QWidget):
    """tries_requested: the id of a skill whose tries are to be seen, and which. practise_requested: of a skill.

    review_requested: what is due is to be reviewed. over_time_requested: the id of a skill.
    """

    tries_requested = Signal(str, str)
    practise_requested = Signal(str)
    review_requested = Signal()
    over_time_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("skillsView")
        self._theme = theme
        self._page = Page()
        self.search = SearchField()
        self.search.setObjectName("skillSearch")
        self.search.setPlaceholderText(_("Search the skills"))
        self.search.setAccessibleName(_("Search the skills"))
        self.subject = ChoiceBox(_("Subject"), "skillSubject")
        self.state = ChoiceBox(_("State"), "skillState")
        self.order = ChoiceBox(_("Order"), "skillOrder")
        self.list = SkillList(theme)
        self.count = label(role="tiny", wrap=True, name="skillCount")
        self._nothing = label(_("No skill is like this. Try fewer words, or all states."), "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self.chosen = QWidget()
        self.chosen.setObjectName("chosenSkill")
        self.tries = button(_("Show the tries"), "outline", "skillTries")
        self.over_time = button(_("Over time"), "outline", "skillOverTime")
        self.practise = button(_("Practise this"), "outline", "skillPractise")
        self.review = button(_("Review now"), "outline", "skillReview")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        choices, acts = Flow(gap), Flow(gap)
        for choice in (self.subject, self.state, self.order):
            choices.addWidget(choice)
        for act in (self.tries, self.over_time, self.practise, self.review):
            acts.addWidget(act)
        self.chosen.setLayout(acts)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self.search)
        column.addLayout(choices)
        column.addWidget(self.count)
        column.addWidget(self._stack, 1)
        column.addWidget(self.chosen)
        self._measure()

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.leave_requested.connect(self.search.clear)
        self.search.down_requested.connect(self.list.enter)
        for choice in (self.subject, self.state, self.order):
            choice.currentIndexChanged.connect(lambda _index: self._show())
        self.list.opened.connect(lambda line: self.tries_requested.emit(line.known.skill, "all"))
        self.list.chosen_changed.connect(self._show_chosen)
        self.tries.clicked.connect(lambda: self._ask(lambda skill: self.tries_requested.emit(skill, "all")))
        self.over_time.clicked.connect(lambda: self._ask(self.over_time_requested.emit))
        self.practise.clicked.connect(lambda: self._ask(self.practise_requested.emit))
        self.review.clicked.connect(self.review_requested)
        self._theme.changed.connect(self._measure)

    def show_page(self, page: Page) -> None:
        """Show the skills of this page."""
        self._page = page
        subjects = dict.fromkeys(one_line(page.subjects.get(one.skill, "")) for one in page.known)
        offered = [(_("All subjects"), ""), *((subject, subject) for subject in subjects if subject)]
        self.subject.offer(offered)
        self.state.offer(state_choices())
        self.order.offer(orders())
        self._show()

    def narrow(self, state: str) -> None:
        """Show the skills in this state."""
        self.search.clear()
        self.subject.setCurrentIndex(0)
        self.state.setCurrentIndex(max(0, self.state.findData(state)))

    def _show(self) -> None:
        chosen = self.list.chosen
        words, (subject, state, order) = self.search.text(), self._choices()
        lines = skill_lines(self._page, Narrowed(words, subject, state, order))
        self.list.lines.set_lines(lines)
        keys = [one.known.skill for one in lines]
        if chosen is not None and chosen.known.skill in keys:
            self.list.setCurrentIndex(self.list.lines.index(keys.index(chosen.known.skill)))
        self._stack.setCurrentWidget(self.list if lines else self._nothing)
        self.count.setText(counted("{count} skill", "{count} skills", len(lines)))
        self._show_chosen()

    def _choices(self) -> list[str]:
        return [str(choice.currentData() or "") for choice in (self.subject, self.state, self.order)]

    def _show_chosen(self) -> None:
        line = self.list.chosen
        self.chosen.setVisible(line is not None)
        if line is not None:
            here = line.known.skill in self._page.requires
            self.tries.setVisible(bool(line.known.tries))
            self.over_time.setVisible(line.known.mastery.tries > 0)
            self.practise.setVisible(here)
            self.review.setVisible(bool(line.known.due_now and self._page.due))

    def _ask(self, act: object) -> None:
        line = self.list.chosen
        if line is not None and callable(act):
            act(line.known.skill)

    def _measure(self) -> None:
        self.search.show_icon(self._theme)
