"""The head of the page: what can be done unaided now, the week, and what is due."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from carrel.base.words import _, counted
from carrel.flows.figures.page import Page
from carrel.flows.figures.words import state_words
from carrel.progress.model import State
from carrel.ui.flow import Flow
from carrel.ui.panes.progress.week import Week
from carrel.ui.theme import Theme
from carrel.ui.widgets.glyphs import paint_state
from carrel.ui.widgets.parts import IconButton, button, label
from carrel.ui.widgets.pencil import Look, Pencil

_BESIDE = QBoxLayout.Direction.LeftToRight
_WIDE = 40
"""Letters: the width in which the week has room beside the sentence."""


class Head(QWidget):
    """left: back to the chat. state_requested: the skills in this state. review_requested: of what is due."""

    left = Signal()
    state_requested = Signal(str)
    review_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("progressHead")
        self._theme = theme
        self._page = Page()
        self.back = IconButton(theme, "chevron-left", _("Back to the chat"), name="leaveProgress")
        self.said = label(role="heading", wrap=True, name="progressSaid")
        self.said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.review = button("", "primary", "progressReview")
        self.week = Week(theme)
        self.states: dict[State, QPushButton] = {state: button("", "chip", f"state_{state}") for state in state_words()}
        self._top, top, below = QBoxLayout(_BESIDE), QHBoxLayout(), Flow(theme.size("space_small"))
        top.setSpacing(theme.size("space_small"))
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.said, 1)
        self._top.setSpacing(theme.size("space_small"))
        self._top.addLayout(top, 1)
        self._top.addWidget(self.week, 0, Qt.AlignmentFlag.AlignTop)
        for state, chip in self.states.items():
            chip.clicked.connect(partial(self.state_requested.emit, state))
            below.addWidget(chip)
        below.addWidget(self.review)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_small"))
        column.addLayout(self._top)
        column.addLayout(below)
        self.back.clicked.connect(self.left)
        self.review.clicked.connect(self.review_requested)
        theme.changed.connect(lambda: self.show_page(self._page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The week stands beside the sentence where there is room."""
        super().resizeEvent(event)
        wide = self.width() > _WIDE * self._theme.size("type_body")
        self._top.setDirection(_BESIDE if wide else QBoxLayout.Direction.TopToBottom)

    def show_page(self, page: Page) -> None:
        """Say how this page stands."""
        self._page = page
        counts, words = page.counts(), state_words()
        self.said.setText(
            _("You can do {mastered} of {all} skills unaided.").format(mastered=counts["mastered"], all=len(page.known))
        )
        edge = self._theme.size("type_body")
        for state, chip in self.states.items():
            chip.setText(f" {counts[state]} {words[state]}")
            chip.setAccessibleName(_("{count} skills: {state}").format(count=counts[state], state=words[state]))
            chip.setIcon(self._shape(state, edge))
            chip.setIconSize(QSize(edge, edge))
        due = counted("Review what is due: {count} item", "Review what is due: {count} items", page.due)
        self.review.setText(due)
        self.review.setAccessibleName(due)
        self.review.setVisible(page.due > 0)
        self.week.show_page(page)

    def _shape(self, state: State, edge: int) -> QIcon:
        scale = 2
        drawn = QPixmap(edge * scale, edge * scale)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.scale(scale, scale)
        paint_state(Pencil(painter, Look(self._theme), edge), QRectF(0, 0, edge, edge), state)
        painter.end()
        return QIcon(drawn)
