"""What the teacher's place shows before there is a class: what one is, and the way to make it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label, picture


class EmptyTeach(Page):
    """new_requested: make a class."""

    new_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "teachEmpty", widest=2 / 3)
        self._picture = picture()
        self.new = button(_("New class…"), "card", "emptyNewClass")
        self.new.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lead = _(
            "A class needs no server and no accounts. What you set goes out as one file, on a stick or in a shared "
            "folder, and your pupils' work comes back the same way."
        )
        foot = _("Names stay on this computer; a code stands for each pupil.")
        title, said = label(_("Your classes will stand here."), "heading", wrap=True), label(lead, wrap=True)
        below = label(foot, "muted", wrap=True)
        for part in (self._picture, title, said, below):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for one in (self._picture, title, said, self.new, below):
            self.column.addWidget(one)
        self.new.clicked.connect(self.new_requested)
        self.measure()

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        edge = self.theme.size("type_display") * 2
        self._picture.setPixmap(self.theme.icon("teach", "accent").pixmap(edge, edge))
        self.column.setSpacing(self.theme.size("space_medium"))
