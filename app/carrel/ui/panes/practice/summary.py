"""The end of a session: what was shown unaided, what comes back, and one thing to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from carrel.base.words import _, counted
from carrel.flows.practised import Outcome
from carrel.flows.suggesting import Suggestion
from carrel.ui.flow import Flow
from carrel.ui.notices import announce
from carrel.ui.panes.practice import words
from carrel.ui.panes.practice.parts import WayCard
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label, picture


class SummaryPage(Page):
    """again_requested, progress_requested, left: what was pressed. suggested: the Suggestion that was taken."""

    again_requested = Signal()
    progress_requested = Signal()
    left = Signal()
    suggested = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "practiceSummary")
        self._next: Suggestion | None = None
        self.title = label("", "display", wrap=True, name="summaryTitle")
        self.said = label("", wrap=True, name="summarySaid")
        self._tiles = QWidget()
        self._row = Flow(theme.size("space_medium"), parent=self._tiles)
        self.tiles = {name: _Tile(theme, name) for name in ("unaided", "helped", "unsure", "missed")}
        for tile in self.tiles.values():
            self._row.addWidget(tile)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._tiles.setSizePolicy(policy)
        self.back = label("", "muted", wrap=True, name="summaryBack")
        self.next = WayCard(theme, "summaryNext")
        self.again = button(_("Practise again"), "primary", "practiseAgain")
        self.progress = button(_("See progress"), "outline", "seeProgress")
        leave = button(_("Back to the chat"), "outline", "summaryLeave")
        ways = QWidget()
        flow = Flow(theme.size("space_small"), parent=ways)
        for one in (self.again, self.progress, leave):
            flow.addWidget(one)
        ways.setSizePolicy(policy)
        for part in (self.title, self.said, self._tiles, self.back, self.next, ways):
            self.column.addWidget(part)
        self.again.clicked.connect(self.again_requested)
        self.progress.clicked.connect(self.progress_requested)
        leave.clicked.connect(self.left)
        self.next.clicked.connect(self._take_next)
        self.measure()

    def show_outcome(self, told: Outcome, *, whole: bool) -> None:
        """Look back on it; whole: it came to its end."""
        self.title.setText(_("That was the last one.") if whole else _("You stopped here."))
        self.said.setText(_said(told))
        counts = {"unaided": told.unaided, "helped": told.helped, "unsure": told.unsure, "missed": told.missed}
        for name, count in counts.items():
            self.tiles[name].show_count(count)
            self.tiles[name].setVisible(count > 0 or name == "unaided" or (name == "helped" and not told.timed))
        self.back.setText(_back(told))
        self.back.setVisible(bool(told.back))
        self._next = told.next
        self.next.setVisible(told.next is not None)
        if told.next is not None:
            self.next.say(_("Next: {what}").format(what=told.next.what), told.next.because)
        heard = [tile.accessibleName() for tile in self.tiles.values() if not tile.isHidden()]
        announce(self, " ".join([self.title.text(), self.said.text(), ", ".join(heard)]))

    def take_focus(self) -> None:
        """The one thing to do next, or the same again."""
        (self.again if self.next.isHidden() else self.next).setFocus(Qt.FocusReason.OtherFocusReason)

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        self.column.setSpacing(self.theme.size("space_large"))

    def _take_next(self) -> None:
        if self._next is not None:
            self.suggested.emit(self._next)


class _Tile(QFrame):
    """A number, and what it counts."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(f"summary-{name}")
        self.setProperty("kind", "sheet")
        self.setProperty("tone", {"unaided": "right", "helped": "partly", "missed": "plain"}.get(name, "cant_tell"))
        self._theme, self._name = theme, name
        self._sign = picture()
        self._number = label("", "display")
        self._words = label("", "muted")
        column = QVBoxLayout(self)
        for part in (self._sign, self._number, self._words):
            column.addWidget(part)
        theme.changed.connect(self._draw)
        self._draw()

    def show_count(self, count: int) -> None:
        """Show this number."""
        said = {
            "unaided": _("right by yourself"),
            "helped": _("right with help, or at a later try"),
            "unsure": _("that I could not tell"),
            "missed": _("not right yet"),
        }[self._name]
        self._number.setText(str(count))
        self._words.setText(said)
        self.setAccessibleName(f"{count} {said}")

    def _draw(self) -> None:
        edge = self._theme.size("size_icon")
        sign = {"unaided": "check", "helped": "lamp", "unsure": "question", "missed": "retry"}[self._name]
        self._sign.setPixmap(self._theme.icon(sign, "text").pixmap(edge, edge))


def _said(told: Outcome) -> str:
    tried = told.unaided + told.helped + told.unsure + told.missed
    many = counted("One item", "{count} items", tried)
    spent = words.lasted(told.seconds)
    if told.timed:
        return _("{items}, all without help, in {time}.").format(items=many, time=spent)
    return _("{items}, in {time}.").format(items=many, time=spent)


def _back(told: Outcome) -> str:
    days = [f"{count} {words.day(day, told.today)}" for day, count in told.back[:4]]
    return _("Comes back for review: {days}.").format(days=", ".join(days))
