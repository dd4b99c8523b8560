"""What the pane shows while there is nothing to practise with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label, picture


class EmptyPractice(Page):
    """foundations_requested, library_requested: the ways to begin."""

    foundations_requested = Signal()
    library_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "practiceEmpty", widest=2 / 3)
        self._picture = picture()
        title = label(_("Practice shows what you can do by yourself."), "heading", wrap=True)
        lead = label(
            _("You try, Carrel checks, and hints come when you want them. No model is needed for it."), wrap=True
        )
        self.add = button(_("Add the Foundations lessons"), "primary", "practiceFoundations")
        more = label(
            _("24 lessons with exercises, from fractions to photosynthesis. They come with Carrel."), wrap=True
        )
        other = button(_("Add another course in the library"), "card", "practiceLibrary")
        self.column.addWidget(self._picture)
        for part in (self._picture, title, lead, more):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for text in (title, lead, more):
            self.column.addWidget(text)
        for way in (self.add, other):
            way.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.column.addWidget(way)
        self.add.clicked.connect(self._add)
        other.clicked.connect(self.library_requested)
        self.measure()

    def say_adding(self, adding: bool) -> None:
        """Whether the lessons are being added."""
        self.add.setEnabled(not adding)
        self.add.setText(_("Adding the lessons…") if adding else _("Add the Foundations lessons"))
        self.add.setAccessibleName(self.add.text())

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        edge = self.theme.size("type_display") * 2
        self._picture.setPixmap(self.theme.icon("practice", "accent").pixmap(edge, edge))
        self.column.setSpacing(self.theme.size("space_medium"))

    def _add(self) -> None:
        self.say_adding(True)
        self.foundations_requested.emit()
