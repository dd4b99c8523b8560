"""The head of a session: the way back, what it is about, how far it is, how much help there was, and the time."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QVBoxLayout, QWidget

from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.behaviours.model import Behaviour
from carrel.flows.classes.policy import Rules
from carrel.flows.standing import Standing
from carrel.ui.panes.practice import words
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import IconButton, button, label
from carrel.ui.widgets.who_sees import who_sees_task

_SECOND_MS = 1000


class Head(QWidget):
    """left: back to the chat. skip_requested: leave this item behind. end_requested: look back on it now.

    start_requested: choose something else. text_requested: a title and a text to be read.
    """

    left = Signal()
    skip_requested = Signal()
    end_requested = Signal()
    start_requested = Signal()
    text_requested = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("practiceHead")
        self._theme, self._spent, self._counts = theme, 0.0, False
        self._behaviour: Behaviour | None = None
        self.back = IconButton(theme, "chevron-left", _("Back to the chat"), name="leavePractice")
        self.title = label("", "heading", wrap=True, name="practiceTitle")
        self.time = label(role="muted", name="practiceTime")
        self.help = label(role="badge", name="practiceHelp")
        self.more = IconButton(theme, "more", _("More for this practice"), name="practiceMore")
        self._menu = QMenu(self.more)
        self._menu.setObjectName("practiceMenu")
        for text, name, signal in (
            (_("Go on without an answer"), "skipItem", self.skip_requested),
            (_("End this practice"), "endPractice", self.end_requested),
            (_("Practise something else"), "elsePractice", self.start_requested),
        ):
            action = self._menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(lambda _on=False, signal=signal: signal.emit())
        self.more.setMenu(self._menu)
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        self.count = label(role="muted", name="practiceCount")
        self.bar = QProgressBar()
        self.bar.setObjectName("practiceBar")
        self.bar.setTextVisible(False)
        self._line, self._below = QHBoxLayout(), QHBoxLayout()
        self._line.addWidget(self.back)
        self._line.addWidget(self.title, 1)
        self._line.addWidget(self.help)
        self._line.addWidget(self.time)
        self._line.addWidget(self.more)
        self._below.addWidget(self.bar, 1)
        self._below.addWidget(self.count)
        self.rule = label(role="muted", wrap=True, name="practiceRule")
        self.manner = button(_("Read what the tutor follows"), "fold", "practiceManner")
        self.manner.clicked.connect(self._read_manner)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._line)
        self._column.addLayout(self._below)
        self._column.addWidget(self.rule)
        self._column.addWidget(self.manner, 0, Qt.AlignmentFlag.AlignLeading)
        self._clock = QTimer(self, interval=_SECOND_MS)
        self._clock.timeout.connect(self.tick)
        self.back.clicked.connect(self.left)
        theme.changed.connect(self._measure)
        self._measure()

    def show_start(self) -> None:
        """No session is shown."""
        self._count(False)
        self.title.setText("")
        for part in (self.help, self.time, self.more, self.count, self.bar, self.rule, self.manner):
            part.hide()

    def show_about(self, about: str) -> None:
        """Say what is practised."""
        self.title.setText(about)

    def show_rules(self, rules: Rules | None) -> None:
        """Say what a teacher allows and sees here; nothing where nobody set it."""
        self.rule.setText(who_sees_task(rules) if rules is not None else "")
        self.rule.setVisible(rules is not None)
        self._behaviour = rules.behaviour if rules is not None else None
        self.manner.setVisible(self._behaviour is not None)
        if rules is not None and rules.title:
            self.title.setText(_("For your class: {title}").format(title=beside(rules.title)))

    def show_standing(self, now: Standing) -> None:
        """Say how far the session is."""
        here = now.state == "open"
        for part in (self.more, self.count, self.bar):
            part.setVisible(here)
        said = _("{number} of {wanted}").format(number=now.number, wanted=now.wanted)
        self.count.setText(said)
        self.bar.setRange(0, now.wanted)
        self.bar.setValue(now.number if now.settled else now.number - 1)
        self.bar.setAccessibleName(_("Item {said}").format(said=said))
        helped = words.helped(now.level, len(now.hints))
        self.help.setText(helped)
        self.help.setVisible(here and bool(helped))
        self._spent = now.spent
        self.time.setVisible(here and now.timed)
        self._count(here and now.timed and not now.settled)
        self._say_time()

    def tick(self) -> None:
        """A second has passed."""
        self._spent += 1
        self._say_time()

    def showEvent(self, event: QShowEvent) -> None:
        """The time is counted while it is seen; away from it, the session counts."""
        super().showEvent(event)
        self._count(self._counts)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks that nobody sees."""
        super().hideEvent(event)
        self._clock.stop()

    def _read_manner(self) -> None:
        if self._behaviour is not None:
            self.text_requested.emit(one_line(self._behaviour.title, 80), self._behaviour.text)

    def _count(self, counts: bool) -> None:
        self._counts = counts
        self._clock.start() if counts and self.isVisible() else self._clock.stop()

    def _say_time(self) -> None:
        minutes, seconds = divmod(int(self._spent), 60)
        self.time.setText(_("Without help · {time}").format(time=f"{minutes}:{seconds:02}"))
        said = _("Without help, for {time}").format(time=words.lasted(self._spent))
        self.time.setAccessibleName(said)

    def _measure(self) -> None:
        gap = self._theme.size("space_small")
        self._column.setContentsMargins(0, 0, 0, 0)
        for one in (self._column, self._line, self._below):
            one.setSpacing(gap)
