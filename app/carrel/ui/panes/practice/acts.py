"""What can be done with an item: check, hint, solution, next; and why not yet."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from carrel.base.words import _, counted
from carrel.flows.standing import Standing
from carrel.ui.flow import Flow
from carrel.ui.panes.practice import words
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label, restyle

_SECOND_MS = 1000


class Acts(QWidget):
    """check_requested, hint_requested, solution_requested, next_requested: what was pressed."""

    check_requested = Signal()
    hint_requested = Signal()
    solution_requested = Signal()
    next_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("practiceActs")
        self._now: Standing | None = None
        self._busy = self._blank = False
        self._wait = 0
        self.reason = label(role="muted", wrap=True, name="practiceReason")
        self.hint = button(_("Hint"), "outline", "practiceHint")
        self.solution = button(_("Show me the solution"), "outline", "practiceGiveUp")
        self.check = button("", "primary", "practiceCheck")
        self.next = button(_("Next"), "primary", "practiceNext")
        row = Flow(theme.size("space_small"), at_end=True)
        for one in (self.hint, self.solution, self.next, self.check):
            row.addWidget(one)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.size("space_tight"))
        self._column.addWidget(self.reason)
        self._column.addLayout(row)
        self._clock = QTimer(self, interval=_SECOND_MS)
        self._clock.timeout.connect(self.tick)
        self.hint.clicked.connect(self.hint_requested)
        self.solution.clicked.connect(self.solution_requested)
        self.check.clicked.connect(self.check_requested)
        self.next.clicked.connect(self.next_requested)

    def show_standing(self, now: Standing) -> None:
        """Offer what can be done where the session stands."""
        self._now = now
        self._wait = ceil(now.hint_in or 0)
        self._count(self._wait > 0)
        self._say()

    def come_after(self, last: QWidget) -> None:
        """Let the Tab key come here from there."""
        for one in (self.hint, self.solution, self.next, self.check):
            QWidget.setTabOrder(last, one)
            last = one

    def say_blank(self, blank: bool) -> None:
        """Whether nothing is answered yet."""
        if blank != self._blank:
            self._blank = blank
            self._say()

    def say_busy(self, busy: bool) -> None:
        """Whether something is being done: nothing else can be asked for until then."""
        self._busy = busy
        self._say()

    def tick(self) -> None:
        """A second of reading has passed."""
        self._wait = max(0, self._wait - 1)
        if not self._wait:
            self._count(False)
        self._say()

    def _count(self, counts: bool) -> None:
        self._clock.start() if counts else self._clock.stop()

    def _say(self) -> None:
        now = self._now
        if now is None:
            return
        open_, helps = not now.settled, not now.settled and not now.timed
        self.check.setVisible(open_)
        self._say_check()
        self._say_next(now)
        rung = words.rung(now.next_rung)
        self.hint.setVisible(helps and now.next_rung not in {"", "solution"})
        name = _("Hint: {name}").format(name=rung)
        self.hint.setText(name)
        self.hint.setAccessibleName(name)
        self.hint.setAccessibleDescription(self._why_locked(now))
        self.solution.setVisible(helps and now.may_give_up)
        for one in (self.check, self.next, self.solution):
            one.setEnabled(not self._busy)
        self.hint.setEnabled(not self._busy and now.hint_in is not None and not self._wait)
        why = self._why_locked(now) if not self.hint.isHidden() else self._why_off(now) if helps else ""
        self.reason.setText(why)
        self.reason.setVisible(bool(why))

    def _why_off(self, now: Standing) -> str:
        """Why there is no help that there would be elsewhere; empty where nobody set it so."""
        if "hints" not in now.allowed:
            return _("Your teacher set this without hints. You can go on without an answer.")
        if "solution" not in now.allowed and now.tried:
            return _("Your teacher set this without solutions. You can go on without an answer.")
        return ""

    def _say_check(self) -> None:
        """An empty answer is checked only by who says so."""
        text = _("I do not know yet") if self._blank else _("Check")
        kind = "outline" if self._blank else "primary"
        text = _("Checking…") if self._busy else text
        self.check.setText(text)
        self.check.setAccessibleName(text)
        _dress(self.check, kind)

    def _say_next(self, now: Standing) -> None:
        """What is good enough, or cannot be told, may be left as it is."""
        enough = now.said is not None and now.said.verdict in {"partly", "cant_tell"}
        stays = "solution" not in now.allowed and now.tried > 1  # the only way on from what one cannot do
        self.next.setVisible(bool(now.settled) or enough or stays)
        last = now.number >= now.wanted
        open_ = _("Go on as it is") if enough else _("Go on without an answer")
        text = _("See how it went") if last else _("Next") if now.settled else open_
        self.next.setText(text)
        self.next.setAccessibleName(text)
        _dress(self.next, "primary" if now.settled else "outline")

    def _why_locked(self, now: Standing) -> str:
        """Why there is no hint yet; empty where there is one."""
        if not now.tried:
            return _("Try it first; hints come after that.")
        if now.hint_in is None:
            return _("Try it once more before the next hint.")
        if self._wait:
            return counted(
                "Read this hint first. The next one is there in a second.",
                "Read this hint first. The next one is there in {count} seconds.",
                self._wait,
            )
        return ""


def _dress(one: QPushButton, kind: str) -> None:
    if one.property("kind") != kind:
        one.setProperty("kind", kind)
        restyle(one)
