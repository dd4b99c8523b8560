"""What the place of a pupil's classes shows while there is none: how one comes into a class."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy

from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label, picture


class NoClass(Page):
    """open_requested: choose a class pack."""

    open_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "classEmpty", widest=2 / 3)
        self._picture = picture()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self._picture)
        lead = _(
            "Your teacher gives you one file, the class pack, and a code. Open the file here: you see what is to be "
            "done, and what your teacher will see, before you join."
        )
        for part in (label(_("You are in no class here."), "heading", wrap=True), label(lead, wrap=True)):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(part)
        self.open = button(_("Open a class pack…"), "card", "emptyClassPack")
        self.open.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.open.clicked.connect(self.open_requested)
        self.column.addWidget(self.open)
        drop = label(_("You can also drag the file here."), "muted", wrap=True)
        drop.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(drop)
        self.measure()

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        edge = self.theme.size("type_display") * 2
        self._picture.setPixmap(self.theme.icon("my-class", "accent").pixmap(edge, edge))
        self.column.setSpacing(self.theme.size("space_medium"))
