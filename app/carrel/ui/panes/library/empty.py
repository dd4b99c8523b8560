"""What the library shows while nothing is in it: one sentence, and three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label, picture


class EmptyLibrary(Page):
    """files_requested, folder_requested, foundations_requested: the ways to begin."""

    files_requested = Signal()
    folder_requested = Signal()
    foundations_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "libraryEmpty", widest=2 / 3)
        self._picture = picture()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = label(_("Your books, notes and papers belong here."), "heading", wrap=True)
        lead = label(
            _("Carrel answers from them and shows the sentence it stands on. They stay on this computer."), wrap=True
        )
        ways = (
            (_("Add documents…"), "emptyFiles", self.files_requested),
            (_("Add a folder…"), "emptyFolder", self.folder_requested),
            (_("Add the Foundations lessons"), "emptyFoundations", self.foundations_requested),
        )
        self.column.addWidget(self._picture)
        for part in (title, lead):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(part)
        self.ways = []
        for words, name, signal in ways:
            way = button(words, "card", name)
            way.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            way.clicked.connect(signal)
            self.column.addWidget(way)
            self.ways.append(way)
        drop = label(_("You can also drag files and folders here."), "muted", wrap=True)
        drop.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(drop)
        self.measure()

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        edge = self.theme.size("type_display") * 2
        self._picture.setPixmap(self.theme.icon("library", "accent").pixmap(edge, edge))
        self.column.setSpacing(self.theme.size("space_medium"))
