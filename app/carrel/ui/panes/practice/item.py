"""An item as it is practised: the question, the answer, what is said of it, and help."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carrel.assessment.attempts.showing import Shown
from carrel.assessment.model import Answer
from carrel.base.words import _
from carrel.flows.standing import Standing
from carrel.ui.notices import announce
from carrel.ui.panes.practice.disagree import DisagreeBox
from carrel.ui.panes.practice.feedback import Feedback
from carrel.ui.panes.practice.help import Hints, RecapSheet, Solution
from carrel.ui.theme import Theme
from carrel.ui.widgets.answers import AnswerWidget, answer_widget
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.passage import Passage

_TAB = Qt.FocusPolicy.TabFocus


class ItemPage(Page):
    """answer: the widget with which the item is answered. below: where more about the item stands, at the end.

    submitted: Enter was pressed in the answer. changed: another answer stands there. contested: a reason.
    link_requested: the address of a link.
    """

    submitted = Signal()
    changed = Signal()
    contested = Signal(str)
    link_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "practiceItem", above=0, below=1)
        self._shown: tuple[str, int] | None = None
        self.stem = Passage(theme, "practiceStem")
        self.unreviewed = label(role="muted", wrap=True, name="practiceUnreviewed")
        self.unreviewed.setText(_("Made by Carrel from this text, and not checked by a person."))
        self.answer: AnswerWidget | None = None
        self._slot = QVBoxLayout()
        self.feedback = Feedback(theme)
        self.disagree = DisagreeBox(theme)
        self.hints = Hints(theme)
        self.solution = Solution(theme)
        self.recap = RecapSheet(theme)
        self.below = QVBoxLayout()
        self.column.addWidget(self.stem)
        self.column.addWidget(self.unreviewed)
        self.column.addLayout(self._slot)
        for part in (self.feedback, self.disagree, self.hints, self.solution, self.recap):
            self.column.addWidget(part)
        self.column.addLayout(self.below)
        self.feedback.disagree_requested.connect(self._open_disagree)
        self.disagree.left.connect(self._close_disagree)
        self.disagree.given.connect(self.contested)
        for text in (self.stem, self.feedback.why, self.hints, self.solution.text, self.recap):
            text.link_requested.connect(self.link_requested)
        self.measure()

    def show_standing(self, now: Standing, draft: Answer | None = None) -> None:
        """Show where the session stands; draft: what was answered, and not yet checked, when it was last here."""
        if now.item is None:
            return
        if self._shown != (now.session, now.number):
            self._begin(now.item, (now.session, now.number), draft)
            place = _("{number} of {wanted}").format(number=now.number, wanted=now.wanted)
            announce(self.stem, f"{place}. {self.stem.heard()}")
        elif self.answer is not None:
            self.answer.set_locked(bool(now.settled))
        if now.settled and self.answer is not None:
            self.answer.set_locked(True)
        self.feedback.show_standing(now)
        if now.said is None or now.said.contested is not None:
            self.disagree.close_box()
        new = now.settled != "shown" and self.hints.show_hints(now.hints)  # the solution stands for all that were left
        self.solution.show_solution(now.solution)
        self.recap.show_recap(now.recap)
        if new:
            announce(self.hints, self.hints.heard())
            self._bring(self.hints.sheets[-1])

    def show_feedback(self) -> None:
        """Bring what is said of the last try into sight, and say it."""
        self.feedback.announce()
        self._bring(self.feedback)

    def show_solution(self) -> None:
        """Bring the solution into sight."""
        announce(self.solution, f"{self.solution.heading.text()}. {self.solution.text.heard()}")
        self._bring(self.solution)

    def show_part(self, part: QWidget) -> None:
        """Bring a part of what stands below into sight."""
        self._bring(part)

    def order_stops(self) -> QWidget:
        """Let the Tab key go down the page, whenever its parts were made; the last stop."""
        parts = (self.stem, self.answer, self.feedback, self.disagree, self.hints, self.solution, self.recap)
        items = [self.below.itemAt(place) for place in range(self.below.count())]
        below = [one.widget() for one in items if one is not None]
        stops = [one for part in (*parts, *below) if part is not None for one in part.findChildren(QWidget)]
        stops = [one for one in stops if one.focusPolicy() & _TAB and one.window() is self.window()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        return stops[-1]

    def take_focus(self) -> None:
        """Where one begins to answer."""
        if self.answer is not None and self.answer.isEnabled():
            self.answer.take_focus()
        else:
            self.stem.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        self.column.setContentsMargins(0, self.theme.size("space_large"), 0, self.theme.size("space_wide"))
        self.column.setSpacing(self.theme.size("space_large"))

    def _begin(self, item: Shown, key: tuple[str, int], draft: Answer | None) -> None:
        self._shown = key
        self.stem.show_text(item.prompt, name=_("The question"))
        self.unreviewed.setVisible(item.unreviewed)
        if self.answer is not None:
            self.answer.hide()
            self.answer.deleteLater()
        self.answer = answer_widget(self.theme, item)
        if draft is not None:
            self.answer.put(draft)
        self.answer.changed.connect(self.changed)
        self.answer.submitted.connect(self.submitted)
        self._slot.addWidget(self.answer)
        self.answer.show()  # a layout would do so later, and what is hidden cannot have the focus
        self.disagree.close_box()
        self.hints.show_hints(())
        self.verticalScrollBar().setValue(0)

    def _open_disagree(self) -> None:
        self.disagree.open()
        self._bring(self.disagree)

    def _close_disagree(self) -> None:
        self.disagree.hide()  # with what was written, for whoever opens it again
        self.feedback.disagree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring(self, part: QWidget) -> None:
        """Scroll to it once it has its place; the question stays in sight where both fit."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, self.theme.size("space_large")))
