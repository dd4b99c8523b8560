"""What the desk shows before there is one: what a desk is, and three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label, picture


class EmptyDesk(Page):
    """sample_requested: the desk that comes along. new_requested: one of one's own. folder_requested: from a folder."""

    sample_requested = Signal()
    new_requested = Signal()
    folder_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "deskEmpty", widest=2 / 3)
        self._picture = picture()
        self.sample = button(_("Try the sample desk"), "card", "emptySampleDesk")
        self.new = button(_("Make a desk…"), "card", "emptyNewDesk")
        self.folder = button(_("Bring in a folder…"), "card", "emptyDeskFolder")
        lead = _(
            "A desk answers other people's questions from your own articles, catalogue and procedures. Paste what a "
            "customer wrote, and Carrel drafts a reply with its sources, asks for what is missing, or says that a "
            "person must answer."
        )
        about = _("The sample is a shop for lamps that does not exist, with 30 articles and 60 products.")
        foot = _("Nothing is ever sent: you copy a draft, or save it. Everything stays on this computer.")
        title, said = label(_("Your desk will stand here."), "heading", wrap=True), label(lead, wrap=True)
        below = [label(words, "muted", wrap=True) for words in (about, foot)]
        for part in (self._picture, title, said, *below):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for way in (self.sample, self.new, self.folder):
            way.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for one in (self._picture, title, said, self.sample, below[0], self.new, self.folder, below[1]):
            self.column.addWidget(one)
        self.sample.clicked.connect(self.sample_requested)
        self.new.clicked.connect(self.new_requested)
        self.folder.clicked.connect(self.folder_requested)
        self.measure()

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        edge = self.theme.size("type_display") * 2
        self._picture.setPixmap(self.theme.icon("desk", "accent").pixmap(edge, edge))
        self.column.setSpacing(self.theme.size("space_medium"))
