"""A behaviour to be read."""

from __future__ import annotations

from carrel.base.words import _
from carrel.flows.behaviours.keeping import Opened
from carrel.ui.panes.shape.behaviours import words
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import label
from carrel.ui.widgets.passage import Passage


class ReadingFace(Page):
    """Shows what is written now, also where it is not saved yet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "behaviourReading", widest=1.2, above=0, below=1)
        self.amounts = label(role="muted", wrap=True, name="behaviourAmounts")
        self.text = Passage(theme, "behaviourText")
        self.column.addWidget(self.amounts)
        self.column.addWidget(self.text)
        self.measure()

    def show_opened(self, opened: Opened) -> None:
        """Show it; where what is written cannot be read, the behaviour as it is."""
        behaviour = opened.read.behaviour or opened.kept.behaviour
        self.amounts.setText(words.amounts(behaviour))
        readable = words.readable(behaviour)
        if readable != self.text.text:
            self.text.show_text(readable, name=_("The behaviour"))

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        self.column.setContentsMargins(0, 0, 0, self.theme.size("space_wide"))
        self.column.setSpacing(self.theme.size("space_small"))
