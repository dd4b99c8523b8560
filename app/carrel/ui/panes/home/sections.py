"""The quieter parts of the first screen: what is due and open, the goals, and what was set aside."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.flows.home import GoalAhead, Home
from carrel.progress.aside.model import Aside
from carrel.ui.flow import Flow
from carrel.ui.panes.home import words
from carrel.ui.plain import breakable
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_button import LineButton
from carrel.ui.widgets.parts import button, label

_MOST_GOALS = 4


class Section(QFrame):
    """A heading, and below it a frame of lines."""

    def __init__(self, title: str, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.size("space_tight"))
        outer.addWidget(label(title, "strong", wrap=True))
        frame = QFrame()
        frame.setObjectName("settingsGroup")
        self._column = QVBoxLayout(frame)
        pad = theme.size("space_medium")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.size("space_small"))
        outer.addWidget(frame)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return self._column.count() == 0

    def say(self, text: str, role: str = "", name: str = "") -> QLabel:
        """A line of words."""
        made = label(breakable(text), role, wrap=True, name=name)
        self._column.addWidget(made)
        return made

    def put(self, widget: QWidget) -> None:
        """A line that is more than words."""
        self._column.addWidget(widget)

    def buttons(self, *made: QPushButton) -> None:
        """Buttons beside each other, as far as there is room."""
        row = Flow(self.theme.size("space_small"))
        for one in made:
            row.addWidget(one)
        self._column.addLayout(row)


class OpenSection(Section):
    """What is no step already. review_requested. resume_requested: a session. chat_requested: a chat."""

    review_requested = Signal()
    resume_requested = Signal(str)
    chat_requested = Signal(str)

    def __init__(self, home: Home, theme: Theme) -> None:
        super().__init__(_("Due and left open"), theme, "homeOpen")
        if said := words.due(home):
            self.say(said, name="homeDue")
        kinds = {step.kind for step in home.steps}
        if home.due and "review" not in kinds:
            review = button(_("Review"), "outline", "homeReview")
            review.setAccessibleName(_("Review what is due"))
            review.clicked.connect(self.review_requested)
            self.buttons(review)
        if home.lying is not None and "resume" not in kinds:
            session = home.lying.session
            line = LineButton(words.lying(home.lying), "homeResume")
            line.setIcon(theme.icon("practice", "text_muted"))
            line.clicked.connect(lambda: self.resume_requested.emit(session))
            self.put(line)
        for chat in home.chats:
            line = LineButton(chat.title, f"homeChat_{chat.id}")
            line.setAccessibleDescription(_("Open this chat"))
            line.setIcon(theme.icon("new-chat", "text_muted"))
            line.clicked.connect(partial(self._open, chat.id))
            self.put(line)

    def _open(self, chat: str, _checked: bool = False) -> None:
        self.chat_requested.emit(chat)


class GoalsSection(Section):
    """profile_requested: goals are added and changed there."""

    profile_requested = Signal()

    def __init__(self, goals: tuple[GoalAhead, ...], theme: Theme) -> None:
        super().__init__(_("Your goals"), theme, "homeGoals")
        for one in goals[:_MOST_GOALS]:
            self.say(one_line(one.goal.words), name="homeGoal")
            if said := words.ahead(one):
                self.say(said, "muted", name="homeGoalDay")
        more = len(goals) - _MOST_GOALS
        if more > 0:
            self.say(counted("And one more.", "And {count} more.", more), "muted", name="homeMoreGoals")
        if not goals:
            self.say(
                _("A goal shows which step comes next: an exam, a topic, something you want to understand."), "muted"
            )
        change = button(_("Change goals") if goals else _("Add a goal"), "outline", "homeGoalsChange")
        change.clicked.connect(self.profile_requested)
        self.buttons(change)


class AsideSection(Section):
    """taken_back: an Aside."""

    taken_back = Signal(object)

    def __init__(self, asides: tuple[Aside, ...], theme: Theme) -> None:
        super().__init__(_("Set aside"), theme, "homeAside")
        for one in asides:
            held = QWidget()
            row = QHBoxLayout(held)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label(breakable(one_line(one.what)), "muted", wrap=True), 1)
            back = button(_("Take back"), "outline", f"back_{one.kind}_{one.about}")
            back.setAccessibleName(_("Take back: {what}").format(what=one_line(one.what)))
            back.clicked.connect(partial(self._take_back, one))
            row.addWidget(back)
            self.put(held)

    def _take_back(self, aside: Aside, _checked: bool = False) -> None:
        self.taken_back.emit(aside)
