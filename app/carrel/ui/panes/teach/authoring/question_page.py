"""One question as it goes out: what it asks, what counts as right, its hints, and a place to try it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from carrel.assessment.model import Item
from carrel.base.show import beside
from carrel.base.words import _
from carrel.ui.flow import Flow
from carrel.ui.panes.teach.authoring import words
from carrel.ui.theme import Theme
from carrel.ui.widgets.page import Page
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.passage import Passage
from carrel.ui.widgets.sandbox import Sandbox

_LONGEST = 600


class QuestionPage(Page):
    """approve_requested: let a draft go out. change_requested: write it anew. remove_requested: take a question out."""

    approve_requested = Signal()
    change_requested = Signal()
    remove_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "questionPage", widest=1.1, above=0, below=1)
        self._shown = ""
        self.state = label(role="muted", wrap=True, name="questionState")
        self.prompt = Passage(theme, "questionPrompt")
        self.key = label(wrap=True, name="questionKey")
        self.lines = QVBoxLayout()
        self.approve = button(_("Approve"), "primary", "questionApprove")
        self.change = button(_("Change…"), "outline", "questionChange")
        self.remove = button(_("Take out"), "outline", "questionRemove")
        self.sandbox = Sandbox(theme)
        row = Flow(theme.size("space_small"))
        for one in (self.approve, self.change, self.remove):
            row.addWidget(one)
        for part in (self.state, self.prompt, label(_("What counts as right"), "strong", wrap=True), self.key):
            self.column.addWidget(part)
        self.column.addLayout(self.lines)
        self.column.addLayout(row)
        self.column.addWidget(self.sandbox)
        self.approve.clicked.connect(self.approve_requested)
        self.change.clicked.connect(self.change_requested)
        self.remove.clicked.connect(self.remove_requested)
        self.measure()

    def show_item(self, item: Item, *, is_draft: bool) -> None:
        """Show this question."""
        said = (
            _("A draft, made by Carrel from a document: it goes out once you approve it.")
            if is_draft
            else _("It goes out with the next class pack.")
        )
        self.state.setText(f"{said} {_('Asked for: {kind}.').format(kind=words.kind(item))}")
        self.prompt.show_text(item.prompt or item.text, name=_("The question"))
        self.key.setText("\n".join(words.key(item)))
        self.approve.setVisible(is_draft)
        self.remove.setVisible(not is_draft)
        self._show_lines(item)
        if item.id != self._shown:
            self._shown = item.id
            self.sandbox.show_item(item)
            self.verticalScrollBar().setValue(0)

    def measure(self) -> None:
        """Take the theme's sizes."""
        super().measure()
        pad = self.theme.size("space_medium")
        self.column.setContentsMargins(0, pad, 0, self.theme.size("space_wide"))
        self.column.setSpacing(pad)

    def _show_lines(self, item: Item) -> None:
        while (old := self.lines.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        said = [
            _("Hint {number}: {hint}").format(number=number, hint=beside(hint, _LONGEST))
            for number, hint in enumerate(item.hints, 1)
        ]
        said += [_("Solution: {text}").format(text=beside(item.solution, _LONGEST))] if item.solution else []
        for line in said or [_("It has no hints; a pupil who is stuck gets none.")]:
            self.lines.addWidget(made := label(line, "muted", wrap=True, name="questionLine"))
            made.show()
