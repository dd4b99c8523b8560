"""A case on a card: who, why, how long, what to try, and what can be done about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.flows.classes.seeing.case import Case
from carrel.flows.classes.seeing.words import flag, how_long, what_to_try, why
from carrel.ui.flow import Flow
from carrel.ui.panes.teach.seeing.words import rests
from carrel.ui.plain import breakable
from carrel.ui.theme import Theme
from carrel.ui.widgets.line_button import LineButton
from carrel.ui.widgets.parts import button, label

_WIDE = 34
"""Letters: the width in which the sign and the time have room beside the name."""


class CaseCard(QFrame):
    """pupil_requested: the page of the pupil. tries_requested: what the case counts. dismiss_requested: for good.

    later_requested: for so many days.
    """

    pupil_requested = Signal()
    tries_requested = Signal()
    dismiss_requested = Signal()
    later_requested = Signal(int)

    def __init__(self, case: Case, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self.case, self._theme = case, theme
        who = one_line(case.pupil.name)
        self.setAccessibleName(who)
        self.setAccessibleDescription(f"{flag(case.kind)}, {how_long(case)}. {why(case)} {what_to_try(case)}")
        self.name = LineButton(who, f"pupil_{case.id}")
        self.name.setAccessibleDescription(_("Open the page of this pupil"))
        self.tries = button(_("Show the tries"), "outline", f"tries_{case.id}")
        self.tries.setVisible(bool(case.evidence))
        self.dismiss = button(_("Dismiss…"), "outline", f"dismiss_{case.id}")
        self.later = button(_("Later…"), "outline", f"later_{case.id}")
        for made in (self.tries, self.dismiss, self.later):
            made.setAccessibleName(_("{what}: {who}").format(what=made.text(), who=who))
            made.setAccessibleDescription(why(case))
        self.menu = QMenu(self.later)
        for days, words in rests():
            self.menu.addAction(words).triggered.connect(partial(self._put_off, days))
        self.later.setMenu(self.menu)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.name.clicked.connect(self.pupil_requested)
        self.tries.clicked.connect(self.tries_requested)
        self.dismiss.clicked.connect(self.dismiss_requested)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sign and the time stand below the name where there is no room beside it."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        wide = self.width() > _WIDE * self._theme.size("type_body")
        self._head.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _lay_out(self) -> None:
        size = self._theme.size
        signs, acts, words = Flow(size("space_small")), Flow(size("space_small")), QVBoxLayout()
        signs.addWidget(label(flag(self.case.kind), "badge", name="caseSign"))
        signs.addWidget(label(how_long(self.case), "muted", name="caseTime"))
        held, around = QWidget(), QHBoxLayout()
        around.addLayout(signs)
        held.setLayout(around)
        bold = self.name.font()
        bold.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(bold)
        self._head.addWidget(self.name, 1)
        self._head.addWidget(held, 0, Qt.AlignmentFlag.AlignVCenter)
        for made in (self.tries, self.dismiss, self.later):
            acts.addWidget(made)
        inset = size("space_small") + size("edge_ring")  # the words begin where those of the name do
        for part in (words, around):
            part.setContentsMargins(inset, 0, inset, 0)
        words.setSpacing(size("space_small"))
        words.addWidget(label(breakable(why(self.case)), wrap=True, name="caseWhy"))
        said = _("To try: {what}").format(what=what_to_try(self.case))
        words.addWidget(label(said, "muted", wrap=True, name="caseTry"))
        words.addLayout(acts)
        pad = size("space_medium")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(size("space_tight"))
        column.addLayout(self._head)
        column.addLayout(words)

    def _put_off(self, days: int, _checked: bool = False) -> None:
        self.later_requested.emit(days)
