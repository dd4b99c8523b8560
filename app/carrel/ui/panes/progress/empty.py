"""What progress shows before the first try: that it begins with one, and ways to begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows.figures.page import Page as Shown
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label, picture

_MOST = 3
_LETTERS = 80
"""So much of a skill's name is said."""


@dataclass(frozen=True)
class Way:
    """A way to begin: its words, the name tests know it by, and what it does."""

    words: str
    name: str
    act: Callable[[], object]


class EmptyProgress(Page):
    """practise_requested: the id of a skill. foundations_requested: the lessons that come with Carrel.

    skills_requested: all skills are to be seen, though nothing was tried yet. left: back to the chat.
    """

    practise_requested = Signal(str)
    foundations_requested = Signal()
    skills_requested = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "progressEmpty", widest=2 / 3)
        self.ways: list[QPushButton] = []
        self._picture = picture()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self._picture)
        title = label(_("What you can do unaided will stand here."), "heading", wrap=True)
        self._lead = label(wrap=True)
        for part in (title, self._lead):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(part)
        self._rows = QVBoxLayout()
        self.column.addLayout(self._rows)
        self.measure()

    def show_page(self, page: Shown) -> None:
        """Offer ways to begin."""
        lead = _("Answer a few questions on your own. From three tries at a skill on, Carrel shows how sure it is.")
        self._lead.setText(lead if page.known else _("Add lessons first: they bring questions to practise with."))
        ways: list[Way] = []
        for one in page.first_skills(_MOST):
            words = _("Practise “{skill}”").format(skill=beside(one.name, _LETTERS))
            ways.append(Way(words, "emptyPractise", partial(self.practise_requested.emit, one.skill)))
        if page.known:
            ways.append(Way(_("See all skills"), "emptySkills", self.skills_requested.emit))
        else:
            ways.append(Way(_("Add the Foundations lessons"), "emptyFoundations", self.foundations_requested.emit))
        self._offer([*ways, Way(_("Back to the chat"), "emptyBack", self.left.emit)])

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        edge = self.theme.size("type_display") * 2
        self._picture.setPixmap(self.theme.icon("progress", "accent").pixmap(edge, edge))
        for column in (self.column, self._rows):
            column.setSpacing(self.theme.size("space_medium"))
        room = self.box.width() - 2 * self.theme.size("space_wide")
        for made in self.ways:
            words = made.accessibleName()
            made.setText(made.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))

    def take_focus(self) -> None:
        """On the first way to begin."""
        if self.ways:
            self.ways[0].setFocus()

    def _offer(self, ways: list[Way]) -> None:
        """Offer these; where they are the same ones, the focus stays where it is."""
        if [way.words for way in ways] == [made.accessibleName() for made in self.ways]:
            return
        had_focus = any(made.hasFocus() for made in self.ways)
        for made in self.ways:
            made.hide()
            made.deleteLater()
        self.ways = []
        for way in ways:
            made = button(way.words, "card", way.name)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.clicked.connect(partial(_press, way))
            self._rows.addWidget(made)
            self.ways.append(made)
        self.measure()
        if had_focus:
            self.take_focus()


def _press(way: Way, _checked: bool = False) -> None:
    way.act()
