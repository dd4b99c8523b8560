"""What a page shows while there is nothing on it: one sentence, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label


class Nothing(Page):
    """step: the button of the next step."""

    def __init__(self, theme: Theme, title: str, lead: str, step: str, name: str) -> None:
        super().__init__(theme, f"{name}Page", widest=2 / 3, above=1, below=3)
        self.step = button(step, "card", name)
        self.step.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for part in (label(title, "strong", wrap=True), label(lead, wrap=True)):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(part)
        self.column.addWidget(self.step)
        self.measure()

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        self.column.setSpacing(self.theme.size("space_medium"))
